"""Notebook 002: a printed curve that its code can't produce."""

from dataclasses import replace

from .metrics import training_pixels
from .notebook import Notebook, Remark, Switch
from .plan import Plan
from .switches import overflowing_softmax, scalar_bias

SWITCHES = (
    Switch(
        "scalar-bias",
        "One bias gradient for a whole layer",
        "db2 = (1 / m) * np.sum(dZ2)",
        "The sum runs over units as well as images. db2 is 0 for ever, for softmax − one-hot adds "
        "up to nothing; the hidden biases all move alike. It cost 0.6 points of accuracy at "
        "most in the runs measured, so accuracy won't show it; the gradient check does.",
        scalar_bias,
    ),
    Switch(
        "low-rate",
        "A learning rate of 0.01",
        "gradient_descent(X_train, Y_train, X_test, Y_test, 0.01, 500)",
        "It learns a tenth as fast, and is at 35 to 63 % after 500 steps, by the seed (six were "
        "measured). The curve that is printed is that of 0.1.",
        lambda plan: replace(plan, learning_rate=0.01),
    ),
    Switch(
        "overflow",
        "Softmax overflows",
        "A = np.exp(Z) / np.sum(np.exp(Z), axis=0)",
        "In training nothing, since logits stay far below 709. On the unscaled images of "
        "training-pixels they are 255 times as large, and some probabilities become NaN.",
        overflowing_softmax,
    ),
    Switch(
        "training-pixels",
        "The test images are the training images, unscaled",
        "X_test = data_train[1:]",
        "42,000 pictures beside 10,000 labels: nothing can be evaluated, and the lines that should "
        "are commented out.",
        lambda plan: replace(plan, evaluate_on=training_pixels(plan.evaluate_on)),
    ),
    Switch(
        "he-weights",
        "He's initialisation",
        "",
        "Weights of the size that 784 inputs ask for, where the notebook's are nearly six times "
        "too large: it learns faster at the same rate.",
        lambda plan: replace(plan, initialiser="he"),
        as_written=False,
    ),
)

NOTEBOOK = Notebook(
    "002",
    "A hidden layer of ten, every line explained",
    "784-10-10 on all 42,000 rows of Kaggle's file, 500 steps by the full batch, then MNIST's own "
    "test set.",
    Plan(
        (784, 10, 10), 42_000, 1_000, epochs=500, learning_rate=0.1, initialiser="uniform_centred"
    ),
    SWITCHES,
    (
        Remark(
            "one_hot counts the classes by the labels it is given",
            "one_hot_Y = np.zeros((Y.size, Y.max() + 1))",
            "Nothing, as long as there is a nine among them; else it stops with an error.",
        ),
    ),
    "84.75 % of the training rows after 500 iterations, at a rate of 0.01.",
    "Which learning rate gives the printed curve?",
    "0.1: switch low-rate off and lay the two curves over each other. The output is of another run "
    "than the code beside it. At 0.5 the same 500 steps reach 90 %.",
    printed=(
        (50, 0.4097), (100, 0.6372), (150, 0.7178), (200, 0.7626), (250, 0.7894),
        (300, 0.8078), (350, 0.8214), (400, 0.8322), (450, 0.8411), (500, 0.8475),
    ),
)  # fmt: skip

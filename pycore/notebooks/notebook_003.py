"""Notebook 003: NumPy beside Keras, by two different rules."""

from dataclasses import replace

from .notebook import Notebook, Remark, Switch
from .plan import Plan
from .switches import overflowing_softmax, scalar_bias


def like_keras(plan: Plan) -> Plan:
    """What `model.compile('adam')` and `fit(epochs=10)` do: Adam, batches of 32, Glorot's start."""
    return replace(
        plan, optimiser="adam", learning_rate=1e-3, batch_size=32, epochs=10, initialiser="glorot"
    )


SWITCHES = (
    Switch(
        "scalar-bias",
        "One bias gradient for a whole layer",
        "db2 = 1 / m * np.sum(dl2)",
        "The sum runs over units as well as images. db2 is 0 for ever; the hidden biases all move "
        "alike. Accuracy hardly shows it: 0.1 point. The gradient check does.",
        scalar_bias,
    ),
    Switch(
        "overflow",
        "Softmax overflows",
        "e = np.exp(x)",
        "Nothing here, since logits stay far below 709. Above, NaN.",
        overflowing_softmax,
    ),
    Switch(
        "he-weights",
        "He's initialisation",
        "",
        "Weights of the size that 784 inputs ask for, where the notebook's are nearly six times "
        "too large: it learns faster at the same rate, and comes to 91 in place of 85 %.",
        lambda plan: replace(plan, initialiser="he"),
        as_written=False,
    ),
    Switch(
        "like-keras",
        "Adam, batches of 32, ten epochs, as Keras had it",
        "model.compile('adam', metrics=['accuracy'], loss='categorical_crossentropy')",
        "2,630 small steps in the place of 500 large ones: the same network reads as well as "
        "Keras's 90.55 % on the rows held out.",
        like_keras,
        as_written=False,
    ),
)

NOTEBOOK = Notebook(
    "003",
    "784-10-10 from scratch, beside the same in Keras",
    "A fifth of 42,000 rows to learn from, four fifths to test on, and Keras to compare with.",
    Plan(
        (784, 10, 10), 8_400, 33_600, epochs=500, learning_rate=0.1, initialiser="uniform_centred"
    ),
    SWITCHES,
    (
        Remark(
            "normalize_Y takes the training labels, whatever it is given",
            "Y_norm = np.zeros((Y_train.shape[0], 10))",
            "Nothing, for it is only ever given these.",
        ),
        Remark(
            "Python's own sum in the softmax",
            "return e / sum(e)",
            "The same numbers, in ten additions of rows.",
        ),
        Remark(
            "It trains on a fifth and tests on four fifths",
            "train_prop = .2",
            "The figures are sound, but most of what could be learned from is not.",
        ),
        Remark(
            "Two optimisers, two batch sizes: no comparison",
            "model.fit(X_train.T, Y_train_hot, epochs=10)",
            "Adam's 2,630 steps against 500 of plain descent say nothing of NumPy and Keras.",
        ),
    ),
    "85.68 % of the training rows, 83.70 % of the others; Keras 90.55 %.",
    "Is Keras's network better than the one in NumPy?",
    "No: the rule by which it was trained is. Switch like-keras on, and the same 7,960 numbers, "
    "trained by the same rule in NumPy, come to 91 %.",
    printed=(
        (1, 0.07393), (26, 0.23964), (51, 0.31881), (76, 0.37667), (101, 0.43536), (126, 0.56226),
        (151, 0.67607), (176, 0.73143), (201, 0.75869), (226, 0.77774), (251, 0.79024),
        (276, 0.8), (301, 0.81071), (326, 0.82036), (351, 0.8281), (376, 0.83554), (401, 0.84071),
        (426, 0.84595), (451, 0.85048), (476, 0.85369), (500, 0.85679),
    ),
)  # fmt: skip

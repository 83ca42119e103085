"""Notebook 001: two wrongs that make a right."""

from dataclasses import replace

from .metrics import first_row_for_labels, unscaled
from .notebook import Notebook, Remark, Switch
from .plan import Plan
from .switches import overflowing_softmax

SWITCHES = (
    Switch(
        "tiny-weights",
        "Weights between 0 and 0.01, biases between 0 and 1",
        "W1 = np.random.rand(10, 784) * 0.01",
        "At the start all images look alike: the biases outweigh the pixels. After twenty steps as "
        "written, more than eight of ten answers are still the same digit.",
        lambda plan: replace(plan, initialiser="uniform_tiny"),
    ),
    Switch(
        "wrong-count",
        "The gradient is divided by 42,000, of 3,000 rows",
        "m, n = data.shape",
        "m is the size of the whole file. Every step is 14 times too short.",
        lambda plan: replace(plan, average_over=42_000),
    ),
    Switch(
        "doubled-gradient",
        "The gradient is doubled",
        "dZ2 = 2*(A2 - y)",
        "Every step is twice as long. The factor belongs to the squared error, not to cross-"
        "entropy; the gradient check finds an error of a third, (2 − 1) / (2 + 1).",
        lambda plan: replace(plan, gradient_factor=2 * plan.gradient_factor),
    ),
    Switch(
        "high-rate",
        "A learning rate of 1",
        "gradient_descent(X_train, Y_train, 1000, 1)",
        "With wrong-count and doubled-gradient it is 1/7 in truth, and works. Without wrong-count "
        "it is 2, and all ten hidden units die.",
        lambda plan: replace(plan, learning_rate=1.0),
    ),
    Switch(
        "overflow",
        "Softmax overflows",
        "# Z -= np.max(Z, axis=0)",
        "The cure is there, as a comment. In training nothing comes of it, as logits stay small; "
        "with unscaled-dev they pass 709, and probabilities become NaN.",
        overflowing_softmax,
    ),
    Switch(
        "unscaled-dev",
        "Development pixels are not divided by 255",
        "X = data_dev[1:n]",
        "The network is asked about inputs 255 times as large as those it learned from: on its "
        "development set it loses about half of its answers.",
        lambda plan: replace(plan, evaluate_on=unscaled("held_out", plan.evaluate_on)),
    ),
    Switch(
        "pixel-labels",
        "The development labels are the pixels of one image",
        "Y = data[0]",
        "785 numbers against 1,000 answers: no accuracy can be computed, and the notebook never "
        "tries.",
        lambda plan: replace(plan, evaluate_on=first_row_for_labels(plan.evaluate_on)),
    ),
)

NOTEBOOK = Notebook(
    "001",
    "MNIST from scratch, with the mathematics written out",
    "A hidden layer of ten units, trained on 3,000 rows, with 1,000 rows kept for development.",
    Plan((784, 10, 10), rows=3_000, held_out=1_000, epochs=1_000, learning_rate=0.5),
    SWITCHES,
    (
        Remark(
            "forward_prop returns Z1 twice, and never Z2",
            "return Z1, A1, Z1, A2",
            "Nothing: back_prop takes a Z2, and does not use it.",
        ),
        Remark(
            "Accuracy is measured on the training rows only",
            "pred = get_pred(A2)",
            "The network that answers 96 % of these right answers some 90 % of others right.",
        ),
    ),
    "“~95 % accuracy with 1000 iterations and a learning rate of 1 (??????)”",
    "From as written, switch wrong-count off. Why does the repair break it?",
    "The step was 1 × 2 × 3,000 / 42,000 = 1/7 of the mean gradient. Repaired, it is 2, fourteen "
    "times as long: all ten hidden units die, every image gets the same answer, and 11 % of them "
    "are right. Two wrongs made a right: with the right count the rate must come down, too.",
    lesson="It reads the test set worse than as written, 87.7 beside 89.5 %, for it learns its "
    "3,000 rows by heart. Its steps are 3.5 times as long, 0.5 in the place of 1/7, so that "
    "1,000 of them go further: its loss on these rows ends at 0.04, as written at 0.16. On "
    "the test set its loss is lowest near step 200, 0.42, and is 0.60 at the end. At the "
    "rate of 1/7 it comes to 88.7 %.",
    printed=(
        (1, 0.11), (11, 0.10733), (21, 0.107), (31, 0.15733), (41, 0.25), (51, 0.34433),
        (61, 0.384), (71, 0.47367), (81, 0.58533), (91, 0.65167), (101, 0.698), (111, 0.729),
        (121, 0.75867),
    ),
)  # fmt: skip

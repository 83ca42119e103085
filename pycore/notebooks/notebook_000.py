"""Notebook 000: a wide layer, huge weights, and NaN whose cause is no longer in the code."""

from dataclasses import replace

from .broken import NoBiasDense, odds, squared_error
from .metrics import argmax_of_all
from .notebook import Notebook, Remark, Switch
from .plan import Plan

SWITCHES = (
    Switch(
        "positive-weights",
        "All weights between 0 and 1",
        "w_1 = np.random.rand(neurons,784)",
        "The first logits are all positive and run into the thousands: the network starts at 10 %, "
        "sure of itself and wrong, and the first updates throw it about.",
        lambda plan: replace(plan, initialiser="uniform_positive"),
    ),
    Switch(
        "no-biases",
        "No biases",
        "z_1 = w_1 @ a_0",
        "Every hidden unit answers 0 to an empty picture, and so does every output.",
        lambda plan: replace(plan, dense=NoBiasDense),
    ),
    Switch(
        "wrong-count",
        "The gradient is divided by the pixels, not by the images",
        "N = X.shape[0]",
        "X lies on its side, so N is 784. On 60,000 rows every step is 76.5 times as long as the "
        "learning rate says.",
        lambda plan: replace(plan, average_over=784),
    ),
    Switch(
        "small-rate",
        "A learning rate of 0.001",
        "learning_rate = 0.001",
        "Far too small for a full batch: it only worked because wrong-count made it 0.077.",
        lambda plan: replace(plan, learning_rate=0.001),
    ),
    Switch(
        "two-costs",
        "One cost is defined, another is minimised",
        "return (x - y) ** 2",
        "The loss shown is the squared error; the gradient a_2 − y is cross-entropy's. Training is "
        "the same, but the gradient is not that of the loss, and the gradient check says so.",
        lambda plan: replace(plan, loss_parts=replace(plan.loss_parts, cost=squared_error)),
    ),
    Switch(
        "no-accuracy",
        "No accuracy is ever computed",
        "return a_2",
        "check_accuracy returns probabilities, so the notebook has no figure to say.",
        lambda plan: replace(plan, metric=None),
    ),
    Switch(
        "whole-argmax",
        "The prediction is the place of the largest of all outputs",
        "return np.argmax(a_2.T)",
        "One number for all images together, from 0 to ten times their count: compared with labels "
        "it is hardly ever right. (get_prediction is never called.)",
        lambda plan: replace(plan, metric=argmax_of_all),
        as_written=False,
    ),
    Switch(
        "softmax-slope",
        "Softmax's derivative in the backward pass, and a wrong one",
        "return exps/(np.sum(exps,axis=0) * (1-exps/np.sum(exps,axis=0)))",
        "p / (1 − p) is infinite where p is 1, and ∞ · 0 is NaN: with positive-weights, everything "
        "is NaN after one update. Nothing calls it in the code as it stands; the output shown may "
        "come from when something did.",
        lambda plan: replace(plan, loss_parts=replace(plan.loss_parts, derivative=odds)),
        as_written=False,
    ),
    Switch(
        "centred-weights",
        "Weights between −0.5 and 0.5",
        "",
        "Half of the repair: no sign is favoured, but sums of 784 are still too large.",
        lambda plan: replace(plan, initialiser="uniform_centred"),
        as_written=False,
    ),
    Switch(
        "hundredth-weights",
        "Weights between 0 and 0.01",
        "",
        "The other half: a sensible size, but all of one sign.",
        lambda plan: replace(plan, initialiser="uniform_tiny"),
        as_written=False,
    ),
)

NOTEBOOK = Notebook(
    "000",
    "Tackling MNIST with just NumPy",
    "One hidden layer of 256 units, trained on all 60,000 images at once, 100 times over.",
    Plan((784, 256, 10), rows=60_000, held_out=0, epochs=100, learning_rate=0.5),
    SWITCHES,
    (
        Remark(
            "relu overwrites what it is given",
            "x[x<0] = 0",
            "z_1 and a_1 are one array. It does no harm here: where one is positive, so is the "
            "other.",
        ),
    ),
    "It prints its logits, NaN everywhere. Its code as shown does not give NaN: the first print "
    "comes before any update, so the weights were NaN when the cell was run.",
    "Switch the defects off one at a time, from as written. Which one alone helps most?",
    "The weights. He's initialisation alone takes it from about 77 to 88 %; centring them (with no "
    "positive weights) gives about 84 %, shrinking them to a hundredth 67 %. The right count "
    "alone leaves it at 10 %: the rate only fits the wrong one.",
)

"""Notebook 004: 90 % for a network that answers nothing."""

from dataclasses import replace

from .metrics import rounded_agreement
from .notebook import Notebook, Remark, Switch
from .plan import Plan
from .switches import overflowing_softmax

SWITCHES = (
    Switch(
        "rounded-metric",
        "A metric that gives 90 % for nothing",
        "100 - np.mean(np.abs(Y_prediction_test - Y_test)) * 100",
        "Probabilities are rounded, and all ten outputs counted. If none is above one half, nine "
        "of ten zeros are right: 90.000 %, whatever the network knows.",
        lambda plan: replace(plan, metric=rounded_agreement),
    ),
    Switch(
        "rate-ignored",
        "The learning rate is 0.005, whatever learning_rate says",
        "optimize(grad_reg, learning_rate=0.005)",
        "A hundredth of the 0.5 that is declared, and printed over the chart: after 100 steps 24 "
        "or 37 % of the answers are right (two seeds).",
        lambda plan: replace(plan, learning_rate=0.005),
    ),
    Switch(
        "overflow",
        "Softmax overflows",
        "s = np.exp(u) / np.sum(np.exp(u), axis=0, keepdims=True)",
        "Nothing as written, since logits stay far below 709. Above, NaN.",
        overflowing_softmax,
    ),
)

NOTEBOOK = Notebook(
    "004",
    "Three hidden layers of fifty",
    "A deeper network, 784-50-50-50-10, on all 60,000 images: 1,000 steps by the full batch.",
    Plan((784, 50, 50, 50, 10), rows=60_000, held_out=0, epochs=1_000, learning_rate=0.5),
    SWITCHES,
    (
        Remark(
            "drelu overwrites its argument",
            "z[z <= 0] = 0",
            "Nothing: Z is not needed any more, and A is another array.",
        ),
        Remark(
            "Everything is passed through global dictionaries",
            "forward_prop(parameters, X_test, activation)",
            "predict leaves the test set's activations behind where the training set's were; the "
            "next step computes them anew.",
        ),
        Remark(
            "The cost is kept every 100 steps",
            "if l % 100 == 0:",
            "Two costs were printed, so it was stopped after some 200 of its 1,000 steps.",
        ),
        Remark(
            "The cost is an array of one number",
            'print("Cost after iteration %i: %f" % (l, cost))',
            "NumPy 2 refuses to print it by %f: a TypeError at the first step.",
        ),
        Remark(
            "The chart is drawn before there is one",
            "plt.plot(c)",
            "A NameError in the place of a curve: the cell above was not run to its end.",
        ),
    ),
    "“test accuracy: 90.006 %”, after some 200 of 1,000 steps.",
    "What does the notebook's metric give to a network that was never trained?",
    "90 %: run it as written for one step. No output is above one half, all are rounded to 0, and "
    "nine of ten entries of one-hot are 0. In truth it answers about one in ten right.",
    lesson="Now and then it forgets, and chance decides how it ends: on its 60,000 rows it fell "
    "from 97.2 to 45.1 % at step 800. The reason is plain descent at one large rate: the "
    "largest curvature of the loss grows until it is 2 / rate, here 4, and beyond that "
    "every step overshoots (Cohen et al. 2021, arXiv:2103.00065). Measured on 10,000 rows: "
    "3.5 to 4.5 as a rule, 9 to 13 where it falls. A smaller rate only moves this edge: at "
    "0.1 it fell, too, near step 900.",
    printed_loss=((1, 2.406661), (101, 2.121362)),
)

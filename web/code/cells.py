"""The functions that the page offers to edit, each with a line or two that try it out."""

from typing import Self

from web.python.answers import Answer

from .hotswap import Place

LAYER = """
layer = Dense(W=np.array([[1.0, 2.0], [3.0, 4.0]]), b=np.array([0.5, 0.5]))
inputs = np.array([[1.0, 0.0], [1.0, 1.0]])
"""
LEARNED = f"{LAYER}layer.X = inputs  # as `forward` remembers it in training\n"
STEP = """
theta = np.array([1.0, 2.0])
optimiser = {}([theta])
optimiser.step([np.array([0.5, -0.5])], learning_rate=0.1)
theta"""


class Cell(Place):
    """A place with a sentence about it, and code that tries it out."""

    words: str
    trial: str

    def __new__(cls, module: str, name: str, words: str, trial: str) -> Self:
        """As a Place, with what is said of it."""
        self = super().__new__(cls, f"pycore.{module}", name)
        self.words, self.trial = words, trial.strip()
        return self

    def as_dict(self) -> Answer:
        """What the page shows of it."""
        file = f"{self.module.removeprefix('pycore.')}.py"
        text = f"{self.source}\n\n\n{self.trial}\n"
        return {"name": self.name, "file": file, "words": self.words, "text": text}


CELLS = [
    Cell(
        "activations",
        "relu",
        "The activation: ReLU makes negative inputs 0.",
        "relu(np.array([-2.0, 0.0, 3.0]))",
    ),
    Cell(
        "activations",
        "relu_derivative",
        "The derivative of ReLU, for the backward pass.",
        "relu_derivative(np.array([0.0, 0.0, 3.0]))",
    ),
    Cell(
        "loss",
        "softmax",
        "Turns the logits into ten probabilities.",
        "softmax(net.forward(X)).round(3)",
    ),
    Cell(
        "loss",
        "cross_entropy",
        "The loss, and its gradient with respect to the logits.",
        "cross_entropy(net.forward(X), np.array([7]))",
    ),
    Cell(
        "layers",
        "Dense.forward",
        "Forward: weighted sums of all inputs.",
        f"{LAYER}layer.forward(inputs)",
    ),
    Cell(
        "layers",
        "Dense.backward",
        "Backward: the gradient with respect to the inputs.",
        f"{LEARNED}layer.backward(np.array([[1.0, 0.0], [0.0, 1.0]]))",
    ),
    Cell(
        "layers",
        "Dense.set_gradients",
        "Backward: the gradients of weights and biases.",
        f"{LEARNED}layer.set_gradients(np.array([[1.0, 0.0], [0.0, 1.0]]))\nlayer.dW, layer.db",
    ),
    Cell(
        "optimisers",
        "SGD.step",
        "Plain gradient descent: one step.",
        STEP.format("SGD"),
    ),
    Cell(
        "optimisers",
        "Adam.step",
        "Adam's step: keeps two moving averages for every array.",
        STEP.format("Adam"),
    ),
    Cell(
        "backend",
        "Backend.adam",
        "Adam's formula. An edited one replaces the page's faster version.",
        """
theta, mean, square = np.array([1.0, 2.0]), np.zeros(2), np.zeros(2)
active.adam(theta, mean, square, np.array([0.5, -0.5]), (0.9, 0.999), 1e-8, 0.1, 1.0)
theta""",
    ),
]
BY_NAME = {cell.name: cell for cell in CELLS}

"""The settings of an experiment: what each is called, what it does, which values it can have.

The command line, the addresses and the page's form follow this list. A new setting is an entry
here and a field of `Experiment`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .activations import ACTIVATIONS
from .augment import AUGMENTATIONS
from .errors import ExperimentError
from .initialisers import INITIALISERS
from .optimisers import OPTIMISERS
from .schedules import SCHEDULES

MAX_IMAGES = 60_000


@dataclass(frozen=True)
class Setting:
    """One setting: a number within a range, one of several choices, or a list of layers."""

    title: str
    help: str
    key: str
    """Its name in an address, and as an attribute of the embed element."""
    range: tuple[float, float] = (0, 0)
    """The smallest and the largest number; whole numbers only if these are of type int."""
    choices: Mapping[str, object] = field(default_factory=dict)
    ladder: str = ""
    """The values that the form's buttons − and + go through; "+1" counts."""
    live: bool = False
    """Whether it may change during training."""

    @property
    def numeric(self) -> bool:
        """Whether it is a number."""
        return self.range != (0, 0)

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are allowed."""
        return isinstance(self.range[1], int)

    def check(self, name: str, value: object) -> None:
        """Raise `ExperimentError`, of the setting `name`, unless it can have this value."""
        if self.choices and value not in self.choices:
            raise ExperimentError(name, f"{self.title} must be one of {', '.join(self.choices)}.")
        kinds, (low, high) = (int,) if self.whole else (int, float), self.range
        number = isinstance(value, kinds) and not isinstance(value, bool) and low <= value <= high
        if self.numeric and not number:
            kind = "a whole number" if self.whole else "a number"
            limits = f"from {low:,.10g} to {high:,.10g}"
            raise ExperimentError(name, f"{self.title} must be {kind} {limits}.")


SETTINGS = {
    "images": Setting(
        "Training images",
        "Images to train on. A tenth as many more, at most 5,000, are held out for validation. "
        "Of all 60,000, 55,000 are for training and 5,000 for validation.",
        "images",
        range=(100, MAX_IMAGES),
        ladder="1000 2000 5000 10000 20000 30000 40000 50000 60000",
    ),
    "hidden_layers": Setting(
        "Hidden layers",
        "The layers between the 784 pixels and the 10 outputs: units of dense layers, as in "
        "“128, 64”, or others, as in “conv16, pool, norm, 128, drop50”. Empty for none.",
        "layers",
    ),
    "activation": Setting(
        "Activation",
        "The function after each layer that has weights, except the last. Without it, several "
        "layers could compute no more than one.",
        "activation",
        choices=ACTIVATIONS,
    ),
    "initialiser": Setting(
        "Initial weights",
        "The random weights at the start. He suits ReLU; Glorot suits tanh and sigmoid.",
        "initialiser",
        choices=INITIALISERS,
    ),
    "optimiser": Setting(
        "Optimiser",
        "How gradients become steps. SGD follows the gradient, momentum keeps part of the last "
        "step, Nesterov looks ahead, Adam scales the step for each weight, and AdamW keeps weight "
        "decay apart from that.",
        "optimiser",
        choices=OPTIMISERS,
    ),
    "learning_rate": Setting(
        "Learning rate",
        "The size of a step. If it is too small, training is slow. If it is too large, the loss "
        "does not settle.",
        "rate",
        range=(1e-8, 1e8),
        ladder="0.0001 0.0003 0.001 0.003 0.01 0.03 0.1 0.3 1",
        live=True,
    ),
    "batch_size": Setting(
        "Batch size",
        "The number of images whose gradients are averaged into one step. A small batch is fast "
        "but noisy, a large one is steady but slow.",
        "batch",
        range=(1, MAX_IMAGES),
        ladder="8 16 32 64 128 256 512 1024",
        live=True,
    ),
    "epochs": Setting(
        "Epochs",
        "The number of passes over the training images. Raise it to continue a finished training.",
        "epochs",
        range=(1, 1_000),
        ladder="1 2 3 5 10 20 50 100",
        live=True,
    ),
    "l2": Setting(
        "Weight decay",
        "Pulls each weight a little towards 0, which reduces overfitting: l2/2 times the sum of "
        "all squared weights is added to the loss.",
        "l2",
        range=(0.0, 10.0),
        ladder="0 0.00001 0.0001 0.001 0.01 0.1",
        live=True,
    ),
    "seed": Setting(
        "Seed",
        "Where the random numbers start. The same seed with the same settings gives the same "
        "curve.",
        "seed",
        range=(0, 2**32 - 1),
        ladder="+1",
    ),
    "schedule": Setting(
        "Schedule",
        "How the learning rate changes during training: constant, smaller in steps, or along a "
        "cosine down to 0.",
        "schedule",
        choices=SCHEDULES,
        live=True,
    ),
    "label_smoothing": Setting(
        "Label smoothing",
        "The fraction of each label that is spread over all ten digits, so that the network need "
        "not be fully certain.",
        "smoothing",
        range=(0.0, 0.5),
        ladder="0 0.05 0.1 0.2",
        live=True,
    ),
    "augment": Setting(
        "Augmentation",
        "How images are changed each time they are trained on, so that the network learns digits "
        "and does not memorise the training images.",
        "augment",
        choices=AUGMENTATIONS,
    ),
    "ema_decay": Setting(
        "Weight averaging",
        "The decay of the moving average of the weights, which becomes the network: 0.999 averages "
        "over about the last thousand steps. At 0 the last weights count.",
        "average",
        range=(0.0, 0.9999),
        ladder="0 0.9 0.99 0.999 0.9999",
    ),
    "patience": Setting(
        "Patience",
        "Training stops after this many validations without a smaller loss, with the best weights. "
        "There are four validations per epoch. At 0 it never stops early.",
        "patience",
        range=(0, 1_000),
        ladder="0 4 8 12 20 40",
    ),
}
"""By the name of the field of `Experiment`, in the same order."""

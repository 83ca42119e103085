"""An experiment is everything that a training run depends on.

The same one gives the same curve: natively, in a notebook and in the browser.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

import numpy as np

from .activations import ACTIVATIONS
from .arrays import SIDE
from .augment import AUGMENTATIONS
from .dataset import CLASSES, Dataset, Examples, Subset, as_examples, join
from .early_stopping import EarlyStopping
from .errors import DataError, ExperimentError
from .initialisers import INITIALISERS
from .layer_spec import MAX_LAYERS, LayerSpec, infer_shapes, parse_layer
from .network import Network
from .optimisers import OPTIMISERS
from .sampling import PART, draw
from .schedules import SCHEDULES
from .training import Settings, Training
from .weight_averaging import EMA

MAX_IMAGES = 60_000
MAX_PARAMETERS = 10_000_000
"""With gradients and Adam's two memories, four times 40 MB."""

CHOICES: dict[str, Mapping[str, object]] = {
    "activation": ACTIVATIONS,
    "initialiser": INITIALISERS,
    "optimiser": OPTIMISERS,
    "schedule": SCHEDULES,
    "augment": AUGMENTATIONS,
}
RANGES: dict[str, tuple[float, float]] = {
    "images": (100, MAX_IMAGES),
    "learning_rate": (1e-8, 1e8),
    "batch_size": (1, MAX_IMAGES),
    "epochs": (1, 1_000),
    "l2": (0, 10),
    "label_smoothing": (0, 0.5),
    "average": (0, 0.9999),
    "patience": (0, 1_000),
    "seed": (0, 2**32 - 1),
}

MEANINGS = {
    "images": "images to learn from; a tenth as many more, at most 5,000, are for validation "
    "(of all 60,000, 55,000 are learned from)",
    "hidden_layers": "layers between the pixels and the answers, as 128,64 or "
    "conv16,pool,norm,128,drop50; an empty one ('') for none",
    "activation": "what follows every layer that has weights, but for the last",
    "initialiser": "where weights start",
    "optimiser": "how a gradient becomes a step",
    "learning_rate": "length of a step",
    "batch_size": "images averaged into one step",
    "epochs": "passes over the images",
    "l2": "weight decay: adds l2/2 times the sum of all squared weights to the loss",
    "seed": "start of all random numbers: the same seed gives the same curve",
    "schedule": "how the learning rate changes on the way",
    "label_smoothing": "share of the truth that is spread over all classes",
    "augment": "how images are changed each time they are learned from",
    "average": "decay of the average of the weights, which is the network in the end; 0: the last "
    "weights are",
    "patience": "stop after this many validations without a smaller loss, with the best weights; "
    "0: never",
}
"""What each field of an `Experiment` means, for whoever shows them."""


@dataclass(frozen=True)
class Experiment:
    """The settings of a run, checked: a value that can't be raises `ExperimentError`."""

    images: int = MAX_IMAGES
    """Images to learn from. A tenth as many more, at most 5,000, are drawn for validation: 100 with
    1,000. Of all 60,000 it learns from 55,000, and 5,000 are for validation."""
    hidden_layers: tuple[LayerSpec, ...] = (200,)
    """What stands between the pixels and the answers: units of a dense layer, or another layer
    as in `layer_spec`; none is allowed, too."""
    activation: str = "relu"
    initialiser: str = "he"
    optimiser: str = "adam"
    learning_rate: float = 1e-3
    batch_size: int = 64
    epochs: int = 8
    l2: float = 0.0
    seed: int = 0
    schedule: str = "constant"
    label_smoothing: float = 0.0
    augment: str = "none"
    """How images are changed each time they are learned from."""
    average: float = 0.0
    """Decay of the average of the weights that is the network in the end; 0: the last are."""
    patience: int = 0
    """Validations without a smaller loss after which it ends, with the best weights; 0: never."""

    def __post_init__(self) -> None:
        """Check every value."""
        for field, choices in CHOICES.items():
            if getattr(self, field) not in choices:
                raise ExperimentError(
                    field, f"{_title(field)} must be one of {', '.join(choices)}."
                )
        for field, (low, high) in RANGES.items():
            whole = isinstance(getattr(type(self), field), int)
            _check_number(field, getattr(self, field), low, high, whole)
        object.__setattr__(self, "hidden_layers", tuple(map(parse_layer, self.hidden_layers)))
        if len(self.hidden_layers) > MAX_LAYERS:
            raise ExperimentError("hidden_layers", f"Hidden layers: {MAX_LAYERS} at most.")
        if self.parameter_count > MAX_PARAMETERS:
            raise ExperimentError(
                "hidden_layers",
                f"Hidden layers: these need {self.parameter_count:,} parameters; "
                f"{MAX_PARAMETERS:,} is the limit.",
            )

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Make one of plain values, as a form or a file gives them; what is missing is default."""
        names = [field.name for field in fields(cls)]
        for name in values:
            if name not in names:
                raise ExperimentError(str(name), f"There is no setting {str(name)[:40]!r}.")
        known = dict(values)
        if "hidden_layers" in known:
            layers = known["hidden_layers"]
            if not isinstance(layers, list | tuple):
                raise ExperimentError("hidden_layers", "Hidden layers must be a list of numbers.")
            known["hidden_layers"] = tuple(layers)
        return cls(**known)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for `from_dict`."""
        return asdict(self) | {"hidden_layers": list(self.hidden_layers)}

    @property
    def layers(self) -> list[LayerSpec]:
        """784 inputs, the hidden layers, 10 outputs: MNIST's. Other classes, other outputs."""
        return [SIDE * SIDE, *self.hidden_layers, CLASSES]

    @property
    def parameter_count(self) -> int:
        """How many weights and biases the network will have."""
        return sum(shape.parameters for shape in infer_shapes(self.layers[1:], SIDE * SIDE))

    @property
    def validation_images(self) -> int:
        """How many more images are drawn to validate with, never to learn from."""
        return min(self.images // 10, PART)

    @property
    def training_images(self) -> int:
        """How many images the network learns from."""
        return min(self.images, MAX_IMAGES - self.validation_images)

    @property
    def parts(self) -> int:
        """How many parts of the training set, from the first, the run draws its images from."""
        return math.ceil((self.training_images + self.validation_images) / PART)


def _check_number(field: str, value: object, low: float, high: float, whole: bool) -> None:
    """Raise `ExperimentError` unless `value` is a finite number from `low` to `high`."""
    kinds = (int,) if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        kind = "a whole number" if whole else "a number"
        raise ExperimentError(
            field, f"{_title(field)} must be {kind} from {low:,.10g} to {high:,.10g}."
        )


def _title(field: str) -> str:
    return {"images": "Training images", "l2": "Weight decay"}.get(field) or field.replace(
        "_", " "
    ).capitalize()


def set_up(
    experiment: Experiment,
    rng: np.random.Generator,
    classes: int = CLASSES,
    class_names: tuple[str, ...] = (),
) -> dict[str, Any]:
    """What a `Training` has of its experiment, whatever it learns from; `rng` draws the weights."""
    layers = [*experiment.layers[:-1], classes]
    network = Network.create(layers, rng, experiment.activation, experiment.initialiser)
    network.class_names = class_names
    return {
        "network": network,
        "optimiser": OPTIMISERS[experiment.optimiser](network.parameters()),
        "settings": Settings(
            **{each.name: getattr(experiment, each.name) for each in fields(Settings)}
        ),
        "augment": AUGMENTATIONS[experiment.augment],
        "ema": EMA(network, experiment.average) if experiment.average else None,
        "early_stopping": EarlyStopping(experiment.patience),
    }


class Run(Training):
    """An experiment on its way: iterate over it to train; stop asking to pause."""

    def __init__(
        self,
        experiment: Experiment,
        data: Examples,
        besides: Callable[[Dataset], Dataset] | None = None,
    ) -> None:
        """Draw the images and make the network, all from the experiment's seed.

        `data` may be in any order; of MNIST's training set, the first `experiment.parts` parts
        give the same run as the whole (see `sampling`). The network has an output for each of
        `data.classes`. `besides` may give other images to learn from, too, made of those that were
        drawn; those of `dataset.no_class` show none of the classes.
        """
        data = as_examples(data)
        needed = experiment.training_images + experiment.validation_images
        if data.size < needed:
            raise DataError(f"the experiment needs {needed:,} images, {data.size:,} are there")
        streams = np.random.SeedSequence(experiment.seed).spawn(3)
        rng, start, shuffle = (np.random.default_rng(stream) for stream in streams)
        chosen: Examples
        validation, chosen = draw(
            data, experiment.parts, experiment.validation_images, experiment.training_images, rng
        )
        if besides:
            drawn = chosen.take(slice(None))
            chosen = join([drawn, besides(drawn)])
        self.experiment = experiment
        super().__init__(
            data=chosen,
            rng=shuffle,
            validation=validation,
            **set_up(experiment, start, data.classes, data.class_names),
        )
        self.validation: Subset = validation
        self.altered: set[str] = set()
        """Settings that were changed on the way: with them, no experiment gives this curve."""

    def change(self, **settings: Any) -> None:
        """Change what is in `Settings` from the next step on, checked as ever.

        More `epochs` let a finished training go on from its last step; so they do one that ended
        early, whose patience begins anew. A schedule is spread over all epochs, old and new.
        """
        for name in settings:
            if not hasattr(self.settings, name):
                raise ExperimentError(name, f"{_title(name)} can't change while a network trains.")
        replace(self.experiment, **settings)
        for name, value in settings.items():
            if self._is_alteration(name, value):
                self.altered.add(name)
            if name == "epochs" and value > self.settings.epochs:
                self.early_stopping.waited = 0
            setattr(self.settings, name, value)

    @property
    def present(self) -> Experiment:
        """The experiment with its settings as they are now."""
        return replace(self.experiment, **vars(self.settings))

    def _is_alteration(self, name: str, value: Any) -> bool:
        """Whether the steps so far would have been others with this setting from the start."""
        if self.last is None or value == getattr(self.settings, name):
            return False
        if name != "epochs" or self.settings.schedule != "constant":
            return True
        if self.progress >= 1 and (self.ema or self.early_stopping.patience):
            return True  # its last weights have given way to others
        return bool(value * self.data.size < self.last.images)

"""An experiment is everything that a training run depends on.

The same experiment gives the same curve: in Python, in a notebook and in the browser.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

import numpy as np

from .arrays import SIDE
from .augment import AUGMENTATIONS
from .dataset import CLASSES, Dataset, Examples, Subset, as_examples, join
from .early_stopping import EarlyStopping
from .errors import DataError, ExperimentError
from .layer_spec import MAX_LAYERS, LayerSpec, infer_shapes, parse_layer
from .network import Network
from .optimisers import OPTIMISERS
from .sampling import SHARD_SIZE, draw
from .settings import MAX_IMAGES, SETTINGS
from .training import Settings, Training
from .weight_averaging import EMA

MAX_PARAMETERS = 10_000_000
"""With gradients and the two buffers of Adam, four times 40 MB."""

FORMER_NAMES = {"average": "ema_decay"}
CHOICES = {name: setting.choices for name, setting in SETTINGS.items() if setting.choices}


@dataclass(frozen=True)
class Experiment:
    """The settings of a run, see `settings`. An impossible value raises `ExperimentError`."""

    images: int = MAX_IMAGES
    hidden_layers: tuple[LayerSpec, ...] = (200,)
    """Units of dense layers, or other layers in words, see `layer_spec`. May be empty."""
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
    ema_decay: float = 0.0
    patience: int = 0

    def __post_init__(self) -> None:
        """Check every value."""
        for name, setting in SETTINGS.items():
            setting.check(name, getattr(self, name))
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
        """Make one from plain values; a missing setting has its default."""
        names = [field.name for field in fields(cls)]
        known = {FORMER_NAMES.get(name, name): value for name, value in values.items()}
        for name in known:
            if name not in names:
                raise ExperimentError(str(name), f"There is no setting {str(name)[:40]!r}.")
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
        """The number of weights and biases of the network."""
        return sum(shape.parameters for shape in infer_shapes(self.layers[1:], SIDE * SIDE))

    @property
    def validation_images(self) -> int:
        """The number of images that are held out for validation."""
        return min(self.images // 10, SHARD_SIZE)

    @property
    def training_images(self) -> int:
        """The number of images that the network is trained on."""
        return min(self.images, MAX_IMAGES - self.validation_images)

    @property
    def shards(self) -> int:
        """The images are drawn from this many shards of the training set, from the first."""
        return math.ceil((self.training_images + self.validation_images) / SHARD_SIZE)


def set_up(
    experiment: Experiment,
    rng: np.random.Generator,
    classes: int = CLASSES,
    class_names: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The fields of a `Training` that its experiment decides; `rng` draws the weights."""
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
        "ema": EMA(network, experiment.ema_decay) if experiment.ema_decay else None,
        "early_stopping": EarlyStopping(experiment.patience),
    }


def extended(chosen: Subset, extra_data: Callable[[Dataset], Dataset]) -> Dataset:
    """The images chosen, and those that `extra_data` makes of them."""
    drawn = chosen.take(slice(None))
    return join([drawn, extra_data(drawn)])


class Run(Training):
    """The training of an experiment: iterate over it to train; stop asking to pause."""

    def __init__(
        self,
        experiment: Experiment,
        data: Examples,
        extra_data: Callable[[Dataset], Dataset] | None = None,
    ) -> None:
        """Draw the images and make the network, all from the experiment's seed.

        `data` may be in any order. The first `experiment.shards` shards of MNIST's training set
        give the same run as the whole (see `sampling`). The network has an output for each of
        `data.classes`. `extra_data` may return more images to train on, made of those that were
        drawn; those of `dataset.no_class` show none of the classes.
        """
        data, shards = as_examples(data), experiment.shards
        held_out, n = experiment.validation_images, experiment.training_images
        if data.size < n + held_out:
            raise DataError(
                f"the experiment needs {n + held_out:,} images, {data.size:,} are there"
            )
        streams = np.random.SeedSequence(experiment.seed).spawn(3)
        rng, start, shuffle = (np.random.default_rng(stream) for stream in streams)
        validation, chosen = draw(data, shards, held_out, n, rng)
        self.experiment = experiment
        super().__init__(
            data=extended(chosen, extra_data) if extra_data else chosen,
            rng=shuffle,
            validation=validation,
            **set_up(experiment, start, data.classes, data.class_names),
        )
        self.validation: Subset = validation
        self.changed_settings: set[str] = set()
        """Settings that changed after some steps: no experiment gives this curve."""

    def change(self, **settings: Any) -> None:
        """Change what is in `Settings` from the next step on. Bad values: `ExperimentError`.

        With more `epochs`, a training that has ended goes on from its last step. If it had stopped
        early, its patience starts again. A schedule is spread over all epochs, old and new.
        """
        for name in settings:
            if not hasattr(self.settings, name):
                title = SETTINGS[name].title if name in SETTINGS else name
                raise ExperimentError(name, f"{title} can't change while a network trains.")
        replace(self.experiment, **settings)
        for name, value in settings.items():
            if self._changes_the_curve(name, value):
                self.changed_settings.add(name)
            if name == "epochs" and value > self.settings.epochs:
                self.early_stopping.waited = 0
            setattr(self.settings, name, value)

    @property
    def current_experiment(self) -> Experiment:
        """The experiment with the settings as they are now."""
        return replace(self.experiment, **vars(self.settings))

    def _changes_the_curve(self, name: str, value: Any) -> bool:
        """Whether the steps so far would have been different with this setting from the start."""
        if self.last is None or value == getattr(self.settings, name):
            return False
        if name != "epochs" or self.settings.schedule != "constant":
            return True
        if self.progress >= 1 and (self.ema or self.early_stopping.patience):
            return True  # the average or the best have replaced its last weights
        return bool(value * self.data.size < self.last.images)

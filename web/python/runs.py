"""A training that the page drives. The view Train has one; the race and the notebooks have more."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from pycore import DivergedError, Metrics, Run
from pycore.files.curve import Curve
from pycore.training import Training

from .answers import Answer, describe
from .evaluation import Evaluate
from .slices import for_so_long

if TYPE_CHECKING:  # the start of the page does without the notebooks
    from pycore.notebooks.run import NotebookRun

    AnyRun: TypeAlias = Run | NotebookRun


class ActiveRun:
    """A training, how it is evaluated, and what is known of it so far."""

    def __init__(self, training: "AnyRun", evaluate: Evaluate, curve: Curve | None = None) -> None:
        """`curve`, if given, gets the metrics of each step."""
        self.training, self.evaluate, self.curve = training, evaluate, curve
        self.spent = 0.0
        """Seconds, for training alone."""

    def train_for(self, milliseconds: float, most: int | None = None) -> Answer:
        """Train for so long, by a piece of a step at least, and by no more than `most` steps."""
        images, begin = self._images, time.perf_counter()
        metrics, failure = [], None
        try:
            for found in for_so_long(pieces(self.training), milliseconds):
                if found:
                    metrics.append(found)
                if len(metrics) == most:
                    break
        except DivergedError as error:
            failure = describe(error)
        if self.curve:
            for each in metrics:
                self.curve.add(each)
        seconds = time.perf_counter() - begin
        self.spent += seconds
        return self.progress | {
            "metrics": columns(metrics),
            "images": self._images - images,
            "seconds": seconds,
            "failure": failure,
        }

    @property
    def progress(self) -> Answer:
        """Where it stands, and how many steps it will take with its present settings."""
        training, settings, last = self.training, self.training.settings, self.training.last
        size, (step, epoch) = training.data.size, (last.step, last.epoch) if last else (0, 1)
        left_in_epoch = -(-(epoch * size - self._images) // settings.batch_size)
        per_epoch = -(-size // settings.batch_size)
        return {
            "step": step,
            "epoch": epoch,
            "steps": step + left_in_epoch + max(0, settings.epochs - epoch) * per_epoch,
            "epochs": settings.epochs,
            "progress": training.progress,
            "done": training.progress >= 1,
            "early": training.early_stopping.should_stop,
            "loss": last.loss if last else None,
            "spent": self.spent,
        }

    @property
    def _images(self) -> int:
        """How many it has learned from."""
        return self.training.last.images if self.training.last else 0


def pieces(training: Training) -> Iterator[Metrics | None]:
    """All pieces of work that are left of a training, each done as it is asked for."""
    while True:
        try:
            yield training.advance()
        except StopIteration:
            return


def columns(metrics: list[Metrics]) -> Answer:
    """Metrics as columns; validation only at the steps that measured it."""
    validated = [each for each in metrics if each.validation_loss is not None]
    return {
        "step": [each.step for each in metrics],
        "loss": [each.loss for each in metrics],
        "accuracy": [each.accuracy for each in metrics],
        "validation": {
            "step": [each.step for each in validated],
            "loss": [each.validation_loss for each in validated],
            "accuracy": [each.validation_accuracy for each in validated],
        },
    }

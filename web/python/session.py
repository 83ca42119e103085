"""The session: all that Python remembers between two calls of the page."""

import functools
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, TypeVar, cast

import numpy as np

from pycore import Dataset, Network, Run
from pycore.dataset import Subset
from pycore.sampling import SHARD_SIZE, first_shards
from pycore.settings import MAX_IMAGES

from .answers import Edited
from .evaluation import Progress, on_test_set
from .runs import ActiveRun
from .slices import for_so_long

TRAIN = "train"
"""The name of the view Train's run. Its network is the visitor's own: the page calls it "mine"."""
SHIPPED = "shipped"
"""What stands in the place of a run's name for the best network that comes with the page."""

State = TypeVar("State")


class Session:
    """A view's Python is given it with each call, and keeps nothing elsewhere."""

    shipped: Network
    """The small network that comes with the page, from the first call on."""
    samples: Dataset
    """A few training images, once they have come, for views that only show some."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        self.strong: Network | None = None
        """The strong network, once it has come."""
        self.runs: dict[str, ActiveRun] = {}
        """The trainings under way, or finished, by name."""
        self.evaluations: dict[str, Iterator[Progress]] = {}
        """What is being evaluated, by the name of the run, or as "shipped"."""
        self.parts: set[int] = set()
        """The numbers of the parts of the training set that have come."""
        self.test_set: Dataset | None = None
        self.packages: dict[str, ModuleType] = {}
        """The views' Python, by its name."""
        self.blame: Callable[[BaseException], Edited | None] = lambda _: None
        """Tells through which edited function an exception came."""
        self._states: dict[type, Any] = {}

    def state(self, kind: type[State]) -> State:
        """What a view remembers: one object of this class, made when it is first asked for."""
        if kind not in self._states:
            self._states[kind] = kind()
        found: State = self._states[kind]
        return found

    @functools.cached_property
    def pool(self) -> Dataset:
        """Room for the whole training set, filled part by part; 47 MB, made for the first part.

        Parts that are put together would be copied, and a page's memory never shrinks. It is not
        checked here: each part is.
        """
        images = np.empty((MAX_IMAGES, 28, 28), np.uint8)
        return Dataset._make((images, np.zeros(MAX_IMAGES, np.uint8)))

    def add_part(self, part: int, data: Dataset) -> None:
        """Keep one part of the training set."""
        place = slice(part * SHARD_SIZE, (part + 1) * SHARD_SIZE)
        self.pool.images[place], self.pool.labels[place] = data
        self.parts.add(part)

    def missing(self, parts: int) -> list[int]:
        """Which of the first parts are still to come."""
        return [part for part in range(parts) if part not in self.parts]

    def rows(self, parts: int) -> Subset:
        """The images of the first parts, which must have come: what a run draws from."""
        return first_shards(self.pool, parts)

    @property
    def run(self) -> Run | None:
        """The run of the view Train, if there is one."""
        return cast(Run, self.runs[TRAIN].training) if TRAIN in self.runs else None

    def begin(self, name: str, run: ActiveRun) -> None:
        """Keep a new run, in the place of what has this name."""
        self.drop(name)
        self.runs[name] = run

    def drop(self, name: str) -> None:
        """Forget a run, if there is one of this name."""
        self.runs.pop(name, None)
        self.evaluations.pop(name, None)

    def evaluate_for(self, name: str, milliseconds: float, anew: bool) -> Progress:
        """Evaluate a run's network, or the "shipped" one, for so long; `anew`: from the start."""
        if anew or name not in self.evaluations:
            run = None if name == SHIPPED else self.runs[name]
            evaluate = run.evaluate if run else on_test_set(self.network(SHIPPED))
            self.evaluations[name] = evaluate(self.test_set)
        *_, found = for_so_long(self.evaluations[name], milliseconds)
        if found.figures:
            del self.evaluations[name]
        return found

    def network(self, which: str) -> Network:
        """The network that answers: "mine", or the best shipped one."""
        _, [answering, *_] = self.readers(which)
        return answering

    def readers(self, which: str) -> tuple[str, list[Network]]:
        """What is to read, "mine" or the best shipped network, by its name; and the networks.

        The first answers. Others are asked whether they, too, see a digit.
        """
        if which == "mine" and self.run:
            return "mine", [self.run.network]
        return ("strong", [self.strong, self.shipped]) if self.strong else ("small", [self.shipped])

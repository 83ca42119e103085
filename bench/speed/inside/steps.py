"""Training steps of `pycore`, in the worker and natively: how long, and where the time goes."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any

import numpy as np

from pycore import (
    Dataset,
    Metrics,
    Network,
    Settings,
    backend,
    gradient_accumulator,
    label_smoothing,
    train,
)
from pycore.guard import Guard
from pycore.optimisers import Adam

HIDDEN, BATCH = (128,), 128
FOREVER = 10**6

Runs = dict[tuple[object, ...], Iterator[Metrics]]

data: Dataset
"""The training images."""
offered: backend.Backend
"""What the page has chosen to compute with; natively it is NumPy."""

_runs: Runs = {}


def begin(images: Dataset) -> None:
    """Measure with these images, and with the kernels now in use."""
    global data, offered
    data, offered = images, backend.active


def new_run(layers: Sequence[int | str], batch: int, images: int, epochs: int) -> Iterator[Metrics]:
    """784-layers-10, Adam at 1e-3, from the same seed each time; nothing is kept for validation."""
    network = Network.create([784, *layers, 10], np.random.default_rng(0))
    part = Dataset(data.images[:images], data.labels[:images])
    settings = Settings(learning_rate=1e-3, batch_size=batch, epochs=epochs)
    return train(network, part, Adam(network.parameters()), settings, np.random.default_rng(1))


def step(
    milliseconds: float, plain: bool = False, layers: Sequence[int | str] = HIDDEN,
    batch: int = BATCH, images: int = 60_000,
) -> float:  # fmt: skip
    """Milliseconds a step, over a stretch of at least so long; `plain`: with NumPy's products."""
    key = (plain, *layers, batch, images)
    _use(plain)
    if key not in _runs:
        _runs[key] = new_run(layers, batch, images, FOREVER)
        _stretch(_runs[key], milliseconds / 4)  # warms up
    steps, seconds = _stretch(_runs[key], milliseconds)
    return 1000 * seconds / steps


def forget() -> None:
    """Let go of the networks that `step` keeps from call to call."""
    _runs.clear()


def epoch(plain: bool = False, images: int = 60_000) -> float:
    """Seconds for one epoch, of a new network."""
    _use(plain)
    start = time.perf_counter()
    for _ in new_run(HIDDEN, BATCH, images, 1):
        pass
    return time.perf_counter() - start


def profile(milliseconds: float) -> dict[str, float]:
    """Milliseconds a step spends in each part: all functions that do much are timed.

    The clock ticks in tenths of a millisecond, but hits a part as often as it takes time, so over
    thousands of steps the shares come out right. `step` is the whole.
    """
    _use(plain=False)
    spent: dict[str, float] = defaultdict(float)
    timed_kernels: Any = _TimedKernels(backend.active, spent)
    backend.set_backend(timed_kernels)
    undo = [_time_function(name, *where, spent) for name, where in PARTS.items()]
    try:
        run = new_run(HIDDEN, BATCH, 60_000, FOREVER)
        _stretch(run, milliseconds / 10)
        spent.clear()
        steps, seconds = _stretch(run, milliseconds)
    finally:
        for restore in undo:
            restore()
        _use(plain=False)
    whole = {**spent, "step": seconds}
    return {part: 1000 * time_spent / steps for part, time_spent in whole.items()}


PARTS: dict[str, tuple[ModuleType | type, str]] = {
    "cross_entropy": (label_smoothing, "softmax and loss"),
    "check_step": (Guard, "safe copy of the weights"),
    "accuracy": (gradient_accumulator, "accuracy of the batch"),
}
"""Functions, the modules that call them, and what the report calls them."""


class _TimedKernels:
    """The kernels, each call timed under its own name."""

    def __init__(self, inner: backend.Backend, spent: dict[str, float]) -> None:
        self._inner, self._spent = inner, spent

    def __getattr__(self, name: str) -> object:
        found = getattr(self._inner, name)
        return _timed(found, name, self._spent) if callable(found) else found


def _time_function(
    name: str, module: ModuleType | type, part: str, spent: dict[str, float]
) -> Callable[[], None]:
    """Time one function as a module calls it; the answer puts it back as it was."""
    function = getattr(module, name)
    setattr(module, name, _timed(function, part, spent))
    return lambda: setattr(module, name, function)


def _timed(function: Callable[..., Any], part: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent[part] += time.perf_counter() - start

    return timed


def _use(plain: bool) -> None:
    backend.set_backend(backend.Backend() if plain else offered)


def _stretch(run: Iterator[Metrics], milliseconds: float) -> tuple[int, float]:
    """Train for at least so long; the steps taken and the seconds they took."""
    steps, start = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - start) < milliseconds / 1000 or not steps:
        next(run)
        steps += 1
    return steps, elapsed

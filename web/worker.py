"""The page's worker: it adapts `pycore` to the page, and computes nothing itself.

The page calls the functions in `__export__` and awaits what they return: plain dicts, lists and
arrays. An exception goes back as a sentence, under "error"; the worker never pushes and never goes
silent. Between two calls nothing happens here. All that is remembered lies in `session`.

A run is a training with a name. The page gives it one when it begins: "train" in the view Train,
whose network is the visitor's own, others in the race and the notebooks. All runs are driven alike:

    check(settings)                    what is wrong, or still to be fetched
    begin(name, settings)              a run of an experiment (the race and the notebooks have a
                                       `begin` of their own, called by `ask`)
    train_for(name, milliseconds, most)
                                       a slice of training, `most` steps at most; to pause is not
                                       to ask for the next one. It answers with where the run
                                       stands (step, steps, epoch, epochs, progress, done, early,
                                       loss), the `metrics` of its steps as columns, how many
                                       `images` it took how many `seconds`, the seconds `spent` so
                                       far, and why it diverged, as `failure`
    evaluate_for(name, milliseconds, anew)
                                       a slice of evaluation, from the start if `anew`; `figures`
                                       come in the end. "shipped" stands for the network that comes
                                       with the page
    change(name, settings)             what may change while it trains; tells where the run stands
    drop(name)                         forgets it
"""

import functools
import importlib
import platform
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

import pycore
from pycore import Dataset, Experiment, Network, Run, backend
from pycore.dataset import CLASSES, label
from pycore.experiment import CHOICES
from pycore.files.curve import Curve
from pycore.files.url import read_experiment, write_experiment
from web.python.answers import Answer, describe
from web.python.drawing import Ink
from web.python.evaluation import on_test_set
from web.python.reading import read
from web.python.runs import ActiveRun
from web.python.session import Session

Settings = Mapping[str, Any]
File = bytes | memoryview

session = Session()


def answers(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let `function` answer the page: JavaScript in, plain values out, exceptions as sentences."""

    @functools.wraps(function)
    def wrapped(*args: Any) -> Any:
        try:
            return function(*(getattr(arg, "to_py", lambda arg=arg: arg)() for arg in args))
        except BaseException as error:  # edited code may raise SystemExit, and others
            return {"error": describe(error, session.blame(error))}

    return wrapped


async def hold(name: str) -> None:
    """Hold a lock as long as this worker lives: web/python/life.js tells what for."""
    from js import holdLife  # only here: the rest runs outside a browser, too

    await holdLife(name)


def alive() -> bool:
    """Answer, if Python still runs."""
    return True


def facts(network: Network) -> Answer:
    """What is said of a network."""
    return {"layers": network.layer_specs, "parameters": network.parameter_count}


@answers
def open_network(data: File) -> Answer:
    """Load the small network from the bytes of its file; tell what there is to choose from."""
    session.shipped = reader(data, "small.npz")
    untouched = Experiment()
    return {
        "network": facts(session.shipped),
        "defaults": untouched.as_dict(),
        "address": write_experiment(untouched),
        "choices": {field: list(names) for field, names in CHOICES.items()},
        "versions": {"Python": platform.python_version(), "NumPy": np.__version__},
    }


@answers
def use_strong(data: File) -> None:
    """Let the strong network answer in the place of the small one, given the bytes of its file."""
    session.strong = reader(data, "strong.npz")


def reader(data: File, name: str) -> Network:
    """A network that reads digits, from the bytes of its file."""
    network = Network.load(bytes(data), name)
    if (network.inputs, network.outputs) != (28 * 28, CLASSES):
        raise pycore.DataError(
            f"{name}: has {network.inputs:,} inputs and {network.outputs} outputs; "
            f"a network that reads digits has {28 * 28} and {CLASSES}"
        )
    return network


@answers
def use_kernel(wasm: File, name: str) -> None:
    """Compute products with a WebAssembly module, given as bytes; on errors NumPy stays in use."""
    from simd import SimdKernels  # only now: the first prediction need not wait for ctypes

    path = Path(f"/tmp/{name}.wasm")
    path.write_bytes(bytes(wasm))
    backend.set_backend(SimdKernels(path, name))


@answers
def predict(ink: Ink, which: str) -> Answer:
    """Read a drawing: ink (side · side,), 255 is ink, 0 is paper. `which` network is to read it.

    `digit` is None where that is not sure enough to name one, `second` where none other is close,
    and `doubt` tells why none is named. What is blank, or too `tiny`, is not read.
    """
    return read(session, ink, which)


@answers
def find_ink(pixels: File, width: int) -> Answer:
    """The digit in a picture as ink for the pad, None if there is none.

    `pixels` are red, green, blue and opacity, 0 to 255, row by row, `width` of them in each.
    """
    from pycore.handwriting import photo  # only now: few visits begin with a photograph

    ink = photo.find_ink(np.frombuffer(pixels, np.uint8).reshape(-1, width, 4))
    return {"ink": None if ink is None else ink.ravel()}


@answers
def check(settings: Settings) -> Answer:
    """Check settings without starting anything; tell what is wrong, or what they would ask for."""
    if wrong := [error for name in settings if (error := fault({name: settings[name]}))]:
        return {"wrong": wrong}
    experiment = Experiment.from_dict(settings)
    return {
        "wrong": [],
        "missing": session.missing(experiment.shards),
        "layers": experiment.layers,
        "parameters": experiment.parameter_count,
        "images": experiment.training_images,
        "validation": experiment.validation_images,
        "address": write_experiment(experiment),
    }


@answers
def read_address(address: str) -> Answer:
    """Tell the settings of an address, and what had to be changed to make sense of it."""
    experiment, remarks = read_experiment(address)
    return {"settings": experiment.as_dict(), "remarks": remarks}


def fault(settings: Settings) -> Answer | None:
    """What is wrong with some settings, all others being as by default; None if nothing is."""
    try:
        Experiment.from_dict(settings)
    except pycore.ExperimentError as error:
        return describe(error)
    return None


@answers
def add_part(part: int, images: File, labels: File) -> None:
    """Keep one part of the training images, from the bytes of its two IDX files."""
    session.add_part(part, dataset(images, labels, f"training part {part}"))


@answers
def add_test_set(images: File, labels: File) -> None:
    """Keep the test set, from the bytes of its two IDX files."""
    session.test_set = dataset(images, labels, "test set")


@answers
def add_samples(images: File, labels: File) -> None:
    """Keep a few training images for views that only show some, from their two IDX files."""
    session.samples = dataset(images, labels, "samples")


def dataset(images: File, labels: File, name: str) -> Dataset:
    """A Dataset from the bytes of two IDX files."""
    pixels = pycore.parse_idx(bytes(images), f"{name}, images")
    return label(pixels, pycore.parse_idx(bytes(labels), f"{name}, labels"), name, CLASSES)


@answers
def begin(name: str, settings: Settings) -> Answer:
    """Begin a run of an experiment; the parts that `check` names must be there."""
    experiment = Experiment.from_dict(settings)
    run = Run(experiment, session.rows(experiment.shards))
    session.begin(name, ActiveRun(run, on_test_set(run.network), Curve(experiment)))
    sizes = {"images": run.data.size, "validation": run.validation.size}
    return facts(run.network) | sizes


@answers
def train_for(name: str, milliseconds: float, most: int | None = None) -> Answer:
    """Go on with a run for so long: by a piece of a step at least, so that no reading waits."""
    return session.runs[name].train_for(milliseconds, most)


@answers
def evaluate_for(name: str, milliseconds: float, anew: bool = False) -> Answer:
    """Go on evaluating a run's network: `count` images `of` so many, and in the end `figures`."""
    return vars(session.evaluate_for(name, milliseconds, anew))


@answers
def change(name: str, settings: Settings) -> Answer:
    """Change what may change while a network trains, from the next step on."""
    run = session.runs[name]
    run.training.change(**settings)
    return run.progress


@answers
def drop(name: str) -> None:
    """Forget a run, if there is one of this name."""
    session.drop(name)


@answers
def add_code(package: str, files: Mapping[str, File]) -> None:
    """Import a Python package that a view brings along: the content of its files by their path."""
    for path, content in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(bytes(content))
    importlib.invalidate_caches()
    session.packages[package] = importlib.import_module(package)


@answers
def ask(package: str, function: str, *args: Any) -> Any:
    """Call a function of such a package; it is given the session first."""
    return getattr(session.packages[package], function)(session, *args)


__export__ = [
    "add_code",
    "add_part",
    "add_samples",
    "add_test_set",
    "alive",
    "ask",
    "begin",
    "change",
    "check",
    "drop",
    "evaluate_for",
    "find_ink",
    "hold",
    "open_network",
    "predict",
    "read_address",
    "train_for",
    "use_kernel",
    "use_strong",
]

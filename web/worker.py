"""The page's worker: it adapts `pycore` to the page, and computes nothing itself.

The page calls the functions in `__export__` and awaits what they return: plain dicts, lists and
arrays. Between two calls nothing happens here, so to pause a training is not to ask for the next
slice of it. An exception goes back as a sentence, under "error"; the worker never pushes and never
goes silent.
"""

import functools
import importlib
import platform
import time
import traceback
from pathlib import Path

import numpy as np

import pycore
from pycore import backend
from pycore.dataset import CLASSES, label
from pycore.doubt import side_by_side, verdict
from pycore.experiment import CHOICES, MAX_IMAGES
from pycore.files.curve import Curve
from pycore.files.url import read_experiment, write_experiment
from pycore.sampling import SHARD_SIZE, first_shards


class Session:
    """All that the worker remembers between two calls."""

    def __init__(self):
        self.shipped = None  # the small network that comes with the page
        self.strong = None  # the strong one, once it has come
        self.run = None  # the training under way, or finished; its network is the visitor's own
        self.curve = None  # what the run has found so far
        self.parts = set()  # the numbers of the parts that have come
        self.test_set = None
        self.examinee = None  # the network under test
        self.evaluation = None  # its answers so far
        self.added = {}  # Python that came later, by its name
        self.blame = None  # tells of an exception which edited function it came through

    @functools.cached_property
    def pool(self):
        """Room for the whole training set, filled part by part; 47 MB, made for the first part.

        Parts that are put together would be copied, and a page's memory never shrinks. It is not
        checked here: each part is.
        """
        images = np.empty((MAX_IMAGES, 28, 28), np.uint8)
        return pycore.Dataset._make((images, np.zeros(MAX_IMAGES, np.uint8)))

    def rows(self, parts):
        """The images of the first parts, which must have come: what a run draws from."""
        return first_shards(self.pool, parts)

    def network(self, which):
        """The network that answers: "mine", or the best shipped one."""
        _, [answering, *_] = self.readers(which)
        return answering

    def readers(self, which):
        """What is to read, "mine" or the best shipped network, by its name; and the networks.

        The first answers. Others are asked whether they, too, see a digit.
        """
        if which == "mine" and self.run:
            return "mine", [self.run.network]
        return ("strong", [self.strong, self.shipped]) if self.strong else ("small", [self.shipped])


session = Session()


def answers(function):
    """Let `function` answer the page: JavaScript in, plain values out, exceptions as sentences."""

    @functools.wraps(function)
    def wrapped(*args):
        try:
            return function(*(getattr(arg, "to_py", lambda arg=arg: arg)() for arg in args))
        except BaseException as error:  # edited code may raise SystemExit, and others
            return {"error": describe(error)}

    return wrapped


def describe(error):
    """What the page shows of an exception."""
    kind = "MemoryError" if isinstance(error, MemoryError) else type(error).__name__  # NumPy's, too
    return {
        "type": kind,
        "message": INSTEAD.get(kind) or text_of(error) or kind,
        "field": getattr(error, "field", None) or "",
        "traceback": "".join(traceback.format_exception(error)),
        "edited": session.blame(error) if session.blame else None,
    }


INSTEAD = {
    "MemoryError": "Not enough memory. Choose a smaller batch or smaller layers.",
    "SystemExit": "the code asks Python to exit. Only this call has ended.",
    "KeyboardInterrupt": "the code interrupts Python. Only this call has ended.",
    "GeneratorExit": "the code closes a generator. Only this call has ended.",
}
"""What is said of errors that have no sentence of their own, or none for a reader."""


def text_of(error):
    """What an exception says; nothing where its own code for that fails."""
    try:
        return str(error)
    except Exception:
        return ""


async def hold(name):
    """Hold a lock as long as this worker lives: web/python/life.js tells what for."""
    from js import holdLife  # only here: the rest runs outside a browser, too

    await holdLife(name)


def alive():
    """Answer, if Python still runs."""
    return True


def facts(network):
    """What is said of a network."""
    return {"layers": network.layer_specs, "parameters": network.parameter_count}


@answers
def open_network(data):
    """Load the small network from the bytes of its file; tell what there is to choose from."""
    session.shipped = reader(data, "network.npz")
    untouched = pycore.Experiment()
    return {
        "network": facts(session.shipped),
        "defaults": untouched.as_dict(),
        "address": write_experiment(untouched),
        "choices": {field: list(names) for field, names in CHOICES.items()},
        "versions": {"Python": platform.python_version(), "NumPy": np.__version__},
    }


@answers
def use_strong(data):
    """Let the strong network answer in the place of the small one, given the bytes of its file."""
    session.strong = reader(data, "strong.npz")


def reader(data, name):
    """A network that reads digits, from the bytes of its file."""
    network = pycore.Network.load(bytes(data), name)
    if (network.inputs, network.outputs) != (28 * 28, CLASSES):
        raise pycore.DataError(
            f"{name}: reads {network.inputs:,} numbers and tells {network.outputs} classes apart; "
            f"to read digits takes {28 * 28} and {CLASSES}"
        )
    return network


@answers
def use_kernel(wasm, name):
    """Compute products with a WebAssembly module, given as bytes; on errors NumPy stays in use."""
    from simd import SimdKernels  # only now: the first prediction need not wait for ctypes

    path = Path(f"/tmp/{name}.wasm")
    path.write_bytes(bytes(wasm))
    backend.set_backend(SimdKernels(path, name))


@answers
def predict(ink, which):
    """Read a drawing: ink (side · side,), 255 is ink, 0 is paper. `which` network is to read it.

    `digit` is None where that is not sure enough to name one, `second` where none other is close,
    and `doubt` tells why none is named. What is blank, or too `tiny`, is not read.
    """
    side = round(len(ink) ** 0.5)
    picture = np.frombuffer(ink, np.uint8).reshape(side, side)
    digit = pycore.centre_digit(picture)
    if digit is None:
        return {"blank": True, "tiny": bool(picture.any())}
    name, networks = session.readers(which)
    opinions = ask_all(networks, digit)
    found = verdict(*opinions)
    doubt = doubt_about(picture, digit) if found.digit is None else ""
    seen = {"probabilities": opinions[0], "image": digit.ravel(), "by": name, "doubt": doubt}
    return found._asdict() | seen


def ask_all(networks, digit):
    """Each network's probabilities (10,) for a digit as `centre_digit` lays it out."""
    X = pycore.to_input(digit[None])
    return [network.predict(X)[0] for network in networks]


def doubt_about(picture, digit):
    """Why a network may not be sure of what the shipped ones see: in one word, or in none."""
    _, shipped = session.readers("shipped")

    def named(image):
        return image is not None and verdict(*ask_all(shipped, image)).digit is not None

    if named(digit):
        return "untrained"  # others can read it
    parts = [pycore.centre_digit(part) for part in side_by_side(picture)]
    return "several" if len(parts) > 1 and all(map(named, parts)) else ""


@answers
def find_ink(pixels, width):
    """The digit in a picture as ink for the pad, None if there is none.

    `pixels` are red, green, blue and opacity, 0 to 255, row by row, `width` of them in each.
    """

    from pycore.handwriting import photo  # only now: few visits begin with a photograph

    ink = photo.find_ink(np.frombuffer(pixels, np.uint8).reshape(-1, width, 4))
    return {"ink": None if ink is None else ink.ravel()}


@answers
def check(settings):
    """Check settings without starting anything; tell what is wrong, or what they would ask for."""
    if wrong := [error for name in settings if (error := fault({name: settings[name]}))]:
        return {"wrong": wrong}
    experiment = pycore.Experiment.from_dict(settings)
    return {
        "wrong": [],
        "missing": [part for part in range(experiment.shards) if part not in session.parts],
        "layers": experiment.layers,
        "parameters": experiment.parameter_count,
        "images": experiment.training_images,
        "validation": experiment.validation_images,
        "address": write_experiment(experiment),
    }


@answers
def read_address(address):
    """Tell the settings of an address, and what had to be changed to make sense of it."""
    experiment, remarks = read_experiment(address)
    return {"settings": experiment.as_dict(), "remarks": remarks}


def fault(settings):
    """What is wrong with some settings, all others being as by default; None if nothing is."""
    try:
        pycore.Experiment.from_dict(settings)
    except pycore.ExperimentError as error:
        return describe(error)


@answers
def add_part(part, images, labels):
    """Keep one part of the training images, from the bytes of its two IDX files."""
    place = slice(part * SHARD_SIZE, (part + 1) * SHARD_SIZE)
    session.pool.images[place], session.pool.labels[place] = dataset(
        images, labels, f"training part {part}"
    )
    session.parts.add(part)


@answers
def add_test_set(images, labels):
    """Keep the test set, from the bytes of its two IDX files."""
    session.test_set = dataset(images, labels, "test set")


def dataset(images, labels, name):
    """A Dataset from the bytes of two IDX files."""
    images = pycore.parse_idx(bytes(images), f"{name}, images")
    return label(images, pycore.parse_idx(bytes(labels), f"{name}, labels"), name, CLASSES)


@answers
def start(settings):
    """Begin a new run; the parts that `check` names must be there."""
    experiment = pycore.Experiment.from_dict(settings)
    session.run = pycore.Run(experiment, session.rows(experiment.shards))
    session.curve = Curve(experiment)
    return facts(session.run.network) | {
        "images": session.run.data.size,
        "validation": session.run.validation.size,
    }


@answers
def change(settings):
    """Change what may change while a network trains, from the next step on."""
    session.run.change(**settings)
    return progress(session.run)


@answers
def train_for(milliseconds):
    """Train for so long: a piece of a step at least, so that a reading never waits for more.

    Returns the metrics of the steps that were finished, and how far the run has come.
    """
    run, metrics, failure = session.run, [], None
    before, begin = run.last.images if run.last else 0, time.perf_counter()
    end = begin + milliseconds / 1000
    try:
        while True:
            if finished := run.advance():
                metrics.append(finished)
                session.curve.add(finished)
            if time.perf_counter() >= end:
                break
    except StopIteration:
        pass
    except pycore.DivergedError as error:
        failure = describe(error)
    return progress(run) | {
        "metrics": columns(metrics),
        "images": (run.last.images if run.last else 0) - before,
        "seconds": time.perf_counter() - begin,
        "failure": failure,
    }


def columns(metrics):
    """A list of Metrics as columns; validation only at the steps that measured it."""
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


def progress(run):
    """Where a run stands, and how many steps it will take with its present settings."""
    settings, size, last = run.settings, run.data.size, run.last
    step, epoch, images = (last.step, last.epoch, last.images) if last else (0, 1, 0)
    left_in_epoch = -(-(epoch * size - images) // settings.batch_size)
    per_epoch = -(-size // settings.batch_size)
    total = step + left_in_epoch + max(0, settings.epochs - epoch) * per_epoch
    return {
        "step": step,
        "epoch": epoch,
        "steps": total,
        "epochs": settings.epochs,
        "progress": run.progress,
        "done": run.progress >= 1,
        "early": run.early_stopping.should_stop,
        "loss": last.loss if last else None,
    }


@answers
def forget():
    """Drop the run."""
    session.run = None


@answers
def begin_test(which):
    """Begin to test a network on the test set, which must be there."""
    session.examinee = session.network(which)
    session.evaluation = pycore.Evaluation()


@answers
def test_for(milliseconds):
    """Go on testing for so long; `accuracy` comes when the whole test set has been seen."""
    evaluation, test_set = session.evaluation, session.test_set
    end = time.perf_counter() + milliseconds / 1000
    most = min(100, session.examinee.max_batch)
    while evaluation.count < test_set.size and time.perf_counter() < end:
        chunk = slice(evaluation.count, evaluation.count + most)
        X = pycore.to_input(test_set.images[chunk])
        evaluation.add(session.examinee.forward(X), test_set.labels[chunk])
    done = evaluation.count == test_set.size
    return {
        "count": evaluation.count,
        "of": test_set.size,
        "accuracy": evaluation.accuracy if done else None,
    }


@answers
def add_code(package, files):
    """Import a Python package that a view brings along: the content of its files by their path."""
    for path, content in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(bytes(content))
    importlib.invalidate_caches()
    session.added[package] = importlib.import_module(package)


@answers
def ask(package, function, *args):
    """Call a function of such a package; it is given the session first."""
    return getattr(session.added[package], function)(session, *args)


__export__ = [
    "add_code",
    "add_part",
    "add_test_set",
    "alive",
    "ask",
    "begin_test",
    "change",
    "check",
    "find_ink",
    "forget",
    "hold",
    "open_network",
    "predict",
    "read_address",
    "start",
    "test_for",
    "train_for",
    "use_kernel",
    "use_strong",
]

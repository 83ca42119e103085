"""Prints how well a network reads MNIST's test set and pen strokes.

A network that reads 99 % of MNIST may read far fewer of the digits that people draw. Strokes of
other writers measure that: they are drawn at several sizes and widths of the brush, with the same
preprocessing as drawings on the page.
"""

from collections.abc import Sequence

import numpy as np

from ..arrays import SIDE
from ..confidence import interval
from ..dataset import CLASSES, Dataset
from ..errors import DataError
from ..handwriting.preprocess import centre_digit
from ..handwriting.strokes import BRUSH, Drawing, draw, place
from ..metrics import Evaluation, evaluate
from ..network import Network

BRUSHES = (16.0, 22.0, 28.0)
SIZES = (100.0, 160.0, 220.0)
"""The longest side of a drawing, on a square of 280 pixels."""
ANY_SIZE = (SIZES[0], SIZES[-1])


class Reading(Evaluation):
    """An evaluation of drawings. Some of them may be blank."""

    blank = 0
    """Drawings that are blank or only a dot. They count as wrong and as refused."""

    @property
    def count(self) -> int:
        """The number of drawings."""
        return super().count + self.blank


def read_drawings(
    network: Network,
    drawings: Sequence[Drawing],
    brush: float = BRUSH,
    sizes: tuple[float, float] = ANY_SIZE,
    seed: int = 0,
) -> Reading:
    """Draw each at a random place, preprocess it, and evaluate the network.

    The size of each is random, uniform between the two in `sizes`.
    """
    if network.outputs != CLASSES:
        raise DataError(f"strokes are digits; the network tells {network.outputs} classes apart")
    rng, reading = np.random.default_rng(seed), Reading()
    images, labels = [], []
    for label, strokes in drawings:
        digit = centre_digit(draw(place(strokes, rng.uniform(*sizes), rng), brush))
        if digit is not None:
            images.append(digit)
            labels.append(label)
    reading.blank = len(drawings) - len(images)
    if not images:
        return reading
    data = Dataset(np.array(images, np.uint8).reshape(-1, SIDE, SIDE), np.array(labels, np.uint8))
    evaluate(network, data, reading)
    return reading


def show_evaluation(evaluation: Evaluation) -> None:
    """Print calibration, the recall of each class, and the confusion matrix (rows: the truth)."""
    print(
        f"not sure of {evaluation.refused / evaluation.count:.2%}; "
        f"of the others, {evaluation.answered_accuracy:.2%} right"
    )
    print(f"expected calibration error {evaluation.calibration.error:.2%}")
    names = evaluation.class_names
    wide = max(5, *map(len, names))
    what = "digit" if all(name.isdecimal() for name in names) else "class"
    print(f"{what:{wide}}  recall   taken for" + "".join(f" {name:>5}" for name in names))
    for name, recall, row in zip(names, evaluation.recall, evaluation.confusion, strict=True):
        counts = zip(names, row, strict=True)
        print(f"{name:>{wide}}{recall:8.1%}{'':12}", end="")
        print("".join(f" {count:{max(5, len(other))},}" for other, count in counts))


def show_drawings(network: Network, drawings: Sequence[Drawing], seed: int = 0) -> None:
    """Print the accuracy for the page's brush, then for other brushes and sizes."""
    reading = read_drawings(network, drawings, seed=seed)
    print(f"{len(drawings):,} drawings by the page's brush, of any size: {words(reading)} right")
    show_evaluation(reading)
    show_table(network, drawings, seed)


def show_table(network: Network, drawings: Sequence[Drawing], seed: int = 0) -> None:
    """Print the accuracy on the drawings, by width of the brush and by size."""
    print("read right (95 %), by brush and longest side in 280 pixels")
    print("brush" + "".join(f"{size:>24.0f}" for size in SIZES))
    for brush in BRUSHES:
        readings = [read_drawings(network, drawings, brush, (size, size), seed) for size in SIZES]
        print(f"{brush:5.0f}" + "".join(f"{words(each):>24}" for each in readings), flush=True)


def words(evaluation: Evaluation) -> str:
    """The accuracy with its interval, such as `94.2 % (93.1–95.2)`."""
    accuracy = evaluation.accuracy
    low, high = interval(accuracy, evaluation.count)
    return f"{100 * accuracy:.1f} % ({100 * low:.1f}–{100 * high:.1f})"

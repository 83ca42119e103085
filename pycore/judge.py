"""How good a network is, in print: on MNIST's test set, and on handwriting drawn with a brush.

A network that reads 99 % of MNIST may read far fewer of the digits that people draw: the strokes of
other writers, at several sizes and widths of the brush and put through the same preprocessing as
drawings on the page, tell how many.
"""

from collections.abc import Sequence

import numpy as np

from .metrics import Evaluation, interval
from .network import Network
from .preprocess import centre_digit, to_input
from .strokes import Drawing, draw, place

BRUSHES = (16.0, 22.0, 28.0)
SIZES = (100.0, 160.0, 220.0)
"""Longest side of a drawing, on the square of 280 pixels."""


class Reading(Evaluation):
    """An evaluation of drawings, some of which may be taken for no digit at all."""

    refused = 0
    """Drawings without an answer. They count, and as wrong."""

    @property
    def count(self) -> int:
        """How many drawings there were."""
        return super().count + self.refused


def read_drawings(
    network: Network, drawings: Sequence[Drawing], brush: float, size: float, seed: int = 0
) -> Reading:
    """Draw each at a random place, lay it out as MNIST's digits are, let the network read it."""
    rng, reading = np.random.default_rng(seed), Reading()
    for label, strokes in drawings:
        digit = centre_digit(draw(place(strokes, size, rng), brush))
        if digit is None:
            reading.refused += 1
        else:
            reading.add(network.forward(to_input(digit[None])), np.array([label]))
    return reading


def show_evaluation(evaluation: Evaluation) -> None:
    """Print the recall of each digit, and what it was taken for: rows are the truth."""
    print("digit  recall   taken for" + "".join(f"{digit:6}" for digit in range(10)))
    for digit, (recall, row) in enumerate(
        zip(evaluation.recall, evaluation.confusion, strict=True)
    ):
        print(f"{digit:5}{recall:8.1%}{'':12}" + "".join(f"{count:6,}" for count in row))


def show_table(network: Network, drawings: Sequence[Drawing], seed: int = 0) -> None:
    """Print how many of the drawings are read right, by the width of the brush and by size."""
    print(f"{len(drawings):,} drawings read right (95 %), by brush and longest side in 280 pixels")
    print("brush" + "".join(f"{size:>24.0f}" for size in SIZES))
    for brush in BRUSHES:
        readings = [read_drawings(network, drawings, brush, size, seed) for size in SIZES]
        print(f"{brush:5.0f}" + "".join(f"{words(each):>24}" for each in readings), flush=True)


def words(evaluation: Evaluation) -> str:
    """The accuracy with its interval, as in `94.2 % (93.1–95.2)`."""
    share = evaluation.accuracy
    low, high = interval(share, evaluation.count)
    return f"{100 * share:.1f} % ({100 * low:.1f}–{100 * high:.1f})"

"""What was aimed at before anything was measured, and whether it was reached."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .figures import Figure
from .learning import GOAL
from .names import BARE, NATIVE, NUMPY_PAGE, PAGE, SKLEARN, TFJS
from .pen import HEARD, IDLE, SEEN, TRAINING, WORKED
from .products import LIMITS, SHAPES
from .start import COLD, IMPORTED, PREDICTED, WARM

FIRST_LAYER, DIGITS, SQUARE = *SHAPES[:2], SHAPES[-1]
LIMIT = LIMITS["limit-relaxed"]
SLOW = (NUMPY_PAGE, *TFJS.values())
FRAME = 1000 / 60


@dataclass(frozen=True)
class Goal:
    """`found` is None where it was not measured."""

    what: str
    wanted: float
    found: float | None
    unit: str
    at_least: bool

    @property
    def met(self) -> bool | None:
        """Whether it was reached; None where it was not measured."""
        if self.found is None:
            return None
        return self.found >= self.wanted if self.at_least else self.found <= self.wanted


class Findings:
    """Looks figures up."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.figures = figures

    def find(self, group: str, what: str, who: str) -> Figure | None:
        """The figure whose `what` begins so."""
        for figure in self.figures:
            if (figure.group, figure.who) == (group, who) and figure.what.startswith(what):
                return figure
        return None

    def median(self, group: str, what: str, who: str = PAGE) -> float | None:
        found = self.find(group, what, who)
        return found.value.median if found else None

    def p95(self, what: str) -> float | None:
        found = self.find("pen", what, PAGE)
        return found.value.p95 if found else None

    def ratio(self, group: str, what: str, who: str, factor: float = 1) -> float | None:
        """How many times ours is better, by the median."""
        found = self.find(group, what, who)
        return factor * found.ratio.median if found and found.ratio else None


def goals(figures: Sequence[Figure]) -> list[Goal]:
    """All of them, in the order in which they were set."""
    findings = Findings(figures)
    makers: tuple[Callable[[Findings], list[Goal]], ...] = (speed, learning, smoothness, start)
    return [goal for make in makers for goal in make(findings)]


def speed(found: Findings) -> list[Goal]:
    """Products and steps."""
    epoch = found.ratio("epoch", "60", SKLEARN)
    return [
        *(
            Goal(
                f"products at {shape}, beside np.matmul", 25, beside_matmul(found, shape), "×", True
            )
            for shape in (FIRST_LAYER, DIGITS)
        ),
        of_limit(found, FIRST_LAYER, 50),
        of_limit(found, SQUARE, 80),
        *(
            Goal(f"a step, beside {who}", wanted, found.ratio("step", "784", who), "×", True)
            for who, wanted in {**dict.fromkeys(SLOW, 10), NATIVE: 1 / 3}.items()
        ),
        Goal(f"an epoch, beside {SKLEARN}", 1, epoch, "×", True),
    ]


def beside_matmul(found: Findings, shape: str) -> float | None:
    """How many times as fast as NumPy's own product."""
    return found.ratio("products", shape, "np.matmul")


def of_limit(found: Findings, shape: str, percent: float) -> Goal:
    """A share of what the machine can do."""
    share = found.ratio("products", shape, LIMIT, factor=100)
    return Goal(f"products at {shape}, of the machine's limit", percent, share, "%", True)


def learning(found: Findings) -> list[Goal]:
    """From pressing Train."""
    share = found.ratio("learning", "", NATIVE)
    accuracy = found.median("learning", "test accuracy")
    times = share and 1 / share
    return [
        Goal("test accuracy after the training in the page", 100 * GOAL, accuracy, "%", True),
        Goal("that training, data fetched, beside the native one", 5, times, "×", False),
    ]


def smoothness(found: Findings) -> list[Goal]:
    """Pen, frames, memory."""
    longest, memory = found.median("frames", "longest"), found.median("memory", "training")
    worked = found.find("frames", WORKED, PAGE)
    return [
        *(
            Goal(f"p95 {way}, {when}", limit, found.p95(f"{way}, {when}"), "ms", False)
            for when, limit in ((IDLE, FRAME), (TRAINING, 3 * FRAME))
            for way in (HEARD, SEEN)
        ),
        Goal("longest task of the page while training", 50, longest, "ms", False),
        Goal(
            "longest task, in processor time", 50, worked.value.max if worked else None, "ms", False
        ),
        Goal("memory of the tab while training", 300, memory, "MB", False),
    ]


def start(found: Findings) -> list[Goal]:
    """The first prediction, against `import numpy` in bare Pyodide."""
    share = found.ratio("start", f"{IMPORTED}, {COLD}", BARE)
    bare = found.median("start", f"{IMPORTED}, {COLD}", BARE)
    second = found.median("start", f"{PREDICTED}, {WARM}")
    times = second / bare if second and bare else None
    words = f"beside {BARE} until NumPy is imported"
    return [
        Goal(f"{PREDICTED}, {COLD}, {words}", 1.3, share and 1 / share, "×", False),
        Goal(f"{PREDICTED}, {WARM}, {words}, {COLD}", 1, times, "×", False),
    ]

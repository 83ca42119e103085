"""How often what is no digit is named one, and how often a digit is refused.

    .venv/bin/python -m bench.doubt [NETWORK …] [--page] [--count N] [--strokes FILE]
        [--letters FILE …]

Each is drawn by the page's brush at a random size and place. Without --page, networks of files read
it through `pycore`, the first one answering and another being asked whether it sees a digit, too:
if none is named, the two that are shipped, as on the page. With --page, the page that was built
reads it. FILE of --strokes is as for `bench.drawings`; of --letters, as for
`tests.support.letters`.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from bench.drawings import mnist_digits, opened, points, read_directly
from pycore import Network, centre_digit, load, to_input
from pycore.cli.report import ANY_SIZE
from pycore.confidence import interval
from pycore.doubt import is_sure, verdict
from pycore.handwriting.strokes import Drawing, Stroke, draw, place, read_strokes
from tests.support.letters import LIKE_DIGITS, read_letters
from tests.support.nonsense import DOUBTFUL, FAMILIES, crossed_out, nonsense, pairs
from tools.paths import MNIST, SHIPPED_NETWORK

SHIPPED = [SHIPPED_NETWORK.with_name("strong.npz"), SHIPPED_NETWORK]

Read = Callable[[Sequence[Stroke]], int | None]
"""What a drawing is taken for: None is no digit, or not sure."""
Group = dict[str, list[list[Stroke]]]


def main() -> None:
    """Draw, read, count."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("networks", nargs="*", type=Path, default=SHIPPED)
    parser.add_argument("--page", action="store_true", help="ask the page, not the file")
    parser.add_argument("--count", type=int, default=100, help="drawings of a family")
    parser.add_argument("--strokes", type=Path, help="digits as pen strokes")
    parser.add_argument("--letters", type=Path, nargs="*", default=[])
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if options.page:
        with opened() as page:
            measure(lambda strokes: read_directly(page, points(strokes)), options)
    else:
        networks = [Network.load(file) for file in options.networks]
        refused_images(networks)
        measure(reader(networks), options)


def reader(networks: Sequence[Network]) -> Read:
    """The way of a drawing through `pycore`."""

    def read(strokes: Sequence[Stroke]) -> int | None:
        digit = centre_digit(draw(strokes))
        if digit is None:
            return None
        return verdict(*(network.predict(to_input(digit[None]))[0] for network in networks)).digit

    return read


def refused_images(networks: Sequence[Network]) -> None:
    """Print how many of MNIST's test images, as they are, are refused."""
    test = load(MNIST).test
    assert test
    parts = [test.images[start : start + 500] for start in range(0, test.size, 500)]
    sure = [is_sure(*(each.predict(to_input(part)) for each in networks)).sum() for part in parts]
    print(f"refused of MNIST's test images: {share(test.size - sum(sure), test.size)}", flush=True)


def measure(read: Read, options: argparse.Namespace) -> None:
    """Print what is refused of real digits, and what is named of all else."""
    n, seed = options.count, options.seed
    digits = list(mnist_digits())
    refused(read, "MNIST's test digits, redrawn", digits, 20 * n, seed)
    if options.strokes:
        refused(read, options.strokes.name, read_strokes(options.strokes), 20 * n, seed)
    clear: Group = {family: nonsense(family, n, seed) for family in FAMILIES}
    clear |= {"two digits": pairs(digits, n, seed), "crossed out": crossed_out(digits, n, seed)}
    named(read, "what nobody would call a digit", clear)
    named(read, "what someone might", {family: nonsense(family, n, seed) for family in DOUBTFUL})
    letters = placed_letters(options.letters, seed)
    unlike = {each: drawings for each, drawings in letters.items() if each not in LIKE_DIGITS}
    named(read, "letters", unlike)
    named(read, "letters that look like digits", {e: letters[e] for e in letters.keys() - unlike})


def placed_letters(files: Iterable[Path], seed: int) -> Group:
    """All letters of all files, by letter, each at a random place."""
    rng, letters = np.random.default_rng(seed), Group()
    for letter, strokes in (each for file in files for each in read_letters(file, seed)):
        placed = place(strokes, rng.uniform(*ANY_SIZE), rng)
        letters.setdefault(letter, []).append(placed)
    return letters


def refused(read: Read, name: str, digits: Sequence[Drawing], n: int, seed: int) -> None:
    """Print how many of n digits are refused."""
    rng = np.random.default_rng(seed)
    chosen = [digits[i] for i in rng.permutation(len(digits))[:n]]
    answers = [read(place(each.strokes, rng.uniform(*ANY_SIZE), rng)) for each in chosen]
    print(f"refused of {name}: {share(answers.count(None), len(answers))}", flush=True)


def named(read: Read, name: str, group: Group) -> None:
    """Print how many of a group are named a digit, and which, family by family."""
    answers = {family: [read(strokes) for strokes in group[family]] for family in sorted(group)}
    every = [answer for family in answers.values() for answer in family]
    if not every:
        return
    print(f"\nnamed a digit of {name}: {share(sum(a is not None for a in every), len(every))}")
    for family, mine in answers.items():
        names = Counter(answer for answer in mine if answer is not None)
        as_what = ", ".join(f"{digit}: {count}" for digit, count in names.most_common(3))
        print(f"  {family:18}{names.total():5} of {len(mine):4}   {as_what}", flush=True)


def share(count: int, n: int) -> str:
    """A share with Wilson's 95 % interval."""
    low, high = interval(count / n, n)
    return f"{count:,} of {n:,}, {count / n:.1%} (95 %: {low:.1%}–{high:.1%})"


if __name__ == "__main__":
    main()

"""The results as one table, as bench.json and as a Markdown page."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from .figures import Figure, Spread
from .goals import Goal, goals
from .groups import GROUPS

JSON_NAME, PAGE_NAME = "bench.json", "bench.md"
QUICK = "A quick run: two short rounds, to see that the bench works. Its figures mean little."
INTRODUCTION = """\
# How fast it is

Written by `python3 build.py bench`, which measures all of this in one go, in headless Chromium.
Figures are medians, with the smallest and the largest in brackets. Contenders take turns, round by
round, and a ratio is the median of the rounds': **how many times as fast (or as small) the page
is** as the one in that row. Below 1, the other one is faster. The same figures are in `bench.json`.
"""
CAVEATS = """\
## What to keep in mind

- Seconds are those of one machine, named above, on one day. Where it shares its processor with
  others, they waver; the load, in processes that wanted a core, is given above. Ratios travel
  better.
- A headless browser draws by the processor. TensorFlow.js on WebGL would be faster on a graphics
  card. On wasm it has one thread: more need headers that simple hosts, GitHub Pages among them, do
  not send.
- The clock of a browser ticks in tenths of a millisecond. What is shorter is timed many at a time.
- The server is on the same machine: no time below has a network in it.
"""


@dataclass(frozen=True)
class Results:
    """Everything a run has found."""

    environment: dict[str, str]
    figures: list[Figure]
    quick: bool

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        reached = [{**vars(goal), "met": goal.met} for goal in goals(self.figures)]
        figures = [figure.as_dict() for figure in self.figures]
        head = {"quick": self.quick, "environment": self.environment}
        return {**head, "goals": reached, "figures": figures}

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Self:
        """What `as_dict` gave."""
        figures = [Figure.from_dict(figure) for figure in plain["figures"]]
        return cls(plain["environment"], figures, plain["quick"])


def write(results: Results, folder: Path) -> None:
    """bench.json and bench.md."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = json.dumps(results.as_dict(), indent=1, ensure_ascii=False)
    (folder / JSON_NAME).write_text(plain + "\n", encoding="utf-8")
    (folder / PAGE_NAME).write_text(markdown(results), encoding="utf-8")


def table(figures: Sequence[Figure]) -> str:
    """One table for the terminal."""
    rows = [("", "median", "range", "n", "ratio")]
    for group, title, members in grouped(figures):
        rows.append((title.upper(), "", "", "", ""))
        for figure in members:
            value = figure.value
            median = f"{number(value.median)} {figure.unit}"
            row = (label(group, figure), median, brackets(value), str(value.n), ratio(figure))
            rows.append(row)
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip()
        for row in rows
    )


def goals_table(figures: Sequence[Figure]) -> str:
    """What was aimed at, for the terminal."""
    return "\n".join(
        f"{verdict(goal):13} {goal.what}: {found(goal)} (aim: {aim(goal)})"
        for goal in goals(figures)
    )


def markdown(results: Results) -> str:
    """The whole page."""
    environment = "\n".join(f"- {name}: {value}" for name, value in results.environment.items())
    parts = [INTRODUCTION, *([f"**{QUICK}**\n"] if results.quick else []), f"{environment}\n"]
    parts += ["## What was aimed at\n", rows_of_goals(results.figures)]
    for group, title, members in grouped(results.figures):
        parts += [f"## {title}\n", f"{GROUPS[group].text}\n", rows_of(members)]
    return "\n".join([*parts, CAVEATS])


def rows_of_goals(figures: Sequence[Figure]) -> str:
    cells = [(goal.what, aim(goal), found(goal), verdict(goal)) for goal in goals(figures)]
    return markdown_table(("", "aim", "found", ""), cells)


def rows_of(figures: Sequence[Figure]) -> str:
    """A table of one group; columns that would tell nothing are left out."""
    head = ("", "of", "median", "range", "95 of 100 within", "measured", "ratio", "")
    cells = [
        (
            figure.what,
            figure.who,
            f"{number(figure.value.median)} {figure.unit}",
            brackets(figure.value),
            "" if figure.value.p95 is None else f"{number(figure.value.p95)} {figure.unit}",
            f"{figure.value.n} ×",
            ratio(figure),
            figure.note,
        )
        for figure in figures
    ]
    kept = [i for i, column in enumerate(zip(*cells, strict=True)) if tells(i, column)]
    return markdown_table([head[i] for i in kept], [[row[i] for i in kept] for row in cells])


def tells(i: int, column: Sequence[str]) -> bool:
    """Whether a reader would miss the column: the first two only if they tell the rows apart."""
    return len(set(column)) > 1 or (any(column) and (i > 1 or len(column) == 1))


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def grouped(figures: Sequence[Figure]) -> Iterator[tuple[str, str, list[Figure]]]:
    """The figures of each group, in the order of the report."""
    for group, (title, _) in GROUPS.items():
        if members := [figure for figure in figures if figure.group == group]:
            yield group, title, members


def label(group: str, figure: Figure) -> str:
    return f"  {figure.what} · {figure.who}" + (f" ({figure.note})" if figure.note else "")


def number(value: float) -> str:
    """Three digits that count: 0.123, 12.3, 1,230."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def brackets(spread: Spread) -> str:
    return f"({number(spread.min)} – {number(spread.max)})"


def ratio(figure: Figure) -> str:
    if not figure.ratio:
        return ""
    return f"{number(figure.ratio.median)} × {brackets(figure.ratio)}"


def aim(goal: Goal) -> str:
    return f"{'at least' if goal.at_least else 'at most'} {number(goal.wanted)} {goal.unit}"


def found(goal: Goal) -> str:
    return "–" if goal.found is None else f"{number(goal.found)} {goal.unit}"


def verdict(goal: Goal) -> str:
    return {None: "not measured", True: "reached", False: "missed"}[goal.met]

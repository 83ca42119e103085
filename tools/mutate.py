"""How many random faults in the core its tests find: `build.py mutate --count 300 --seed 0`.

Each mutant is tested in a copy of the package, by those tests that run the line that it changes.
"""

import difflib
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

from .console import BuildError, say, step
from .environment import ensure_apart, ensure_dev_packages
from .files import scratch_folder
from .parts import ensure_mnist
from .paths import CACHE, MNIST, PACKAGE, ROOT, shown
from .process import Command

CORE = ("*.py", "handwriting/preprocess.py", "handwriting/pixels.py", "handwriting/resize.py")
LEFT_OUT = {"__init__.py", "__main__.py", "errors.py"}
SUITE = ("tests/core", "tests/integration/test_sampling.py")  # the latter knows MNIST by its labels
EQUAL = ROOT / "docs/mutants.md"
PROCESSES = 2
LONGEST = 3_600  # seconds that all the tests may take
MUTMUT = CACHE / "mutmut"

KILLED, LISTED, SURVIVED = "killed", "listed", "survived"


@dataclass
class Mutant:
    module: str
    code: str
    outcome: str = ""
    diff: str = field(init=False)

    def __post_init__(self) -> None:
        old = (ROOT / self.module).read_text(encoding="utf-8").splitlines()
        lines = difflib.unified_diff(old, self.code.splitlines(), n=0, lineterm="")
        self.diff = "\n".join(line for line in lines if not line.startswith(("---", "+++")))

    def lines(self) -> Iterator[int]:
        """The lines of the module that are changed."""
        for start, count in re.findall(r"^@@ -(\d+)(?:,(\d+))?", self.diff, re.MULTILINE):
            yield from range(int(start), int(start) + int(count or 1))

    def is_listed(self) -> bool:
        """Whether docs/mutants.md shows this change, and says why it changes nothing."""
        changed = "\n".join(line for line in self.diff.splitlines() if line[0] in "+-")
        return changed in EQUAL.read_text(encoding="utf-8")


def mutate(count: int, seed: int, modules: list[str]) -> int:
    """Print each mutant's outcome, the survivors with their diff; 0 if none is left unexplained."""
    ensure_mnist()
    python = Tools(ensure_dev_packages(), ensure_apart("mutation", "Fetching mutmut", MUTMUT))
    mutants = drawn(python, count, seed, core_modules(modules))
    with scratch_folder(CACHE / "mutants") as folder, ThreadPoolExecutor(PROCESSES) as pool:
        first = Tree(python, folder / "tree-0", ROOT)
        covering = Covering(first, folder / "covering.json")
        trees: SimpleQueue[Tree] = SimpleQueue()
        trees.put(first)
        for number in range(1, PROCESSES):
            trees.put(Tree(python, folder / f"tree-{number}", first.root))
        outcomes = pool.map(lambda each: test(each, trees, covering), mutants)
        for number, (mutant, outcome) in enumerate(zip(mutants, outcomes, strict=True), 1):
            mutant.outcome = outcome
            more = "" if outcome == KILLED else f"\n{mutant.diff}"
            say(f"{number:4} {outcome:8} {mutant.module}{more}")
    return sum_up(mutants)


def core_modules(names: list[str]) -> list[Path]:
    """The modules of the core, or those of them that are named (`layers`, `loss`)."""
    paths = [path for pattern in CORE for path in sorted(PACKAGE.glob(pattern))]
    core = [path for path in paths if path.name not in LEFT_OUT]
    if unknown := set(names) - {path.stem for path in core}:
        raise BuildError(f"no module {', '.join(sorted(unknown))} in the core")
    return [path for path in core if not names or path.stem in names]


class Tools:
    """The project's Python, with mutmut and coverage beside its packages if asked for."""

    def __init__(self, python: Path, more: Path) -> None:
        self.python, self.more = python, more

    def run(self, words: Command) -> str:
        """What the program prints; it must end well."""
        environment = {**os.environ, "PYTHONPATH": str(self.more)}
        command = [self.python, *words]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise BuildError(f"{' '.join(map(str, words[:2]))} failed: {done.stdout}{done.stderr}")
        return done.stdout


def drawn(tools: Tools, count: int, seed: int, modules: list[Path]) -> list[Mutant]:
    names = [path.relative_to(ROOT).as_posix() for path in modules]
    with step(f"Drawing mutants of {len(names)} modules"):
        found = tools.run(["-m", "tools.mutants", str(count), str(seed), *names])
    return [Mutant(**each) for each in json.loads(found)]


class Covering:
    """Which tests run a line, and how long they take; all must pass where there is no mutant."""

    def __init__(self, tree: "Tree", file: Path) -> None:
        with step("Running the core's tests without a mutant"):
            words = ["-p", "tools.covering", "--covering", str(file), *SUITE]
            if code := tree.run(words, LONGEST):
                raise BuildError(f"the core's tests fail without any mutant (pytest gave {code})")
        found = json.loads(file.read_text(encoding="utf-8"))
        self.lines: dict[str, dict[str, list[str]]] = found["lines"]
        self.seconds: dict[str, float] = found["seconds"]

    def tests(self, mutant: Mutant) -> list[str]:
        """The tests that run the changed lines, the quickest first.

        Of lines that run when the module is imported, as constants do: all that use the module.
        """
        lines = self.lines.get(mutant.module, {})
        of_lines = {test for line in mutant.lines() for test in lines.get(str(line), [])}
        of_module = {test for tests in lines.values() for test in tests}
        alone = bool(of_lines) and "" not in of_lines
        return sorted((of_lines if alone else of_module) - {""}, key=self.seconds.__getitem__)

    def patience(self, tests: list[str]) -> float:
        """Seconds of computing after which the tests are taken to hang."""
        return 20 + 10 * sum(self.seconds[test] for test in tests)


class Tree:
    """A copy of the package and its tests, in which one mutant at a time is put and tested."""

    def __init__(self, tools: Tools, root: Path, source: Path) -> None:
        self.root = root
        root.mkdir()
        for path in ROOT.iterdir():
            if path.name in ("tests", PACKAGE.name):
                shutil.copytree(source / path.name, root / path.name)
            elif path.name != CACHE.name:
                (root / path.name).symlink_to(path)
        (root / CACHE.name).mkdir()
        (root / CACHE.name / MNIST.name).symlink_to(MNIST)
        self.runner = subprocess.Popen(
            [tools.python, ROOT / "tools/forks.py"],
            cwd=root,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(tools.more)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, tests: list[str], seconds: float) -> int:
        """Pytest's exit code; something negative where it takes too long."""
        assert self.runner.stdin
        assert self.runner.stdout
        print(json.dumps([tests, seconds]), file=self.runner.stdin, flush=True)
        return int(self.runner.stdout.readline())

    def put(self, module: str, code: str) -> None:
        """With another date than any other content had: else Python might take old bytecode."""
        path = self.root / module
        date = path.stat().st_mtime + 2
        path.write_text(code, encoding="utf-8")
        os.utime(path, (date, date))


@contextmanager
def borrowed(trees: SimpleQueue[Tree]) -> Iterator[Tree]:
    tree = trees.get()
    try:
        yield tree
    finally:
        trees.put(tree)


def test(mutant: Mutant, trees: SimpleQueue[Tree], covering: Covering) -> str:
    """The mutant's outcome; one that no test runs survives."""
    original = (ROOT / mutant.module).read_text(encoding="utf-8")
    tests = covering.tests(mutant)
    with borrowed(trees) as tree:
        tree.put(mutant.module, mutant.code)
        survived = not tests or tree.run(tests, covering.patience(tests)) == 0
        tree.put(mutant.module, original)
    return KILLED if not survived else LISTED if mutant.is_listed() else SURVIVED


def sum_up(mutants: list[Mutant]) -> int:
    counts = Counter(mutant.outcome for mutant in mutants)
    killed = f"{counts[KILLED]} of {len(mutants)} killed ({counts[KILLED] / len(mutants):.1%})"
    listed = f"{counts[LISTED]} listed in {shown(EQUAL)} as of equal meaning"
    say(f"\n{killed}; {listed}; {counts[SURVIVED]} survived")
    return 1 if counts[SURVIVED] else 0

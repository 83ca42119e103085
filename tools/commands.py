"""The command line of build.py."""

import argparse
import os
import re
import shutil
import sys
import traceback
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import bench, site
from .console import BuildError, complain, say, step
from .environment import ensure_dev_packages
from .mutate import mutate
from .node import borrowed_node, ensure_modules
from .parts import ensure_mnist
from .paths import MADE, MNIST, ROOT, SHIPPED_CURVE, SHIPPED_NETWORK, STRONG_NETWORK, shown
from .probe import probe
from .process import run_openly
from .server import LAST_PORT, Compressing, check_host, open_server
from .stages import ON_REQUEST, STAGES, run_stages

NATIVE_RUN = "train?v=1&images=5000&layers=128&epochs=3"

SHIPPED = {"small": SHIPPED_NETWORK, "strong": STRONG_NETWORK}

Command = Callable[[argparse.Namespace], int]


def main(arguments: list[str] | None = None) -> int:
    """Carry out one command; a failure is one line on the error stream, and exit code 1."""
    options, rest = split_arguments(sys.argv[1:] if arguments is None else arguments)
    chosen = parser().parse_args(options)
    chosen.pytest_options = rest
    try:
        return int(chosen.command(chosen))
    except KeyboardInterrupt:
        complain("stopped", "the same command takes up again from here")
        return 130
    except BrokenPipeError:
        raise  # nobody reads: there is nobody to complain to
    except Exception as error:
        if chosen.debug:
            traceback.print_exc()
        complain("error", describe(error))
        return 1


def describe(error: Exception) -> str:
    """Ours are sentences already; any other is named, with where to look."""
    if isinstance(error, BuildError):
        return str(error)
    return f"{type(error).__name__}: {' '.join(str(error).split())} (--debug shows where)"


def split_arguments(arguments: list[str]) -> tuple[list[str], list[str]]:
    """What stands after `--` is for pytest."""
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


class Parser(argparse.ArgumentParser):
    """One that takes no abbreviation of an option: `--quick` is not `--qui`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False)


def port(text: str) -> int:
    """A number that a port can have."""
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no port; ports are from 1 to {LAST_PORT}, and 0 takes any free one"
        )
    return int(text)


def parser() -> argparse.ArgumentParser:
    top = Parser(prog="build.py", description="Builds, serves and tests the page.")
    top.add_argument("--debug", action="store_true", help="show where in build.py an error arose")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    serving = commands.add_parser("serve", help="build the page and serve it")
    serving.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    serving.add_argument(
        "--port", type=port, default=8000, help="or the next free one (%(default)s)"
    )
    serving.add_argument("--open", action="store_true", help="open the page in the browser")
    serving.set_defaults(command=serve)

    testing = commands.add_parser(
        "test", help="check and test everything; after --, pytest's options"
    )
    stages = f"{', '.join(STAGES)} (these by default), {', '.join(ON_REQUEST)}"
    testing.add_argument("stages", nargs="*", metavar="STAGE", help=stages)
    testing.set_defaults(command=test)

    benching = commands.add_parser("bench", help="measure the page beside other programs")
    benching.add_argument("--quick", action="store_true", help="only see whether it works")
    benching.add_argument("--only", nargs="+", metavar="PART", default=[], help="measure but these")
    benching.set_defaults(command=measure)

    probing = commands.add_parser(
        "probe", help="ask a hosted page whether its server does it right"
    )
    probing.add_argument("url", metavar="URL", help="the page's address")
    probing.set_defaults(command=lambda options: probe(options.url))

    training = commands.add_parser("train", help="train the networks that the page ships with")
    training.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SHIPPED)}; both")
    training.add_argument("--strokes", metavar="FILE", help="measure them with pen strokes, too")
    training.set_defaults(command=train)

    fuzzing = commands.add_parser("fuzz", help="feed damaged files to all of pycore's readers")
    fuzzing.add_argument("--count", type=int, default=100_000, help="inputs of all (%(default)s)")
    fuzzing.add_argument("--seconds", type=float, default=3_600, help="at most (%(default)s)")
    fuzzing.add_argument("--only", metavar="NAME", help="one reader: npz, csv, …")
    fuzzing.add_argument("--at", type=int, metavar="NUMBER", help="one input, with its traceback")
    fuzzing.add_argument("--guided", action="store_true", help="by atheris, if it is installed")
    fuzzing.set_defaults(command=fuzz)

    mutating = commands.add_parser("mutate", help="see which random faults the core's tests find")
    mutating.add_argument("--count", type=int, default=300, help="mutants (%(default)s)")
    mutating.add_argument("--seed", type=int, default=0, help="draws others (%(default)s)")
    mutating.add_argument("modules", nargs="*", metavar="MODULE", help="of the core; all")
    mutating.set_defaults(command=lambda given: mutate(given.count, given.seed, given.modules))

    for name, command, text in (
        ("check", check, "check format, lint and types"),
        ("build", build, "build the page into dist/"),
        ("curve", curve, "make the native run that the page holds its own beside"),
        ("clean", clean, "delete all that build.py has made"),
    ):
        commands.add_parser(name, help=text).set_defaults(command=command)
    return top


def build(_: argparse.Namespace) -> int:
    with borrowed_node():
        dist = site.build()
    size = sum(path.stat().st_size for path in dist.rglob("*") if path.is_file())
    say(f"{shown(dist)}/ is ready ({size / 1e6:.0f} MB): serve it with any static server")
    return 0


def serve(options: argparse.Namespace) -> int:
    check_host(options.host)  # before the site is built
    with borrowed_node():
        dist = site.build()
    with open_server(dist, options.host, options.port, Compressing) as server:
        url = f"http://{options.host}:{server.server_address[1]}/"
        say(f"Serving {url} (Ctrl-C stops)")
        if options.open:
            webbrowser.open(url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("\nStopped.")
    return 0


def train(options: argparse.Namespace) -> int:
    """pycore trains; it is only told where the data lies and where the networks go."""
    if unknown := set(options.names) - set(SHIPPED):
        raise BuildError(f"no network {', '.join(sorted(unknown))}; there are {', '.join(SHIPPED)}")
    if options.strokes is not None and not Path(options.strokes).is_file():
        raise BuildError(f"--strokes {options.strokes!r}: there is no such file")
    with borrowed_node():
        ensure_modules()
    ensure_mnist()
    python = ensure_dev_packages()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # several threads may sum in another order each time
    strokes: list[str | Path] = []
    if options.strokes:
        strokes = ["--strokes", Path(options.strokes).resolve()]
    codes = []
    for name in options.names or SHIPPED:
        words = ["--data", shown(MNIST), "--out", shown(SHIPPED[name])]
        codes.append(run_openly([python, "-m", "networks.pretrained", name, *words, *strokes]))
    return max(codes)


def curve(_: argparse.Namespace) -> int:
    """A run that takes the page a second; `tests/integration/test_native.py` makes it, too."""
    with borrowed_node():
        ensure_modules()
    ensure_mnist()
    words = ["-m", "pycore", "train", NATIVE_RUN, "--data", shown(MNIST)]
    return run_openly([ensure_dev_packages(), *words, "--curve", shown(SHIPPED_CURVE)])


def measure(options: argparse.Namespace) -> int:
    """The bench knows its parts; it prints its table and leaves it in dist/bench/."""
    only = ["--only", *options.only] if options.only else []
    return bench.bench([*(["--quick"] if options.quick else []), *only])


def fuzz(options: argparse.Namespace) -> int:
    """Run the fuzzer in the project's own environment."""
    words = [f"--count={options.count}", f"--seconds={options.seconds}"]
    words += [f"--only={options.only}"] if options.only else []
    words += [f"--at={options.at}"] if options.at is not None else []
    words += ["--guided"] if options.guided else []
    return run_openly([ensure_dev_packages(), "-m", "tests.fuzz", *words])


def check(_: argparse.Namespace) -> int:
    return run_stages(["check"], [])


def test(options: argparse.Namespace) -> int:
    known = STAGES | ON_REQUEST
    if unknown := set(options.stages) - set(known):
        raise BuildError(f"no stage {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    return run_stages(options.stages or list(STAGES), options.pytest_options)


def clean(_: argparse.Namespace) -> int:
    for folder in MADE:
        if folder.exists():
            with step(f"Deleting {folder.relative_to(ROOT)}/"):
                shutil.rmtree(folder)
    return 0

"""The command line: `python -m pycore train`, `evaluate`, `notebook`, `notebooks` and `race`.

    say         remarks and errors
    stopping    Ctrl-C
    parser      a strict parser of options
    outputs     writes a network and a curve
    data        finds and reads MNIST
    evaluate    a command
    train       a command
    notebooks   two commands
    race        a command
    report      prints accuracy, calibration and confusion
    program     runs the commands as a program

Exit codes: 0 for success; 1 for a fault in the data or in the training; 2 for a fault in the
command line; 128 plus the signal's number if a signal stopped it, as in any shell.
"""

import signal
import warnings
from collections.abc import Callable, Sequence

from .. import __version__
from ..errors import DataError, DivergedError, ExperimentError
from .evaluate import add_evaluate
from .notebooks import add_notebook, add_notebooks
from .parser import Parser
from .race import add_race
from .say import describe, say
from .stopping import Stopped
from .train import add_train

COMMANDS: dict[str, tuple[Callable[[Parser], None], str]] = {
    "train": (add_train, "train a network, print its curve and test accuracy"),
    "evaluate": (add_evaluate, "print how good a saved network is"),
    "notebook": (add_notebook, "run one of the five notebooks, as it was meant"),
    "notebooks": (add_notebooks, "run all notebooks, and compare with their known figures"),
    "race": (add_race, "train all notebooks and a network of your own on the same rows"),
}


ALIASES = {"notebook": ["recipe"], "notebooks": ["recipes"]}
"""Names of before 0.2; they still work."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code. `--help` and `--version` raise `SystemExit`."""

    def command() -> int:
        parser = make_parser()
        options = parser.parse_args(arguments)
        if options.command is None:
            parser.print_help()
            return 0
        return int(options.command(options))

    return guarded(command)


def guarded(command: Callable[[], int]) -> int:
    """Run a command. An error becomes one line on the error stream, and an exit code.

    A warning becomes a line, too."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", UserWarning)
            warnings.showwarning = lambda message, *_, **__: say(str(message))
            return command()
    except BrokenPipeError:  # such as `head` after its last line: nobody reads a message
        return 128 + 13
    except KeyboardInterrupt as stop:
        say("stopped")
        return 128 + (stop.number if isinstance(stop, Stopped) else int(signal.SIGINT))
    except ExperimentError as error:
        say(describe(error))
        return 2
    except (DataError, DivergedError, OSError, MemoryError) as error:
        say(describe(error))
        return 1


def make_parser() -> Parser:
    """The parser of the whole command line."""
    top = Parser(
        prog="python -m pycore", description="Train and evaluate networks that read digits."
    )
    top.add_argument("--version", action="version", version=f"pycore {__version__}")
    top.set_defaults(command=None, given=set())
    commands = top.add_subparsers(metavar="COMMAND", title="commands (COMMAND --help tells more)")
    top.family, top.leads = commands.choices, True
    for name, (add, text) in COMMANDS.items():
        parser = commands.add_parser(
            name, aliases=ALIASES.get(name, []), help=text, description=f"{text.capitalize()}."
        )
        parser.family = commands.choices
        add(parser)
    return top

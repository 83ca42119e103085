"""A strict parser: no abbreviations, no option twice, and a hint for an unknown option."""

import argparse
import contextlib
import difflib
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

from ..errors import ExperimentError
from ..experiment import Experiment
from ..settings import SETTINGS

OTHER_NAMES = {
    f"--{setting.key}": f"--{name.replace('_', '-')}" for name, setting in SETTINGS.items()
} | {
    "--lr": "--learning-rate",
    "--units": "--hidden-layers",
    "--weight-decay": "--l2",
    "--init": "--initialiser",
    "--initializer": "--initialiser",
    "--optimizer": "--optimiser",
    "--output": "--save",
    "--out": "--save",
}
"""Other names of options: those of an address, and those of other programs."""


class Once(argparse.Action):
    """Store a value. A second value for the same option is an error."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Store the value, and the option's name in `given`."""
        given = vars(namespace).setdefault("given", set())
        if self.dest in given:
            raise argparse.ArgumentError(self, "is given twice")
        given.add(self.dest)
        setattr(namespace, self.dest, values)


class Parser(argparse.ArgumentParser):
    """The parser of a command, or of the whole command line."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False)
        self.register("action", None, Once)
        self.family: Mapping[str, argparse.ArgumentParser] = {}
        """The parsers of all commands, by name, for hints about their options."""
        self.leads = False
        """Whether it parses the whole command line."""

    def parse_known_args(  # type: ignore[override]  # the parent's is two signatures
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse. An unknown word is an error with a hint."""
        first = next(iter(sys.argv[1:] if args is None else args), "")
        if self.leads and first[:1] == "-" and first not in self._option_string_actions:
            self.error(self._about([first]))
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(self._about(unknown))
        return known, unknown

    def error(self, message: str) -> NoReturn:
        """Raise `ExperimentError`, which becomes one line, without the usage."""
        raise ExperimentError("line", f"{message} ({self.prog} --help lists all)")

    def _about(self, unknown: Sequence[str]) -> str:
        """The message for words that are neither options nor values."""
        options = [word.partition("=")[0] for word in unknown if word.startswith("-")]
        if not options:
            return f"{unknown[0]!r} is one word too many"
        option = options[0]
        known = [word for word in self._option_string_actions if word.startswith("--")]
        if (other := OTHER_NAMES.get(option)) in known:
            return f"there is no option {option}; did you mean {other}?"
        for name, parser in self.family.items():
            for wanted in (option, other):
                if wanted in parser._option_string_actions:
                    return f"{wanted} is an option of {name}" + (", after it" if self.leads else "")
        near = [word for word in known if word.startswith(option)]
        near = near or difflib.get_close_matches(option, known, 1)
        return f"there is no option {option}" + (f"; did you mean {near[0]}?" if near else "")


def checked(convert: Callable[[str], Any]) -> Callable[[str], Any]:
    """A type for argparse. The error of `convert` becomes that of the option."""

    def typed(text: str) -> Any:
        try:
            return convert(text)
        except ExperimentError as error:
            raise argparse.ArgumentTypeError(str(error).rstrip(".")) from error

    return typed


def option_type(name: str) -> Callable[[str], Any]:
    """A type for argparse: a setting of an experiment."""

    def convert(text: str) -> Any:
        value: Any = text  # the experiment refuses a number that is none
        setting = SETTINGS[name]
        with contextlib.suppress(ValueError):
            if setting.numeric:
                value = int(text) if setting.whole else float(text)
            elif not setting.choices:
                value = [word for word in text.split(",") if word.strip()]
        return getattr(Experiment.from_dict({name: value}), name)

    return checked(convert)


def whole(low: float, high: float) -> Callable[[str], Any]:
    """A type for argparse: a whole number from `low` to `high`."""

    def convert(text: str) -> int:
        with contextlib.suppress(ValueError):
            if low <= int(text) <= high:
                return int(text)
        raise ExperimentError("", f"must be a whole number from {low:,.10g} to {high:,.10g}")

    return checked(convert)

"""Writes a network and a curve: checks the files before the training, writes them after it."""

import os
import tempfile
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from ..errors import DataError, ExperimentError
from ..files.curve import Curve
from ..network import Network
from .say import describe, say


class Outputs:
    """The files that `--save` and `--curve` ask for."""

    def __init__(self, options: Namespace) -> None:
        """Raise `ExperimentError` or `DataError` if one of them can't be written."""
        self.files = {
            name: destination(f"--{name}", getattr(options, name))
            for name in ("save", "curve")
            if getattr(options, name) is not None
        }
        paths = [os.path.realpath(file) for file in self.files.values()]
        if len(set(paths)) < len(paths):
            raise ExperimentError("curve", "--save and --curve name the same file")
        if options.data is not None and os.path.realpath(options.data) in paths:
            raise ExperimentError("save", f"{options.data} is what --data names; it would be lost")

    def write(self, network: Network, curve: Curve, after: str = "") -> bool:
        """Write the files; True if each is at its place. `after` says from which step they are."""
        savers: dict[str, Callable[[Path], None]] = {"save": network.save, "curve": curve.save}
        words = {"save": f"the network{after}", "curve": f"the curve{after}"}
        written = [_write(words[name], savers[name], file) for name, file in self.files.items()]
        return all(written)


def destination(option: str, text: str) -> Path:
    """Check that a file can be written, and make its folder.

    Raises `ExperimentError` if it is not the name of a file, `DataError` if it can't be written.
    """
    path = Path(text)
    if not text or text.endswith(("/", os.sep)) or path.is_dir():
        raise ExperimentError(option, f"{option} {text!r} is a folder; give the name of a file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(0, "that file may only be read")
        if path.is_file() or not path.exists():  # devices are written directly, see `atomic`
            with tempfile.TemporaryFile(dir=os.path.realpath(path.parent)):
                pass
    except OSError as error:
        raise DataError(f"{option} {text}: can't be written there: {error.strerror}") from error
    return path


def _write(what: str, save: Callable[[Path], None], file: Path) -> bool:
    """Write a file. If that fails, write it into the folder for temporary files."""
    try:
        save(file)
    except OSError as error:
        instead = Path(tempfile.mkdtemp(prefix="pycore-")) / file.name
        save(instead)
        say(f"{file}: {describe(error)}")
        say(f"{what} is in {instead} instead")
        return False
    say(f"{what} is in {file}")
    return True

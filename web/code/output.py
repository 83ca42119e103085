"""What code prints, and the errors it raises, as Python shows them."""

import contextlib
import io
import sys
import traceback
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from web.python.answers import Answer

LONGEST = 20_000


@dataclass
class Result:
    """What came of running something."""

    output: str = ""
    raised: str = ""
    """Not `error`: for the page that is an error of ours."""

    def as_dict(self) -> Answer:
        """Plain values."""
        return {"output": self.output, "raised": self.raised}


@contextlib.contextmanager
def captured(files: Collection[str]) -> Iterator[Result]:
    """Gather what the body prints; an exception ends it, and is shown without our own frames.

    `files` are the names that the reader's code goes by.
    """
    result, printed, hook = Result(), io.StringIO(), sys.displayhook
    sys.displayhook = sys.__displayhook__
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            yield result
    except MemoryError:
        raise  # the page ends this Python: its heap stays as large as it has become
    except BaseException as error:  # SystemExit, too, or whatever code may raise
        result.raised = shown(error, files)
    finally:
        sys.displayhook = hook
        result.output = shortened(printed.getvalue())


def shown(error: BaseException, files: Collection[str]) -> str:
    """The traceback from the reader's own code on."""
    begin = error.__traceback__
    while begin and begin.tb_frame.f_code.co_filename not in files:
        begin = begin.tb_next
    if isinstance(error, SyntaxError) and not begin:
        return "".join(traceback.format_exception_only(error))
    return "".join(traceback.format_exception(type(error), error, begin))


def shortened(text: str) -> str:
    """The text, or its beginning and how much more there is."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}\n… {len(text) - LONGEST:,} more characters"

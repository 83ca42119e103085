"""`python -m pycore`: the command line. What it does is in `cli`."""

import sys

from .cli import main
from .cli.program import run

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(run(main))

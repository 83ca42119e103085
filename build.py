#!/usr/bin/env python3
"""One command for everything: `build.py serve` shows the page, `build.py test` checks it all."""

import sys

if sys.version_info < (3, 11):
    sys.exit("build.py: error: needs Python 3.11 or newer, this is " + sys.version.split()[0])

from tools.commands import main
from tools.console import run

if __name__ == "__main__":
    sys.exit(run(main))

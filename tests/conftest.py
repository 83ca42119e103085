"""For all tests, in CPython and in Pyodide: nothing depends on chance or on the machine's speed."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line; several are slower here

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")

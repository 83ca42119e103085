"""For all tests, in CPython and in Pyodide: nothing depends on chance or on the machine's speed."""

from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")

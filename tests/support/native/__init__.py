"""The page with its worker.py on this machine's own Python, in place of Pyodide.

A page starts ten times as fast so, and its Python is still the real one: the same worker.py, the
same `pycore`. Only the bridge is another: what goes over it is turned as Pyodide would turn it, and
`tests/browser/python/test_bridge.py` holds the two beside each other.

    codec     values as bytes, as Pyodide turns them
    process   a Python for each page, forked from one that has everything imported
    host      serves the site, and lets pages call their Python
    worker.js takes the place of `startWorker` in web/python/pyscript.js
"""

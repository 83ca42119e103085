"""The five notebooks that this project grew out of. They run as written, as meant, or between.

Read the modules in this order:

    broken          layers and losses, each broken in one point
    metrics         how notebooks measure, correctly or not
    plan            everything that a run consists of
    run             a plan that trains
    notebook        a plan, and a switch for each defect
    switches        defects that several notebooks share
    notebook_000 …  the five
    url             a notebook's run as an address

    >>> from pycore import load
    >>> from pycore.notebooks import NOTEBOOKS
    >>> notebook = NOTEBOOKS["002"]
    >>> run = notebook.run(load("folder/of/mnist").train, switches=notebook.as_written)
    >>> for metrics in run:
    ...     print(metrics.step, metrics.accuracy)
"""

from . import notebook_000, notebook_001, notebook_002, notebook_003, notebook_004
from .metrics import Figures, Score
from .notebook import Notebook, Remark, Switch
from .plan import Plan
from .run import NotebookRun

NOTEBOOKS: dict[str, Notebook] = {
    notebook.NOTEBOOK.number: notebook.NOTEBOOK
    for notebook in (notebook_000, notebook_001, notebook_002, notebook_003, notebook_004)
}
"""By number, "000" to "004"."""

__all__ = ["NOTEBOOKS", "Figures", "Notebook", "NotebookRun", "Plan", "Remark", "Score", "Switch"]

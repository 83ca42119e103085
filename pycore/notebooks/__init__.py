"""The five notebooks that this project grew out of, alive: as written, as meant, and between.

Read the modules in this order:

    parts           layers and losses, broken in one point each
    exams           how notebooks judge, rightly or not
    plan            all that a run is made of
    run             a plan on its way
    recipe          a notebook: a plan, and a switch for every defect
    switches        defects that several notebooks share
    notebook_000 …  the five
    table           all of them, measured beside what is known of them
    address         a notebook's run as text, to share
    commands        the same on the command line

    >>> from pycore import load
    >>> from pycore.notebooks import RECIPES
    >>> recipe = RECIPES["002"]
    >>> run = recipe.run(load("folder/of/mnist").train, switches=recipe.as_written)
    >>> for metrics in run:
    ...     print(metrics.step, metrics.accuracy)
"""

from . import notebook_000, notebook_001, notebook_002, notebook_003, notebook_004
from .metrics import Figures, Score
from .plan import Plan
from .recipe import Recipe, Remark, Switch
from .run import RecipeRun

RECIPES: dict[str, Recipe] = {
    notebook.RECIPE.number: notebook.RECIPE
    for notebook in (notebook_000, notebook_001, notebook_002, notebook_003, notebook_004)
}
"""By number, "000" to "004"."""

__all__ = ["RECIPES", "Figures", "Plan", "Recipe", "RecipeRun", "Remark", "Score", "Switch"]

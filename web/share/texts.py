"""A run as texts to take along: each runs as it is."""

import json
from collections.abc import Collection, Mapping
from textwrap import indent
from typing import Any, TypeAlias

from pycore import Experiment
from pycore.files.url import write_experiment
from pycore.notebooks.url import Variant, write_variant

Site: TypeAlias = Mapping[str, str]
"""Where the `page` lies, and the `wheel` of the package that it runs."""

IMPORTS = """\
from pycore import Experiment, Run, evaluate, fetch, load
"""
DATA = """\
mnist = fetch("{page}", "mnist.npz")  # once, 11 MB; load takes MNIST's own files, too
train, test, _ = load(mnist)
"""
TRAIN = """\
run = Run(experiment, train)
for m in run:
    if m.validation_accuracy is not None:
        print(f"epoch {m.epoch}, step {m.step}: loss {m.loss:.4f}, {m.validation_accuracy:.2%}")
"""
TEST = """\
print(f"test accuracy {evaluate(run.network, test).accuracy:.2%}")
"""

NOTEBOOK = """\
for name, switches in SIDES.items():
    run = NOTEBOOKS["{number}"].run(train, test, switches, {quantities})
    for m in run:
        if m.step % max(1, run.plan.steps // 10) == 0:
            print(f"{{name}}, step {{m.step}}: loss {{m.loss:.4f}}, {{m.accuracy:.2%}}")
    print(f"{{name}}: test accuracy {{run.figures().test.truth:.2%}}")
"""


def script(experiment: Experiment, site: Site) -> str:
    """A Python script."""
    head = heading(write_experiment(experiment), site)
    return "\n".join([head, IMPORTS, data(site), setting(experiment), TRAIN + TEST])


def notebook_script(variant: Variant, site: Site) -> str:
    """A Python script of one of the five notebooks."""
    head = heading(write_variant(variant), site)
    imports = IMPORTS.replace("Experiment, Run, evaluate, ", "")
    imports += "from pycore.notebooks import NOTEBOOKS\n"
    sides = "".join(f'    "{name}": {switches(on)},\n' for name, on in variant.sides().items())
    given = {"rows": variant.rows, "steps": variant.steps, "seed": variant.seed}
    if variant.steps == variant.notebook.plan.steps:
        del given["steps"]
    quantities = ", ".join(f"{name}={literal(value)}" for name, value in given.items())
    run = NOTEBOOK.format(number=variant.notebook.number, quantities=quantities)
    return "\n".join([head, imports, data(site), f"SIDES = {{\n{sides}}}\n{run}"])


def switches(on: Collection[str]) -> str:
    """A set of switches as Python."""
    return f"{{{', '.join(map(json.dumps, sorted(on)))}}}" if on else "set()"


def notebook(experiment: Experiment, site: Site) -> str:
    """A Jupyter notebook, as the text of its file."""
    cells = [
        (
            "about",
            f"# A run of pycore\n\nAs on [the page]({link(write_experiment(experiment), site)}).\n",
        ),
        ("install", f"%{install(site)}\n"),
        ("data", f"{IMPORTS}\n{data(site)}"),
        ("experiment", setting(experiment)),
        ("train", TRAIN),
        ("test", TEST),
    ]
    content = {
        "cells": [cell(name, text) for name, text in cells],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def cell(name: str, text: str) -> dict[str, Any]:
    """A cell of a notebook, by the format's version 4.5; the first is prose."""
    common = {"id": name, "metadata": {}, "source": text.rstrip("\n").splitlines(keepends=True)}
    if name == "about":
        return common | {"cell_type": "markdown"}
    return common | {"cell_type": "code", "execution_count": None, "outputs": []}


def command(address: str, site: Site) -> str:
    """The command line. In double quotes, for all shells of all systems take those."""
    return f'python -m pycore train "{link(address, site)}" --data mnist.npz\n'


def data(site: Site) -> str:
    """Where the images come from."""
    return DATA.format(page=site["page"])


def setting(experiment: Experiment) -> str:
    """The experiment as Python, with all that is set: defaults may change."""
    values = experiment.as_dict() | {"hidden_layers": experiment.hidden_layers}
    lines = "".join(f"{name}={literal(value)},\n" for name, value in values.items())
    return f"experiment = Experiment(\n{indent(lines, '    ')})\n"


def literal(value: object) -> str:
    """A value as one would write it: 60_000, ("conv16", 128), "relu"."""
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, tuple):
        words = ", ".join(map(literal, value))
        return f"({words},)" if len(value) == 1 else f"({words})"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return f"{value:_}" if isinstance(value, int) else repr(value)


def heading(address: str, site: Site) -> str:
    """What a script is, and what it needs."""
    return f'"""{link(address, site)}\n\nOnce: {install(site)}\n"""\n'


def link(address: str, site: Site) -> str:
    """The page with this address."""
    return f"{site['page']}#{address}"


def install(site: Site) -> str:
    """How pip gets the package that the page runs."""
    return f"pip install {site['wheel']}"

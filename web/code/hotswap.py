"""Edits functions where they are in use.

A function that is edited stays the same object and gets the code of the new one. So whoever holds
it runs the new code from the next call on: a module that imported it, a table, a layer, an object
of its class. To bring the original back is to give the object its own code back.
"""

import ast
import importlib
import inspect
import linecache
import textwrap
import traceback
from functools import cached_property
from types import CodeType, FunctionType
from typing import Any, NamedTuple, TypeAlias

from pycore import backend
from web.python.answers import Edited

Names: TypeAlias = dict[str, Any]
"""What names stand for."""

PARTS = ("__code__", "__defaults__", "__kwdefaults__", "__doc__")
NOTHING = object()


class Name(NamedTuple):
    """What a function is called: its module, and its name in it, perhaps with the class before."""

    module: str
    name: str


class Place(Name):
    """Where a function is."""

    @cached_property
    def source(self) -> str:
        """The function as it stands in its file; to be asked for before it is edited."""
        return textwrap.dedent(inspect.getsource(self.function)).strip()

    @property
    def space(self) -> Names:
        """The names that the function's code sees."""
        return vars(importlib.import_module(self.module))

    @property
    def owner(self) -> type | None:
        """The class that has it as a method, or None."""
        first, dot, _ = self.name.partition(".")
        return self.space[first] if dot else None

    @property
    def last(self) -> str:
        """Its name without the class."""
        return self.name.rpartition(".")[2]

    @property
    def function(self) -> Any:
        """The function itself."""
        return getattr(self.owner, self.last) if self.owner else self.space[self.last]


class Edit:
    """New code for the function at a place, and what the text defines besides."""

    def __init__(self, place: Place, text: str, code: CodeType) -> None:
        self.place, self.text = place, text
        self.function: FunctionType = place.function
        made = run_apart(code, place.space)
        new = made.pop(place.last, None)
        if not callable(new):
            raise NameError(f"this cell must define {place.last}")
        if not isinstance(new, FunctionType) or new.__code__.co_freevars:
            made[f"_edited_{place.last}"] = new  # a class, a partial, a closure: called by name
            new = bridge(place.last)
        self.parts = {part: getattr(new, part) for part in PARTS}
        self.names = made
        self.before = {part: getattr(self.function, part) for part in PARTS}
        self.hidden = {name: place.space.get(name, NOTHING) for name in made}

    def put_in(self) -> None:
        """Use it from now on."""
        set_parts(self.function, self.parts)
        self.place.space.update(self.names)
        if overridden(self.place):
            setattr(backend.active, self.place.last, self.function.__get__(backend.active))

    def take_out(self) -> None:
        """Use what was there before it."""
        set_parts(self.function, self.before)
        for name, value in self.hidden.items():
            if value is NOTHING:
                self.place.space.pop(name, None)
            else:
                self.place.space[name] = value
        vars(backend.active).pop(self.place.last if self.place.owner is backend.Backend else "", 0)


class Bench:
    """The edits in use."""

    def __init__(self) -> None:
        self.edits: dict[str, Edit] = {}
        self.files = {"<prompt>"}

    @property
    def edited(self) -> list[str]:
        """The names of the functions that are edited."""
        return list(self.edits)

    def run(self, place: Place, text: str, names: Names) -> None:
        """Use the function that `text` defines, and run what follows it, which sees `names`.

        If any of it raises, what was in use before is in use again.
        """
        file, definition, trial = self.parse(place, text)
        last = self.edits.pop(place.name, None)
        if last:
            last.take_out()
        edit = None
        try:
            edit = Edit(place, text, compiled(definition, file))
            edit.put_in()
            try_out(trial, file, {**names, **place.space})
        except BaseException:
            if edit:
                edit.take_out()
            if last:
                last.put_in()
                self.edits[place.name] = last
            raise
        if ast.dump(definition) == ast.dump(ast.parse(place.source)):
            edit.take_out()  # nothing but a trial
        else:
            self.edits[place.name] = edit

    def adopt(self, place: Place, text: str) -> None:
        """Use the function that `text` defines, which has been tried out elsewhere."""
        file, definition, _ = self.parse(place, text)
        self.edits[place.name] = Edit(place, text, compiled(definition, file))
        self.edits[place.name].put_in()

    def parse(self, place: Place, text: str) -> tuple[str, ast.Module, ast.Module]:
        """The name of a cell as a file, what it defines, and what tries it out."""
        file = f"<{place.name}>"
        self.files.add(file)
        linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
        return file, *cut(ast.parse(text, file), place.last)

    def reset(self, name: str) -> None:
        """Bring the original of a function back."""
        if edit := self.edits.pop(name, None):
            edit.take_out()

    def blame(self, error: BaseException) -> Edited | None:
        """The edited function that the error came through last, and the line; None if none."""
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename[1:-1] in self.edits:
                return {"name": frame.filename[1:-1], "line": frame.lineno}
        return None


def compiled(tree: ast.Module | ast.Interactive, file: str, mode: str = "exec") -> CodeType:
    """Code as it would be in a file of its own."""
    return compile(tree, file, mode, dont_inherit=True)


def run_apart(code: CodeType, space: Names) -> Names:
    """What `code` would set in the module's names `space`, which are left as they are."""
    before = dict(space)
    try:
        exec(code, space)
        return {name: value for name, value in space.items() if before.get(name) is not value}
    finally:
        space.clear()
        space.update(before)


def bridge(name: str) -> FunctionType:
    """A plain function that calls `_edited_name`, found among its module's names."""
    made: dict[str, FunctionType] = {}
    exec(f"def {name}(*args, **kwargs): return _edited_{name}(*args, **kwargs)", made)
    return made[name]


def set_parts(function: FunctionType, parts: Names) -> None:
    """Make a function another one."""
    for part, value in parts.items():
        setattr(function, part, value)


def overridden(place: Place) -> bool:
    """Whether the page computes by kernels that have a faster way of their own for this."""
    kind = type(backend.active)
    return place.owner is backend.Backend and getattr(kind, place.last) is not place.function


def cut(tree: ast.Module, name: str) -> tuple[ast.Module, ast.Module]:
    """A cell in two: up to the last statement that defines `name`, and what comes after it."""
    defines = [i for i, each in enumerate(tree.body) if name in defined_by(each)]
    end = defines[-1] + 1 if defines else len(tree.body)
    return ast.Module(tree.body[:end], []), ast.Module(tree.body[end:], [])


def defined_by(statement: ast.stmt) -> set[str]:
    """The names that a statement sets."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return {statement.name}
    targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def try_out(trial: ast.Module, file: str, names: Names) -> None:
    """Run statements; show the value of the last, as the prompt does."""
    if trial.body and isinstance(trial.body[-1], ast.Expr):
        shown = ast.Interactive([trial.body.pop()])
    else:
        shown = ast.Interactive([])
    for tree, mode in ((trial, "exec"), (shown, "single")):
        exec(compiled(tree, file, mode), names)

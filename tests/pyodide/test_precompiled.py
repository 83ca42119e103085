"""The standard library and NumPy as the page ships them: whole, with clear tracebacks."""

import importlib
import json
import traceback
import zipfile
from importlib.metadata import files
from pathlib import Path
from zipimport import zipimporter

import numpy
import pytest

LIBRARY = "/lib/python314.zip"
STOCK_LIBRARY = Path(__file__).parents[2] / "node_modules/pyodide/python_stdlib.zip"


def names(archive):
    return zipfile.ZipFile(archive).namelist()


def test_the_library_has_every_file_of_the_original():
    shipped = [name.removesuffix("c") if name.endswith(".pyc") else name for name in names(LIBRARY)]
    assert shipped == names(STOCK_LIBRARY)
    assert 140 < sum(name.endswith(".pyc") for name in names(LIBRARY)) < 250


def test_every_module_of_the_library_is_found():
    for name in names(STOCK_LIBRARY):
        if name.endswith(".py"):
            folder, _, module = (
                name.removesuffix("/__init__.py").removesuffix(".py").rpartition("/")
            )
            assert zipimporter(f"{LIBRARY}/{folder}".rstrip("/")).find_spec(module), name


@pytest.mark.parametrize("module", ["csv", "statistics", "tomllib", "unittest.mock", "wave"])
def test_what_is_not_compiled_imports(module):
    assert importlib.import_module(module).__file__.endswith(".py")


@pytest.mark.parametrize("module", ["json", "zipfile", "numpy", "numpy.linalg", "numpy.random"])
def test_what_is_compiled_imports(module):
    assert importlib.import_module(module).__file__.endswith(".pyc")


@pytest.mark.parametrize("module", ["fft", "ma", "polynomial", "testing", "ctypeslib", "strings"])
def test_all_of_numpy_imports(module):
    assert importlib.import_module(f"numpy.{module}") is getattr(numpy, module)


def test_the_record_of_numpy_is_true():
    assert all(
        entry.locate().stat().st_size == entry.size for entry in files("numpy") if entry.size
    )


def test_a_traceback_goes_through_compiled_modules():
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads("[1, oops]")
    text = "".join(traceback.format_exception(caught.value))
    assert f'File "{LIBRARY}/json/__init__.py", line ' in text
    assert f'File "{LIBRARY}/json/decoder.py", line ' in text
    assert "in raw_decode" in text

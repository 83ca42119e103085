"""What goes over the bridge to Python arrives as what Pyodide and PyScript make of it.

Both ways to Python, the page's own and this machine's, turn each value into the same: so what other
tests find with this machine's Python holds for the page's.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from importlib import import_module

import pytest
from playwright.sync_api import Browser, Page

from tests.support.watch import boot_page, watched_page

ANSWERS = {
    "None": "undefined",
    "3": "number 3",
    "2**40": "number 1099511627776",
    "2.5": "number 2.5",
    "float('nan')": "number NaN",
    "float('-inf')": "number -Infinity",
    "True": "boolean true",
    "'a “ü”'": "string a “ü”",
    "[1, None, (2, 'b')]": "[number 1,undefined,[number 2,string b]]",
    "{'a': {'b': []}, 3: 'x'}": "{3: string x,a: {b: []}}",
    "b'abc'": "Uint8Array 97,98,99",
    "bytearray(b'ab')": "Uint8Array 97,98",
    "np.float64(1.5)": "number 1.5",
    "np.float32(1.5)": "Float32Array 1.5",
    "np.arange(3)": "Int32Array 0,1,2",
    "np.arange(3.0)": "Float64Array 0,1,2",
    "np.arange(3, dtype=np.float32)": "Float32Array 0,1,2",
    "np.arange(3, dtype=np.uint8)": "Uint8Array 0,1,2",
    "np.array([True, False])": "[boolean true,boolean false]",
    "np.arange(4, dtype=np.uint8).reshape(2, 2)": "[Uint8Array 0,1,Uint8Array 2,3]",
    "{'a': [np.array([2.0])]}": "{a: [Float64Array 2]}",
}
"""What Python's values are in the page."""

QUESTIONS = {
    "3": "int 3",
    "3.5": "float 3.5",
    "NaN": "float nan",
    "-Infinity": "float -inf",
    "2 ** 60": "float 1.152921504606847e+18",
    "true": "bool True",
    "'a “ü”'": "str 'a “ü”'",
    "null": "JsNull jsnull",
    "undefined": "NoneType None",
    "[1, null, undefined, [2]]": "list [int 1, JsNull jsnull, NoneType None, list [int 2]]",
    "({ a: 1, b: { c: undefined } })": "dict {'a': int 1, 'b': dict {'c': NoneType None}}",
    "new Uint8Array([1, 2])": "memoryview B [1, 2]",
    "new Uint8ClampedArray([300])": "memoryview B [255]",
    "new Float32Array([0.5])": "memoryview f [0.5]",
    "new Float64Array([0.1])": "memoryview d [0.1]",
    "new Uint8Array([1, 2, 3, 4]).subarray(1, 3)": "memoryview B [2, 3]",
    "new Uint8Array([7]).buffer": "memoryview B [7]",
    "[new Uint8Array([7])]": "list [memoryview B [7]]",
}
"""What the page's values are in Python."""

CODE = """
import numpy as np

def answer(session, text):
    return eval(text)

def told(session, value):
    return describe(value)

def describe(value):
    kind = type(value).__name__
    if isinstance(value, dict):
        inside = ", ".join(f"{key!r}: {describe(each)}" for key, each in value.items())
        return f"{kind} {{{inside}}}"
    if isinstance(value, list):
        return f"{kind} [{', '.join(map(describe, value))}]"
    if isinstance(value, memoryview):
        return f"{kind} {value.format} {value.tolist()}"
    return f"{kind} {value!r}"
"""
BRING = """(code) => app.python.call("add_code", "echoing", {
  "echoing/__init__.py": new TextEncoder().encode(code),
})"""
ANSWER = """async (text) => {
  const described = (value) => {
    if (value === null || value === undefined) return `${value}`;
    if (ArrayBuffer.isView(value)) return `${value.constructor.name} ${[...value]}`;
    if (Array.isArray(value)) return `[${value.map(described)}]`;
    if (typeof value !== "object") return `${typeof value} ${value}`;
    return `{${Object.entries(value).map(([key, each]) => `${key}: ${described(each)}`)}}`;
  };
  return described(await app.python.call("ask", "echoing", "answer", text));
}"""
RAISED = """() => app.python.call("ask", "echoing", "answer", "1 / 0")
  .then(() => "", (error) => `${error.name}: ${error.message}`)"""


@pytest.fixture(scope="module", params=["pyodide", "native"])
def page(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Page]:
    folder = {"pyodide": "some", "native": "native"}[request.param]
    with ExitStack() as stack:
        page, watch = stack.enter_context(watched_page(browser, f"{server}{folder}/folder/"))
        boot_page(page, f"{server}{folder}/folder/")
        page.evaluate(BRING, CODE)
        yield page
        watch.verdict()


@pytest.mark.parametrize("value", ANSWERS)
def test_an_answer_of_python(page: Page, value: str) -> None:
    assert page.evaluate(ANSWER, value) == ANSWERS[value]


@pytest.mark.parametrize("value", QUESTIONS)
def test_an_argument_of_the_page(page: Page, value: str) -> None:
    call = f"app.python.call('ask', 'echoing', 'told', {value})"
    assert page.evaluate(call) == QUESTIONS[value]


def test_an_exception(page: Page) -> None:
    assert page.evaluate(RAISED) == "ZeroDivisionError: division by zero"


def test_what_is_exported_is_all_that_can_be_called(page: Page) -> None:
    call = "name => app.python.call(name).then(() => '', (error) => error.message)"
    exported = import_module("web.worker").__export__
    assert set(exported) >= {"predict", "train_for"}
    assert page.evaluate(call, "alive") == ""
    assert page.evaluate(call, "columns") != ""


def test_calls_are_answered_in_their_order(page: Page) -> None:
    order = page.evaluate("""async () => {
      const done = [];
      const ask = (n) => app.python.call("ask", "echoing", "answer", n).then((x) => done.push(x));
      await Promise.all(["sum(range(10**6))", "1", "2", "3"].map(ask));
      return done;
    }""")
    assert order == [sum(range(10**6)), 1, 2, 3]

"""The view "Code", as far as it is Python: edits, the prompt, and the gradient check."""

import numpy as np
import pytest

from pycore import Experiment, Network, Run, activations, backend
from pycore.activations import ACTIVATIONS, relu
from pycore.layers import Activation, Dense
from tests.core.helpers import blobs
from web import code
from web.code.hotswap import Bench
from web.python.session import Session

PAGE = {"which": "shipped", "ink": b""}


@pytest.fixture
def session():
    network = Network.create([784, 20, 10], np.random.default_rng(0))
    session = Session()
    session.shipped = network
    code.begin(session)
    yield session
    code.reset(session, None)
    assert session.state(Bench).edited == []


def text_of(name):
    return code.cells.BY_NAME[name].as_dict()["text"]


def run(session, name, old="", new=""):
    text = text_of(name)
    assert old in text
    return code.run_cell(session, name, text.replace(old, new), PAGE)


@pytest.mark.parametrize("name", code.cells.BY_NAME)
def test_every_cell_runs_as_it_is_and_then_nothing_is_edited(session, name):
    result = run(session, name)
    assert result["raised"] == ""
    assert result["output"]
    assert result["edited"] == []


def test_an_edit_is_in_use_everywhere_at_once_and_can_be_taken_back(session):
    layer, table, Z = Activation("relu"), ACTIVATIONS["relu"], np.array([[-2.0, 3.0]])
    result = run(session, "relu", "np.maximum(Z, 0)", "np.minimum(Z, 0)")
    assert result == {"output": "array([-2.,  0.,  0.])\n", "raised": "", "edited": ["relu"]}
    for function in (relu, layer.function, layer.forward, table.function):
        np.testing.assert_array_equal(function(Z), [[-2, 0]])
    assert code.reset(session, "relu") == {"edited": []}
    for function in (relu, layer.function, layer.forward, table.function):
        np.testing.assert_array_equal(function(Z), [[0, 3]])


def test_a_method_is_edited_for_the_layers_that_are_there(session):
    layer = session.shipped.dense[0]
    X = np.ones((1, 784), np.float32)
    before = layer.forward(X)
    run(session, "Dense.forward", "+ self.b", "+ self.b + 1")
    np.testing.assert_allclose(layer.forward(X), before + 1, rtol=1e-5)
    code.reset(session, None)
    np.testing.assert_array_equal(layer.forward(X), before)


def test_a_running_training_goes_on_by_the_edited_code(session):
    training = Run(Experiment(images=500, hidden_layers=(8,), optimiser="sgd"), blobs(600))
    next(training)
    run(session, "SGD.step", "parameter -= learning_rate * gradient", "parameter *= 0")
    next(training)
    assert not any(parameter.any() for parameter in training.network.parameters())


def test_the_formula_of_adam_counts_although_the_page_has_a_faster_one(session):
    class Faster(backend.Backend):
        def adam(self, parameter, *_):
            parameter += 5

    backend.set_backend(faster := Faster())
    try:
        result = run(session, "Backend.adam", "parameter -= rate", "parameter -= 0 * rate")
        assert result["output"] == "array([1., 2.])\n"
        assert faster.adam.__func__ is backend.Backend.adam
        code.reset(session, None)
        assert faster.adam.__func__ is Faster.adam
    finally:
        backend.set_backend(backend.Backend())


@pytest.mark.parametrize(
    ("new", "shown"),
    [
        (
            "np.maximum(Z 0)",
            '  File "<relu>", line 3\n    A: Floats = np.maximum(Z 0)\n',
        ),
        (
            "np.maximum(z, 0)",
            "Traceback (most recent call last):\n"
            '  File "<relu>", line 7, in <module>\n'
            "    relu(np.array([-2.0, 0.0, 3.0]))\n",
        ),
        ("exit()", "SystemExit"),
    ],
)
def test_an_error_is_shown_as_python_shows_it_and_changes_nothing(session, new, shown):
    result = run(session, "relu", "np.maximum(Z, 0)", new)
    assert shown in result["raised"]
    assert "hotswap" not in result["raised"]
    assert result["edited"] == []
    assert relu(np.float64(-1.0)) == 0


def test_a_failed_edit_of_an_edit_leaves_the_first_in_use(session):
    run(session, "relu", "np.maximum(Z, 0)", "np.maximum(Z, 7)")
    assert "NameError" in run(session, "relu", "np.maximum(Z, 0)", "oops")["raised"]
    assert relu(np.float64(0)) == 7
    assert session.state(Bench).edited == ["relu"]
    run(session, "relu")  # the original text again
    assert relu(np.float64(0)) == 0
    assert session.state(Bench).edited == []


def test_a_cell_may_bring_helpers_constants_and_other_callables(session):
    before = set(vars(activations))
    text = "import math\nlow = -1\ndef half(Z):\n    return Z / 2 + low\nrelu = half\nrelu(2)"
    assert code.run_cell(session, "relu", text, PAGE)["output"] == "0.0\n"
    assert relu(4) == 1
    text = "def make(n):\n    return lambda Z: Z + n\nrelu = make(5)"
    code.run_cell(session, "relu", text, PAGE)
    assert ACTIVATIONS["relu"].function(1) == 6
    code.reset(session, None)
    assert set(vars(activations)) == before


def test_a_cell_must_define_its_function(session):
    assert "define relu" in code.run_cell(session, "relu", "print(1)", PAGE)["raised"]


def test_an_exception_in_an_edited_function_is_blamed_on_it(session):
    run(
        session,
        "Dense.set_gradients",
        text_of("Dense.set_gradients"),
        "def set_gradients(self, dZ):\n    1 / 0",
    )
    network = session.shipped
    network.forward(np.ones((2, 784), np.float32), training=True)
    with pytest.raises(ZeroDivisionError) as caught:
        network.backward(np.ones((2, 10), np.float32))
    assert session.blame(caught.value) == {"name": "Dense.set_gradients", "line": 2}
    assert session.blame(ValueError()) is None


def answer(session, line):
    result = code.prompt_line(session, line, PAGE)
    return result["raised"] or result["output"]


def test_the_prompt(session):
    assert answer(session, "net.layers[0].W.shape") == "(784, 20)\n"
    assert answer(session, "X.shape, digit.dtype, run") == "((1, 784), dtype('uint8'), None)\n"
    assert answer(session, "n = 3; print(n)") == "3\n"
    assert answer(session, "[n for _ in range(2)]") == "[3, 3]\n"
    assert answer(session, "m") == (
        'Traceback (most recent call last):\n  File "<prompt>", line 1, in <module>\n    m\n'
        "NameError: name 'm' is not defined\n"
    )
    assert "SyntaxError" in answer(session, "1 +")
    assert "more characters" in answer(session, "'x' * 30_000")


def test_the_prompt_sees_the_drawing(session):
    ink = np.zeros((280, 280), np.uint8)
    ink[60:220, 130:150] = 255
    page = {"which": "shipped", "ink": ink.ravel()}
    result = code.prompt_line(
        session, "digit.sum() > 0, np.array_equal(X[0] > 0, digit.ravel() > 0)", page
    )
    assert result["output"] == "(np.True_, True)\n"


@pytest.mark.parametrize(
    ("line", "word", "some"),
    [
        ("net.lay", "lay", ["layer_specs", "layers"]),
        ("net.layers[0].W.sh", "sh", ["shape"]),
        ("1 + pyc", "pyc", ["pycore"]),
        ("print(np.lina", "lina", ["linalg"]),
        ("net.nothing.at", "at", []),
        ("", "", []),
    ],
)
def test_completion(session, line, word, some):
    found = code.complete(session, line, PAGE)
    assert found["word"] == word
    assert found["matches"] == some


def test_right_gradients_are_said_to_be_right(session):
    found = code.check_gradients(session, PAGE)
    assert found["faults"] == []
    assert [each["wrong"] for each in found["layers"]] == [False, False]


CONVOLUTIONAL = [784, "conv16", "pool", "norm", "conv32x5", "norm", "pool", 128, "drop30", 10]


def test_gradients_of_a_convolutional_network_are_checked_layer_by_layer(session):
    session.shipped = Network.create(CONVOLUTIONAL, np.random.default_rng(0))
    found = code.check_gradients(session, PAGE)
    small = "36 conv3 pool norm conv3x5 norm pool 6 drop30 10"
    assert " ".join(map(str, found["sizes"])) == small
    assert [each["name"] for each in found["layers"]][:3] == [
        "layer 1 (3 × 3 × 1 × 3)",
        "layer 2 (norm)",
        "layer 3 (5 × 5 × 3 × 3)",
    ]
    assert not any(each["wrong"] for each in found["layers"])
    assert found["faults"] == []
    run(session, "Dense.set_gradients", "matmul(self.X.T, dZ)", "2 * matmul(self.X.T, dZ)")
    found = code.check_gradients(session, PAGE)
    assert [each["wrong"] for each in found["layers"]] == 4 * [False] + 2 * [True]
    assert {each["name"] for each in found["faults"]} == {"layer 5", "layer 6"}


@pytest.mark.parametrize(
    ("name", "old", "new", "wrong", "faults"),
    [
        (
            "relu",
            "np.maximum(Z, 0)",
            "np.abs(Z)",
            [True, False],
            {"the activation after layer 1 (relu)"},
        ),
        (
            "relu_derivative",
            "(A > 0)",
            "(A >= 0)",
            [True, False],
            {"the activation after layer 1 (relu)"},
        ),
        (
            "Dense.set_gradients",
            "sum(axis=0)",
            "sum(axis=0) * 2",
            [True, True],
            {"layer 1", "layer 2"},
        ),
        ("Dense.backward", "matmul(", "-matmul(", [True, False], {"layer 1", "layer 2"}),
        ("cross_entropy", "dlogits / n", "dlogits", [True, True], {"the loss"}),
    ],
)
def test_the_gradient_check_names_what_is_wrong(session, name, old, new, wrong, faults):
    run(session, name, old, new)
    found = code.check_gradients(session, PAGE)
    assert [each["wrong"] for each in found["layers"]] == wrong
    assert {each["name"] for each in found["faults"]} == faults


def test_an_error_in_the_gradient_check_is_shown(session):
    run(
        session,
        "relu_derivative",
        text_of("relu_derivative"),
        "def relu_derivative(A):\n    return oops",
    )
    assert "NameError: name 'oops'" in code.check_gradients(session, PAGE)["raised"]


def test_a_class_of_layers_made_later_has_the_edit_too(session):
    run(session, "Dense.forward", "+ self.b", "")
    layer = Dense(np.eye(2), np.ones(2))
    np.testing.assert_array_equal(layer.forward(np.eye(2)), np.eye(2))


@pytest.mark.parametrize("raised", ["GeneratorExit", "SystemExit(1)", "KeyboardInterrupt"])
def test_no_exception_passes_the_prompt(session, raised):
    assert raised.split("(")[0] in code.prompt_line(session, f"raise {raised}", PAGE)["raised"]


def test_only_a_full_memory_does_for_that_ends_the_worker(session):
    with pytest.raises(MemoryError):
        code.prompt_line(session, "raise MemoryError", PAGE)

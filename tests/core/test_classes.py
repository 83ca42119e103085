"""Any number of classes works from the data to the file: 10 is a class like any other."""

import io
import pickle
import warnings

import numpy as np
import pytest

from pycore import DataError, Dataset, Evaluation, Experiment, Network, Run, evaluate, join
from pycore.arrays import NONE
from pycore.dataset import label, no_class
from pycore.label_smoothing import soft_cross_entropy
from pycore.loss import cross_entropy
from pycore.notebooks import NOTEBOOKS

SMALL = {"images": 900, "hidden_layers": (32,), "epochs": 5, "batch_size": 30, "seed": 1}
SMALL["learning_rate"] = 3e-3


def classes_of(n, count=1_000, **more):
    """Class c has a bright 3×3 square at a place of its own."""
    rng = np.random.default_rng(n)
    labels = np.arange(count) % n
    images = rng.integers(0, 60, (count, 28, 28), dtype=np.uint8)
    for image, c in zip(images, labels, strict=True):
        row, column = 3 * (c // 9), 3 * (c % 9)
        image[row : row + 3, column : column + 3] = 250
    return Dataset(images, labels, **more)


@pytest.mark.parametrize(("n", "smoothing"), [(11, 0), (12, 0.1), (26, 0.1), (47, 0)])
def test_every_class_is_learned(n, smoothing):
    data = classes_of(n)
    run = Run(Experiment(**SMALL, label_smoothing=smoothing), data)
    list(run)
    assert run.network.layer_specs == [784, 32, n]
    evaluation = evaluate(run.network, data)
    assert evaluation.confusion.shape == (n, n)
    assert evaluation.recall.shape == (n,)
    assert evaluation.recall.min() > 0.9
    assert evaluation.calibration.error < 0.4


def test_few_classes_have_ten_outputs_unless_they_have_names():
    assert classes_of(3).classes == 10
    data = classes_of(3, class_names=["a", "b", "c"])
    run = Run(Experiment(**SMALL), data)
    list(run)
    assert run.network.layer_specs == [784, 32, 3]
    assert evaluate(run.network, data).accuracy > 0.95


def test_names_go_with_the_data_into_the_network_and_its_file():
    names = (*"abcdefghijk", "ampersand")
    data = classes_of(12, class_names=names)
    run = Run(Experiment(**SMALL), data)
    assert run.network.class_names == run.data.class_names == run.validation.class_names == names
    for part in (data.take(slice(0, 20)), join([data, data]), pickle.loads(pickle.dumps(data))):
        assert part.class_names == names
    list(run)
    file = io.BytesIO()
    run.network.save(file, "int8")
    loaded = Network.load(file.getvalue())
    assert loaded.class_names == names
    assert evaluate(loaded, data).class_names == names
    with pytest.raises(DataError, match="other names"):
        evaluate(loaded, classes_of(12, class_names=names[::-1]))


@pytest.mark.parametrize("names", [np.array(["a"]), np.arange(10), np.array(["\x1b[2J"] * 10)])
def test_a_file_with_wrong_names_is_refused(names):
    file = io.BytesIO()
    W, b = np.zeros((784, 10), np.float32), np.zeros(10, np.float32)
    np.savez(file, W0=W, b0=b, activation="relu", class_names=names)
    with pytest.raises(DataError, match="class names"):
        Network.load(file.getvalue())


def test_a_label_without_a_name_is_refused():
    with pytest.raises(DataError, match="label 11 has no name; 10 are given"):
        classes_of(12, class_names=list("abcdefghij"))


def test_labels_that_start_at_one_are_said():
    images = np.zeros((26, 28, 28), np.uint8)
    with pytest.warns(UserWarning, match="labels are 1 to 26.*labels - 1"):
        data = Dataset(images, np.arange(1, 27))
    assert data.classes == 27
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Dataset(images, np.arange(26))
        Dataset(images[:9], np.arange(1, 10))  # MNIST without a 0, perhaps
        Dataset(images, np.arange(1, 27), class_names=["none", *"abcdefghijklmnopqrstuvwxyz"])


def test_256_classes_are_the_most():
    assert Dataset(np.zeros((256, 28, 28), np.uint8), np.arange(256)).classes == 256
    with pytest.raises(DataError, match="label 0 is 256"):
        Dataset(np.zeros((1, 28, 28), np.uint8), [256])


def test_ten_is_a_class_in_the_loss():
    logits = np.random.default_rng(0).normal(size=(5, 12))
    y = np.array([10, 11, 0, 10, 9], np.uint8)
    loss, gradient = cross_entropy(logits, y)
    soft, soft_gradient = soft_cross_entropy(logits, y, 0)
    assert soft == pytest.approx(loss)
    np.testing.assert_allclose(soft_gradient, gradient, atol=1e-12)


def test_images_of_no_class_are_learned_beside_any_classes():
    data = classes_of(12)
    nothing = np.zeros((40, 28, 28), np.uint8)
    run = Run(Experiment(**SMALL), data, lambda _: no_class(nothing))
    assert list(run.data.labels[-40:]) == [NONE] * 40
    list(run)
    assert run.network.predict(nothing[:1]).max() < 0.3
    assert evaluate(run.network, data).recall.min() > 0.9
    with pytest.raises(DataError, match="none of the classes"):
        evaluate(run.network, run.data)


def test_what_a_network_does_not_serve_is_refused_by_name():
    digits = classes_of(10)
    rng = np.random.default_rng(0)
    for sizes, reason in (([784, 9], "9 classes apart"), ([100, 10], "reads 100 numbers")):
        with pytest.raises(DataError, match=reason):
            evaluate(Network.create(sizes, rng), digits)
    with pytest.raises(DataError, match="input"):
        Network.create([100, 10], rng).predict(digits.images)
    with pytest.raises(DataError, match="ten digits"):
        NOTEBOOKS["002"].run(classes_of(12), rows=300, held_out=50, steps=3)
    with pytest.raises(DataError, match="0 to 11, not 0 to 9"):
        label(*classes_of(12), "part", 10)


def test_an_evaluation_of_twelve_counts_the_same_as_one_of_ten():
    rng = np.random.default_rng(0)
    logits, y = rng.normal(size=(50, 10)), rng.integers(0, 10, 50)
    ten, twelve = Evaluation(), Evaluation(12)
    ten.add(logits, y)
    twelve.add(np.pad(logits, ((0, 0), (0, 2)), constant_values=-99), y)
    np.testing.assert_array_equal(twelve.confusion[:10, :10], ten.confusion)
    assert twelve.loss == pytest.approx(ten.loss)

"""The door for arrays: the same images in any unambiguous dress, and a reason for the rest."""

import array
import io

import numpy as np
import pytest

from pycore import (
    DataError,
    Dataset,
    Experiment,
    Network,
    Run,
    evaluate,
    load,
    parse_csv,
    parse_idx,
    to_input,
)
from pycore.checks import as_bytes, as_images, as_labels, pixel_scale
from pycore.dataset import Splits
from tests.core.helpers import blobs, idx

DATA = blobs(300)
SMALL = Experiment(images=200, hidden_layers=(16,), epochs=2)


class Frame:
    """What pandas' tables are to NumPy: something that can give an array."""

    def __init__(self, values):
        self.values = np.asarray(values)

    def __array__(self, dtype=None, copy=None):
        return self.values.astype(dtype or self.values.dtype)


IMAGES = {
    "uint8": lambda u: u,
    "int64": lambda u: u.astype(np.int64),
    "uint16": lambda u: u.astype(np.uint16),
    "float32, 0 to 255": lambda u: u.astype(np.float32),
    "float64, not whole": lambda u: u + 0.4,
    "float16, 0 to 1": lambda u: (u / 255).astype(np.float16),
    "float32, 0 to 1": lambda u: u.astype(np.float32) / 255,
    "float32, times 1/255": lambda u: u * np.float32(1 / 255),
    "float64, 0 to 1": lambda u: u / 255,
    "float64, times 0.003921569": lambda u: u * 0.003921569,
    "big-endian": lambda u: u.astype(">f4"),
    "rows": lambda u: u.reshape(len(u), 784),
    "channel last": lambda u: u[..., None] / 255,
    "channel first": lambda u: u[:, None] / 255,
    "list": lambda u: u.tolist(),
    "list of images": list,
    "objects": lambda u: u.astype(object),
    "text": lambda u: u.reshape(len(u), 784).astype(str),
    "frame": lambda u: Frame(u.reshape(len(u), 784)),
    "view": lambda u: u.repeat(2, axis=0)[::2],
    "memory": lambda u: memoryview(np.ascontiguousarray(u)),
}


@pytest.mark.parametrize("dress", IMAGES)
def test_images_in_another_dress_are_the_same_images(dress):
    images = DATA.images[:40].copy()
    images[0], images[1] = 0, 255  # one is blank, one is all ink
    if "not whole" in dress:
        images[1] = 254
    found = as_images(IMAGES[dress](images))
    assert found.dtype == np.uint8
    np.testing.assert_array_equal(found, images)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_every_grey_level_survives_being_divided_by_255(dtype):
    levels = np.resize(np.arange(256, dtype=np.uint8), (1, 28, 28))
    np.testing.assert_array_equal(as_images(levels.astype(dtype) / dtype(255)), levels)


def test_black_and_white_and_blank_images():
    ink = DATA.images[:3] > 100
    np.testing.assert_array_equal(as_images(ink), 255 * ink)
    np.testing.assert_array_equal(as_images(ink.astype(float)), 255 * ink)
    for dtype in (np.uint8, np.int64, np.float32):
        assert not as_images(np.zeros((2, 28, 28), dtype)).any()


def test_uint8_images_are_not_copied():
    assert as_images(DATA.images) is DATA.images
    assert np.shares_memory(as_images(DATA.images.reshape(-1, 784)), DATA.images)
    assert Dataset(DATA.images, DATA.labels).images is DATA.images


def noisy(low, high):
    return np.linspace(low, high, 2 * 784).reshape(2, 28, 28)


def with_one(value):
    images = noisy(0, 1)
    images[1, 3, 3] = value
    return images


@pytest.mark.parametrize(
    ("images", "reason"),
    [
        (with_one(np.nan), "NaN or infinite"),
        (with_one(np.inf), "NaN or infinite"),
        (with_one(-np.inf), "NaN or infinite"),
        (noisy(-1, 1), "images / 2 \\+ 0.5"),
        (noisy(-0.42, 2.82), "images \\* std \\+ mean"),
        (noisy(0, 1.5), "0 to 1 or 0 to 255"),
        (noisy(0, 256), "0 to 1 or 0 to 255"),
        (noisy(0, 65535).astype(np.uint16), "0 to 1 or 0 to 255"),
        (noisy(-128, 127).astype(np.int8), "from -128 to 127"),
        ((noisy(0, 1) > 0.5).astype(np.uint8), "astype\\(bool\\)"),
        ((noisy(0, 1) > 0.5).astype(np.int64), "astype\\(bool\\)"),
        (noisy(0, 1) * 1j, "complex"),
        (noisy(0, 1)[0], "image\\[None\\]"),
        (noisy(0, 1)[0].ravel(), "image\\[None\\]"),
        (np.moveaxis(noisy(0, 1), 0, -1), "moveaxis"),
        (np.zeros((2, 28, 28, 3)), "colour"),
        (np.zeros((2, 3, 28, 28)), "colour"),
        (np.zeros((2, 785)), "labels"),
        (np.zeros((2, 32, 32)), r"\(2, 32, 32\); should be \(n, 28, 28\) or \(n, 784\)$"),
        (np.zeros((784, 2)), r"\(784, 2\)"),
        ([np.zeros((28, 28)), np.zeros((28, 27))], "can't be read"),
        ([["a"] * 784], "can't be read"),
        ([[None] * 784], "NaN"),
        ("pixels", "can't be read"),
        (None, "can't be read|NoneType"),
        (7, "int"),
        ({}, "dict"),
        ((image for image in noisy(0, 1)), "generator"),
        (np.ma.masked_less(noisy(0, 1), 0.5), "masked"),
        (np.array(["2026-01-01"] * 784, "datetime64[D]")[None], "datetime64"),
    ],
)
def test_images_that_could_be_anything_are_refused_by_the_reason(images, reason):
    doors = [as_images, lambda x: Dataset(x, [0, 1])]
    if getattr(images, "dtype", None) != np.uint8:  # those are not looked through at every step
        doors.append(to_input)
    for door in doors:
        with pytest.raises(DataError, match=reason):
            door(images)


LABELS = {
    "int64": lambda y: y.astype(np.int64),
    "int8": lambda y: y.astype(np.int8),
    "whole floats": lambda y: y.astype(np.float32),
    "text": lambda y: y.astype(str),
    "text with a point": lambda y: y.astype(float).astype(str),
    "bytes": lambda y: y.astype("S1"),
    "objects": lambda y: y.astype(object),
    "column": lambda y: y[:, None],
    "one-hot": lambda y: np.eye(10)[y],
    "one-hot, int": lambda y: np.eye(10, dtype=int)[y],
    "one-hot, bool": lambda y: np.eye(10, dtype=bool)[y],
    "list": lambda y: y.tolist(),
    "list of text": lambda y: [f" {label}" for label in y],
    "frame": lambda y: Frame(y[:, None].astype(object)),
    "buffer": lambda y: array.array("i", y.tolist()),
}


@pytest.mark.parametrize("dress", LABELS)
def test_labels_in_another_dress_are_the_same_labels(dress):
    found = as_labels(LABELS[dress](DATA.labels))
    assert found.dtype == np.uint8
    np.testing.assert_array_equal(found, DATA.labels)


@pytest.mark.parametrize(
    ("labels", "reason"),
    [
        ([0, np.nan], "label 1 is nan"),
        ([0, np.inf], "label 1 is inf"),
        ([0, 1.5], "label 1 is 1.5"),
        ([0, -1], "label 1 is -1"),
        ([0, 256], "label 1 is 256"),
        ([0, 10**30], "label 1 is 1e\\+30"),
        (["0", "seven"], "seven"),
        (["0", ""], "can't be read"),
        ([0, None], "can't be read|label 1 is nan"),
        ([0, 1, 2], "2 images, but 3 labels"),
        (np.array([[0.9, 0.1], [0.2, 0.8]]), "one-hot"),
        (np.array([[1, 1], [0, 1]]), "one-hot"),
        (np.array([[0, 0], [0, 1]]), "one-hot"),
        (np.zeros((2, 1, 1)), r"\(2, 1, 1\)"),
        (3, "int"),
        ("3", "str"),
        (["0", "2026"], "label 1 is 2026"),
    ],
)
def test_labels_that_are_none_are_refused_by_the_reason(labels, reason):
    with pytest.raises(DataError, match=reason):
        Dataset(DATA.images[:2], labels)


def curve(data):
    return [(m.loss, m.validation_accuracy) for m in Run(SMALL, data)]


@pytest.mark.parametrize("dress", ["float32, 0 to 1", "float64, 0 to 1", "rows"])
def test_floats_and_pairs_train_and_are_judged_as_uint8(dress):
    x, y = IMAGES[dress](DATA.images), DATA.labels.astype(float)
    assert curve((x, y)) == curve(DATA)
    network = Run(SMALL, DATA).network
    assert evaluate(network, (x, y)).loss == evaluate(network, DATA).loss


@pytest.mark.parametrize("dress", IMAGES)
def test_a_prediction_is_the_same_in_any_dress(dress):
    images = DATA.images[:40]
    network = Network.create([784, 8, 10], np.random.default_rng(0))
    found = network.predict(IMAGES[dress](images))
    tolerance = 1e-2 if "float16" in dress else 1e-6
    np.testing.assert_allclose(found, network.predict(to_input(images)), atol=tolerance)
    if dress in ("uint8", "rows", "channel last", "list"):
        np.testing.assert_array_equal(found, network.predict(to_input(images)))


def test_a_prediction_of_what_is_no_input_is_refused():
    network = Network.create([784, 8, 10], np.random.default_rng(0))
    X = to_input(DATA.images[:5])
    for wrong in (X[0], X[:, :783], X - 0.5, X * np.float32(np.nan), X * 400, "seven", None):
        with pytest.raises(DataError):
            network.predict(wrong)
    few = Network.create([12, 10], np.random.default_rng(0))
    assert few.predict(np.full((3, 12), -7.0)).shape == (3, 10)
    for wrong in (np.zeros((3, 11)), np.zeros(12), np.full((3, 12), np.inf), DATA.images):
        with pytest.raises(DataError, match="12"):
            few.predict(wrong)


def test_what_is_no_data_set_is_refused():
    network = Run(SMALL, DATA).network
    for wrong in (None, DATA.images, "mnist", (DATA.images,), 7):
        with pytest.raises(DataError, match="should be a Dataset"):
            Run(SMALL, wrong)
        with pytest.raises(DataError, match="should be a Dataset"):
            evaluate(network, wrong)
    with pytest.raises(DataError, match="its `train`"):
        Run(SMALL, Splits(DATA, DATA))


def dresses_of_bytes(data):
    kinds = (bytes, bytearray, memoryview, io.BytesIO, lambda b: np.frombuffer(b, np.uint8))
    return [kind(data) for kind in kinds]


def test_bytes_in_any_dress_are_read():
    digits = idx(DATA.labels)
    table = ",".join(["label", *(f"pixel{i}" for i in range(784))]) + "\n" + "0," * 784 + "0\n"
    network = Network.create([784, 10], np.random.default_rng(0))
    file = io.BytesIO()
    network.save(file)
    for source in dresses_of_bytes(digits):
        np.testing.assert_array_equal(parse_idx(source), DATA.labels)
    for source in dresses_of_bytes(table.encode()):
        assert parse_csv(source)[1] == [0]
    for source in dresses_of_bytes(table.encode()):
        assert load(source).train.size == 1
    for source in dresses_of_bytes(file.getvalue()):
        assert Network.load(source).layer_specs == [784, 10]


@pytest.mark.parametrize("door", [parse_idx, parse_csv, load, Network.load])
def test_what_gives_no_bytes_is_refused(door):
    shut = io.BytesIO(b"0")
    shut.close()
    for wrong in (io.StringIO("label"), shut, None, 7, [1, 2]):
        with pytest.raises(DataError, match="bytes"):
            door(wrong)


def test_faint_floats_are_read_if_they_are_whole():
    assert pixel_scale(np.array([[0.0, 2.0, 3.0]]), "images") == 1
    with pytest.raises(DataError, match="Divide them"):
        pixel_scale(np.array([[0.0, 2.5, 3.0]]), "images")


def test_what_is_no_bytes_is_told_and_a_file_of_text_how_to_open_it():
    with pytest.raises(DataError, match=r"x: should be bytes; is int$"):
        as_bytes(7, "x")
    with pytest.raises(DataError, match=r"is str in a file; open it with 'rb'$"):
        as_bytes(io.StringIO("text"), "x")

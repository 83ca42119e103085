import io

import numpy as np
import pytest

from pycore import DataError, Dataset, join, load, split
from pycore.dataset import Splits, as_examples, label
from tests.core.helpers import blobs, idx, zipped


def keras(train, test):
    file = io.BytesIO()
    np.savez(
        file,
        x_train=train.images,
        y_train=train.labels.astype(np.int64),
        x_test=test.images,
        y_test=test.labels,
    )
    return file.getvalue()


def same(a, b):
    np.testing.assert_array_equal(a.images, b.images)
    np.testing.assert_array_equal(a.labels, b.labels)
    return True


@pytest.mark.parametrize("dot", "-.")
@pytest.mark.parametrize(("pack", "suffix"), [(bytes, ""), (zipped, ".gz")])
def test_a_folder_of_idx_files(tmp_path, pack, suffix, dot):
    train, test = blobs(20), blobs(10, seed=1)
    for prefix, data in (("train", train), ("t10k", test)):
        for kind, array in (("images-idx3", data.images), ("labels-idx1", data.labels)):
            name = f"{prefix}-{kind.replace('-', dot)}-ubyte{suffix}"
            (tmp_path / name).write_bytes(pack(idx(array)))
    found = load(tmp_path)
    assert same(found.train, train)
    assert same(found.test, test)
    assert found.unlabelled is None


def test_kerass_archive_from_folder_file_and_bytes(tmp_path):
    train, test = blobs(20), blobs(10, seed=1)
    path = tmp_path / "mnist.npz"
    path.write_bytes(keras(train, test))
    for source in (tmp_path, path, path.read_bytes()):
        found = load(source)
        assert same(found.train, train)
        assert same(found.test, test)
        assert found.train.labels.dtype == np.uint8


def test_kaggles_tables(tmp_path):
    data = blobs(10)
    pixels = ",".join(f"pixel{i}" for i in range(784))
    rows = [",".join(map(str, image.ravel())) for image in data.images]
    labelled = [f"{y},{row}" for y, row in zip(data.labels, rows, strict=True)]
    (tmp_path / "train.csv").write_text("\n".join([f"label,{pixels}", *labelled]))
    (tmp_path / "test.csv").write_text("\n".join([pixels, *rows]))
    found = load(tmp_path)
    assert same(found.train, data)
    assert found.test is None
    np.testing.assert_array_equal(found.unlabelled, data.images)


def test_what_is_not_there_is_named(tmp_path):
    with pytest.raises(DataError, match="no such file"):
        load(tmp_path / "nothing")
    with pytest.raises(DataError, match="holds none of"):
        load(tmp_path)
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx(np.array([1])))
    with pytest.raises(DataError, match="only one file"):
        load(tmp_path)
    with pytest.raises(DataError, match="half a data set"):
        load(tmp_path / "train-labels-idx1-ubyte")


@pytest.mark.parametrize(
    ("images", "labels", "complaint"),
    [
        (np.zeros((2, 28, 28), np.uint8), np.zeros(3, np.uint8), "2 images, but 3 labels"),
        (np.zeros((2, 28, 27), np.uint8), np.zeros(2, np.uint8), "28, 27"),
        (np.zeros((2, 28, 28)) - 1, np.zeros(2, np.uint8), "from -1 to -1"),
        (np.zeros((2, 28, 28), np.uint8), np.array([0, 1.5]), "label 1 is 1.5"),
        (np.zeros((2, 28, 28), np.uint8), np.array([-1, 3]), "label 0 is -1"),
        (np.zeros((0, 28, 28), np.uint8), np.zeros(0, np.uint8), "no images"),
    ],
)
def test_images_and_labels_that_do_not_fit(images, labels, complaint):
    with pytest.raises(DataError, match="here") as error:
        label(images, labels, "here")
    assert complaint in str(error.value)


def test_join_puts_parts_after_one_another():
    data = blobs(30)
    assert same(
        join([Dataset(data.images[:7], data.labels[:7]), data.take(np.arange(7, 30))]), data
    )


def uneven(n, seed):
    """A data set whose images carry their own number, and whose digits are not equally frequent."""
    rng = np.random.default_rng(seed)
    images = np.zeros((n, 28, 28), np.uint8)
    images[:, 0, 0], images[:, 0, 1] = np.arange(n) % 256, np.arange(n) // 256
    return Dataset(images, rng.choice(10, n, p=np.arange(1, 11) / 55).astype(np.uint8))


def numbers(data):
    return data.take(slice(None)).images[:, 0, :2].astype(int) @ [1, 256]


@pytest.mark.parametrize("n", [0, 1, 9, 100, 567, 999, 1000])
def test_a_split_takes_every_image_once_and_keeps_the_shares(n):
    data = uneven(1000, seed=n)
    mine, others = split(data, n, np.random.default_rng(3))
    assert mine.size == n
    assert sorted([*numbers(mine), *numbers(others)]) == list(range(1000))
    np.testing.assert_array_equal(mine.labels, data.labels[numbers(mine)])
    share = np.bincount(data.labels, minlength=10) * n / 1000
    assert np.abs(np.bincount(mine.labels, minlength=10) - share).max() <= 1


def test_a_split_depends_on_its_generator_alone():
    data = uneven(1000, seed=0)
    first, again, other = (
        numbers(split(data, 100, np.random.default_rng(seed))[0]) for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert set(first) != set(other)


def test_more_images_than_there_are():
    with pytest.raises(DataError, match="can't draw 11 of 10"):
        split(blobs(10), 11, np.random.default_rng(0))


def test_a_split_of_a_split_copies_no_images():
    data = uneven(1000, seed=4)
    _, rest = split(data, 100, np.random.default_rng(0))
    mine, others = split(rest, 300, np.random.default_rng(1))
    assert mine.data is others.data is data
    assert sorted([*numbers(mine), *numbers(others)]) == sorted(numbers(rest))
    assert same(mine.take(np.array([5, 2])), data.take(mine.indices[[5, 2]]))
    np.testing.assert_array_equal(mine.labels, mine.take(slice(None)).labels)


def test_a_set_that_is_missing_is_none():
    assert Splits() == (None, None, None)


def test_a_pair_that_is_wrong_is_told_by_its_name():
    with pytest.raises(DataError, match=r"^validation: "):
        as_examples((np.zeros((2, 5, 5)), [1, 2]), "validation")


def test_as_many_classes_as_are_allowed():
    images = np.zeros((3, 28, 28), np.uint8)
    images[:, 5, 5] = 255
    assert label(images, [0, 3, 11], "mine", classes=12).classes == 12
    with pytest.raises(DataError, match="labels from 0 to 11, not 0 to 10"):
        label(images, [0, 3, 11], "mine", classes=11)

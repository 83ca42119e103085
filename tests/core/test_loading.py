import gzip
import io
import struct
import zipfile

import numpy as np
import pytest

from pycore import DataError, load, parse_csv
from pycore.data.roles import role_of
from tests.core.helpers import blobs, idx, zipped

try:
    import bz2
    import lzma
except ImportError:  # a browser's Python may lack them
    bz2 = lzma = gzip

TRAIN, TEST = blobs(20), blobs(10, seed=1)
FLAT = TRAIN.images.reshape(20, 784)


def npz(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def packed(files, **options):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def table(rows, header=None, between=",", end="\n"):
    lines = [header] if header else []
    return end.join([*lines, *(between.join(map(str, row)) for row in rows), ""]).encode()


def labelled(data=TRAIN):
    return np.column_stack([data.labels, data.images.reshape(data.size, 784)]).tolist()


def same(found, data=TRAIN):
    np.testing.assert_array_equal(found.images, data.images)
    np.testing.assert_array_equal(found.labels, data.labels)
    return True


def put(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def four(train="train", test="t10k", kind="idx{}-ubyte", before="", pack=bytes):
    """The four files of a data set in IDX."""
    return {
        f"{before}{part}-{what}-{kind.format(array.ndim)}": pack(idx(array))
        for part, data in ((train, TRAIN), (test, TEST))
        for what, array in (("images", data.images), ("labels", data.labels))
    }


PIXEL0 = ",".join(f"pixel{i}" for i in range(784))
PIXEL1 = ",".join(f"pixel{i}" for i in range(1, 785))
SQUARE = ",".join(f"{r}x{c}" for r in range(1, 29) for c in range(1, 29))
PLAIN = ",".join(map(str, range(784)))
V = ",".join(f"V{i}" for i in range(1, 786))


@pytest.mark.parametrize(
    "data",
    [
        table(labelled(), f"label,{PIXEL1}"),
        table(labelled(), f"label,{SQUARE}"),
        table(labelled(), f"label,{PLAIN}"),
        table(labelled(), f"class,{PIXEL0}"),
        table(labelled(), f"Label, {PIXEL0.replace(',', ', ')}", ", "),
        table(labelled(), f"digit\t{PIXEL0.replace(',', chr(9))}", "\t"),
        table(labelled(), f"y;{PIXEL0.replace(',', ';')}", ";"),
        table(labelled(), V),
        table(labelled()),
        table(labelled(), between=" "),
        table(labelled(), between="\t"),
        table([row[1:] + row[:1] for row in labelled()], f"{PIXEL0},target"),
        table([[i, *row] for i, row in enumerate(labelled())], f",label,{PIXEL0}"),
        table([[i, *row] for i, row in enumerate(labelled())], f"Unnamed: 0,label,{PIXEL0}"),
        table([[i, *row] for i, row in enumerate(labelled(), 60_000)], f"id,label,{PIXEL0}"),
        table([[i, *row] for i, row in enumerate(labelled())]),
        table([[f"{v}.0" for v in row] for row in labelled()], f"label,{PIXEL0}"),
        table([[f'"{v}"' for v in row] for row in labelled()], f'"label","{PIXEL0}"'),
        table([[row[0], *(v / 255 for v in row[1:])] for row in labelled()], f"label,{PIXEL0}"),
        table(labelled(), f"label,{PIXEL0}", end="\r\r\n"),
        table(labelled(), f"label,{PIXEL0}", end="\r"),
        table(labelled(), f"label,{PIXEL0}") + b"\r\n \n,,\n",
        b"\xef\xbb\xbf" + table(labelled(), f"label,{PIXEL0}"),
        table(labelled(), f"label,{PIXEL0}").decode().encode("utf-16"),
        table(
            [[row[0], *row[:0:-1]] for row in labelled()],
            f"label,{','.join(reversed(PIXEL0.split(',')))}",
        ),
        table(
            [[str(v).replace(".", ",") for v in [row[0], *np.divide(row[1:], 255)]]
             for row in labelled()], between=";",
        ),
    ],
)  # fmt: skip
def test_a_table_in_other_dress_is_the_same_table(data):
    assert same(load(data).train)


def test_labels_stand_last_where_the_first_column_is_blank():
    images = TRAIN.images.copy()
    images[:, 0, 0] = 0
    rows = np.column_stack([images.reshape(20, 784), TRAIN.labels]).tolist()
    assert same(load(table(rows)).train, TRAIN._replace(images=images))


def test_a_table_without_labels_may_have_an_index():
    assert (parse_csv(table(FLAT.tolist()))[0] == TRAIN.images).all()
    rows = [[i, *row] for i, row in enumerate(FLAT.tolist())]
    for data in (table(rows), table(rows, f"ImageId,{PIXEL0}")):
        images, labels = parse_csv(data)
        assert labels is None
        assert (images == TRAIN.images).all()


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (table(labelled(), f"label,class,{PIXEL0}"), "two columns of labels"),
        (table(labelled(), f"label,{PIXEL0},more"), "785 columns beside the label"),
        (table(labelled(), f"label,{PIXEL0.replace('pixel7,', 'pixel6,')}"), "784 columns beside"),
        (table([[*row, 1, 2] for row in labelled()]), "line 1 has 787 columns"),
        (table([["9" * 5_000, *row[1:]] for row in labelled()]), "line 1, column '1'"),
        (table([[5, "1" * 5_000, *row[2:]] for row in labelled()], f"label,{PIXEL0}"), "'pixel0'"),
        (table([[v + 0.5 for v in row] for row in labelled()]), "is not a whole number"),
        (table([[1, 2]] * 3), "line 1 has 2 columns"),
    ],
)
def test_a_table_that_may_be_read_in_two_ways_is_refused(data, complaint):
    with pytest.raises(DataError, match=r"^t\.csv: ") as error:
        load(data, "t.csv")
    assert complaint in str(error.value)


KERAS = {"x_train": TRAIN.images, "y_train": TRAIN.labels, "x_test": TEST.images,
         "y_test": TEST.labels}  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        npz(**KERAS),
        npz(X_train=TRAIN.images, y_train=TRAIN.labels, X_test=TEST.images, y_test=TEST.labels),
        npz(train_images=FLAT, train_labels=TRAIN.labels, test_images=TEST.images / 255,
            test_labels=np.eye(10)[TEST.labels]),
        npz(train_x=TRAIN.images[..., None], train_y=TRAIN.labels, test_x=TEST.images,
            test_y=TEST.labels[:, None]),
        npz(**{key: np.asfortranarray(value) for key, value in KERAS.items()}),
        npz(**{key: value.astype(">i4") for key, value in KERAS.items()}),
        packed({f"set/{key}.npy": npy(value) for key, value in KERAS.items()}
               | {"__MACOSX/set/._x_train.npy": b"junk", "set/.DS_Store": b"", "a.txt": b"hi"}),
        packed({f"{key}.npy": npy(value) for key, value in KERAS.items()},
               compression=zipfile.ZIP_BZIP2),
        packed(four()),
        packed(four(before="mnist/raw/", pack=zipped)),
        packed({"a/train.csv": table(labelled()), "a/test.csv": table(labelled(TEST))}),
        packed({"mnist.npz": npz(**KERAS)}),
    ],
)  # fmt: skip
def test_an_archive_in_other_dress_is_the_same_data(data, tmp_path):
    (tmp_path / "file.zip").write_bytes(data)
    for source in (data, tmp_path, tmp_path / "file.zip", io.BytesIO(data)):
        found = load(source)
        assert same(found.train)
        assert same(found.test, TEST)


def test_two_arrays_without_names_are_told_by_their_shapes():
    assert same(load(npz(images=TRAIN.images, labels=TRAIN.labels)).train)
    file = io.BytesIO()
    np.savez(file, TRAIN.labels, FLAT)
    assert same(load(file.getvalue()).train)


QMNIST = np.zeros((20, 8))
QMNIST[:, 0], QMNIST[:, 1:] = TRAIN.labels, 300


@pytest.mark.parametrize(
    "files",
    [
        four(),
        four(kind="idx{}-ubyte.gz", pack=zipped),
        four(kind="idx{}-ubyte.gz", pack=lambda data: zipped(data) + bytes(512)),
        four(test="test"),
        four(before="qmnist-"),
        four(before="kmnist/raw/"),
        four(before="MNIST/raw/"),
        four(before="a/MNIST/raw/"),
        four() | {"notes.txt": b"", "train.csv": b"no table", ".DS_Store": b""},
        {f"{name}/{name.replace('-idx', '.idx')}": data for name, data in four().items()},
        {f"{name}/{name}" if "images" in name else name: data for name, data in four().items()},
        {f"{name}/part": b"" for name in four()}
        | {name.replace("-idx", ".idx"): data for name, data in four().items()},
        {f"{key}.npy": npy(value) for key, value in KERAS.items()},
        {f"kmnist-{part}-{what}.npz": npz(arr_0=array)
         for part, data in (("train", TRAIN), ("test", TEST))
         for what, array in (("imgs", data.images), ("labels", data.labels))},
        {"mnist_train.csv": table(labelled()), "mnist_test.csv": table(labelled(TEST))},
        {"train.csv.gz": gzip.compress(table(labelled())), "test.csv.bz2":
         bz2.compress(table(labelled(TEST))), "sample_submission.csv": b"ImageId,Label\n1,0\n"},
        {"train.csv.zip": packed({"train.csv": table(labelled())}),
         "test.csv.xz": lzma.compress(table(labelled(TEST)))},
        {"download.zip": packed(four())},
    ],
)  # fmt: skip
def test_a_folder_in_other_dress_is_the_same_data(files, tmp_path):
    found = load(put(tmp_path, files))
    assert same(found.train)
    assert same(found.test, TEST)


def test_qmnists_labels_have_the_class_in_their_first_column(tmp_path):
    header = struct.pack(">HBBII", 0, 0x0C, 2, *QMNIST.shape)
    labels = zipped(header + QMNIST.astype(">i4").tobytes())
    put(tmp_path, {"qmnist-train-images-idx3-ubyte.gz": zipped(idx(TRAIN.images)),
                   "qmnist-train-labels-idx2-int.gz": labels})  # fmt: skip
    assert same(load(tmp_path).train)


def test_an_idx_file_brings_its_partner(tmp_path):
    put(tmp_path, four())
    for name in ("train-images-idx3-ubyte", "train-labels-idx1-ubyte"):
        assert same(load(tmp_path / name).train)
        assert load(tmp_path / name).test is None
    assert same(load(tmp_path / "t10k-images-idx3-ubyte").test, TEST)


def digits():
    """Digits that are taller than wide, as everybody writes them: bars with a foot to the right."""
    labels = np.arange(100) % 10
    images = np.zeros((100, 28, 28), np.uint8)
    images[:, 4:24, 13] = 255
    images[:, 23, 13:17] = 255
    return images, labels


@pytest.mark.parametrize("swap", [False, True])
def test_emnist_is_turned_upright(tmp_path, swap):
    images, labels = digits()
    stored = images.transpose(0, 2, 1) if swap else images
    name = "emnist-mnist-train-{}-ubyte"
    put(
        tmp_path, {name.format("images-idx3"): idx(stored), name.format("labels-idx1"): idx(labels)}
    )
    np.testing.assert_array_equal(load(tmp_path).train.images, images)


def test_digits_that_lie_on_their_side_are_told(tmp_path):
    images, labels = digits()
    name = "train-{}-ubyte"
    files = {name.format("images-idx3"): idx(images), name.format("labels-idx1"): idx(labels)}
    np.testing.assert_array_equal(load(put(tmp_path, files)).train.images, images)
    put(tmp_path, {name.format("images-idx3"): idx(images.transpose(0, 2, 1))})
    with pytest.raises(DataError, match="lie on their side"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        (four(before="emnist-letters-") | four(before="emnist-digits-"), "several data sets"),
        (four(before="MNIST/raw/") | four(before="FashionMNIST/raw/"), "are both there"),
        ({"x_train.npy": npy(FLAT)}, "only one file"),
        ({"a.npz": npz(**KERAS), "b.npz": npz(**KERAS)}, "several archives"),
        ({"a/b/c/d/e/x": b""}, "holds none of"),
    ],
)
def test_what_may_be_read_in_two_ways_is_refused(files, complaint, tmp_path):
    with pytest.raises(DataError, match=complaint):
        load(put(tmp_path, files))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (bytes(5_000), "5,000 zero bytes"),
        (b"<!DOCTYPE html><html><body>404", "a web page"),
        (b"\n <html><body>404", "a web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "Git LFS"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG"),
        (b"\xff\xd8\xff\xe0", "a JPEG"),
        (b"7z\xbc\xaf\x27\x1c\0", "a 7z archive"),
        (b"PAR1" + bytes(9) + b"PAR1", "a Parquet table"),
        (b"\x80\x04\x95" + b"x" * 99, "a Python pickle"),
        (b"\x89HDF\r\n\x1a\n", "an HDF5 file"),
        (b"MATLAB 5.0 MAT-file, Platform: GLNXA64", "a MATLAB file"),
        (b"[[0, 0, 0], [0, 0, 0]]", "a list as text"),
        (b'{"images": []}', "JSON"),
        (b"% 1. Title\n@RELATION mnist\n", "ARFF"),
        ("label,pixel0".encode("utf-16-le"), "UTF-16"),
        (gzip.compress(bytes(257) + b"ustar" + bytes(99), mtime=0), "a tar archive"),
        (npz(activation=np.array("relu"), W0=np.zeros((784, 10))), "a saved network"),
        (packed({"a.txt": b"hello"}), "holds none of"),
        (packed({"x.npy": npy(FLAT), "z.npy": npy(FLAT), "w.npy": npy(FLAT)}), "half a data set"),
        (npy(FLAT), "half a data set"),
        (b"PK\x03\x04" + bytes(99), "not a readable .npz"),
        (gzip.compress(bytes(99), mtime=0)[:-9], "cut off"),
        (bz2.compress(bytes(99))[:-9], "cut off"),
        (lzma.compress(b"a" * 999)[:20] + b"\xff" * 50, "damaged"),
        (packed({"x_train.npy": npy(FLAT)}, compression=zipfile.ZIP_LZMA), "packed by method 14"),
    ],
)
def test_what_is_no_data_set_is_called_by_what_it_is(data, kind):
    with pytest.raises(DataError, match=r"^file: |^file, ") as error:
        load(data, "file")
    assert kind in str(error.value)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_bombs_stop_at_the_limit(pack, monkeypatch):
    monkeypatch.setattr("pycore.files.reading.MAX_BYTES", 1_000_000)
    with pytest.raises(DataError, match=r"more than 1,000,000 bytes"):
        load(pack(bytes(30_000_000)), "bomb")


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("train-images-idx3-ubyte.gz", ("train", "images", ())),
        ("t10k-labels.idx1-ubyte", ("test", "labels", ())),
        ("emnist-letters-test-images-idx3-ubyte.gz", ("test", "images", ("emnist", "letters"))),
        ("X_train.npy", ("train", "images", ())),
        ("ytest", ("test", "labels", ())),
        ("trainX", ("train", "images", ())),
        ("k49-train-labels.npz", ("train", "labels", ("k49",))),
        ("train-00-images-idx3-ubyte.gz", ("train", "images", ("00",))),
        ("arr_0", ("", "", ("arr", "0"))),
    ],
)
def test_roles_are_told_by_names(name, role):
    assert role_of(name) == role

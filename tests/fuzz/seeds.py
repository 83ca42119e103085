"""Sound inputs of every format that pycore reads, small, for the fuzzer to damage."""

import io
import json
import struct
import zipfile
from collections.abc import Mapping

import numpy as np

from pycore import Experiment, Network
from pycore.files.curve import Curve
from pycore.training import Metrics

RNG = np.random.default_rng(0)
IMAGES = RNG.integers(0, 256, (3, 28, 28), dtype=np.uint8)
LABELS = np.array([5, 0, 4], np.uint8)


def npy(array: object) -> bytes:
    file = io.BytesIO()
    np.save(file, np.asarray(array))
    return file.getvalue()


def npz(**arrays: object) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **{k: np.asarray(v) for k, v in arrays.items()})  # type: ignore[arg-type]
    return file.getvalue()


def packed(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def idx(array: np.ndarray) -> bytes:
    header = struct.pack(">HBB", 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    return header + array.astype(np.uint8).tobytes()


def table(between: str = ",", header: bool = True) -> bytes:
    rows = np.column_stack([LABELS, IMAGES.reshape(3, 784)]).tolist()
    names = [["label", *(f"pixel{i}" for i in range(784))]] if header else []
    return "\n".join(between.join(map(str, row)) for row in [*names, *rows]).encode()


def network(*layers: int | str, dtype: str | None = None) -> bytes:
    file = io.BytesIO()
    Network.create([16, *layers, 10], rng=np.random.default_rng(0)).save(file, dtype)
    return file.getvalue()


def curve() -> bytes:
    made = Curve(Experiment(images=1_000, epochs=1))
    for step in range(1, 6):
        made.add(Metrics(step, 1, 64 * step, 2.3, 0.1, 0.2, 0.001))
    return json.dumps(made.as_dict()).encode()


ARRAYS = {"x_train": IMAGES, "y_train": LABELS, "x_test": IMAGES, "y_test": LABELS}
FOUR = {
    f"{part}-{kind}-ubyte": idx(array)
    for part in ("train", "t10k")
    for kind, array in (("images-idx3", IMAGES), ("labels-idx1", LABELS))
}
STROKES = json.dumps({"digits": [{"label": 3, "strokes": [[[1, 2], [3.5, 4]], [[9, 9]]]}]}).encode()

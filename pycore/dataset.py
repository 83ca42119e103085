"""Images of digits with their labels, and how they are split.

The network learns from the training set. Its settings are chosen on the validation set. The test
set measures it once, at the end. The three never share an image: MNIST brings its own test set, and
`split` takes the validation set out of the training images.
"""

import warnings
from collections.abc import Sequence
from typing import Any, NamedTuple, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .arrays import NONE, Images, Labels
from .checks import MAX_CLASSES, as_images, as_labels
from .errors import DataError

CLASSES = 10
"""The number of classes by default: MNIST's ten digits."""
Indices: TypeAlias = NDArray[np.intp] | slice


class _Pair(NamedTuple):
    images: Images
    """uint8 (n, 28, 28)"""
    labels: Labels
    """uint8 (n,): the class of each, 0 to 255"""


class Dataset(_Pair):
    """Labelled images, checked as `checks` says: `images, labels = data`."""

    class_names: tuple[str, ...] = ()
    """The names of the classes, in order; may be empty."""

    def __new__(
        cls, images: object, labels: object, name: str = "data", class_names: Sequence[str] = ()
    ) -> Self:
        """Uint8 arrays are not copied; errors call the data `name`. Raises `DataError`."""
        pixels, y = as_images(images, name), as_labels(labels, name)
        if len(pixels) != len(y):
            raise DataError(f"{name}: {len(pixels):,} images, but {len(y):,} labels")
        if len(y) == 0:
            raise DataError(f"{name}: no images")
        if class_names and y.max() >= len(class_names):
            raise DataError(f"{name}: label {y.max()} has no name; {len(class_names)} are given")
        if y.min() == 1 and y.max() >= CLASSES and not class_names:
            warnings.warn(
                f"{name}: labels are 1 to {y.max()}, so class 0 has no image. If they count from "
                "1, give labels - 1; if 10 stands for the digit 0, labels % 10",
                stacklevel=2,
            )
        data = super().__new__(cls, pixels, y)
        data.class_names = tuple(map(str, class_names))
        return data

    @property
    def size(self) -> int:
        """The number of images, n."""
        return len(self.labels)

    @property
    def classes(self) -> int:
        """The number of classes: that of the names, or the largest label + 1, at least ten."""
        return len(self.class_names) or max(CLASSES, int(self.labels.max()) + 1)

    def take(self, indices: Indices) -> "Dataset":
        """Copy the images and labels at `indices`, in that order."""
        return self.replaced(self.images[indices], self.labels[indices])

    def replaced(self, images: Images, labels: NDArray[np.integer[Any]]) -> "Dataset":
        """Other images and labels of the same classes; they are not checked again."""
        data = Dataset._make((images, labels))
        data.class_names = self.class_names
        return data

    def select(self, indices: NDArray[np.intp]) -> "Subset":
        """The images at `indices`, without a copy."""
        return Subset(self, indices)


class Subset(NamedTuple):
    """Some images of a dataset, in an order of their own, without a copy of them."""

    data: Dataset
    indices: NDArray[np.intp]
    """The positions of its images in the dataset, (n,)."""

    @property
    def classes(self) -> int:
        """The number of classes of the whole dataset."""
        return self.data.classes

    @property
    def class_names(self) -> tuple[str, ...]:
        """The names of the classes; may be empty."""
        return self.data.class_names

    @property
    def labels(self) -> Labels:
        """uint8 (n,)"""
        return self.data.labels[self.indices]

    @property
    def size(self) -> int:
        """The number of images, n."""
        return len(self.indices)

    def take(self, indices: Indices) -> Dataset:
        """Copy the images and labels at `indices` of the subset, in that order."""
        return self.data.take(self.indices[indices])

    def select(self, indices: NDArray[np.intp]) -> "Subset":
        """The images at `indices` of the subset, without a copy."""
        return Subset(self.data, self.indices[indices])


Examples: TypeAlias = Dataset | Subset
"""Data to train or test on: either has `labels`, a `size`, `take` and `select`."""


def as_examples(data: object, name: str = "data") -> Examples:
    """`data` itself, or a `Dataset` made of a pair (images, labels). Raises `DataError`."""
    if isinstance(data, Dataset | Subset):
        return data
    if isinstance(data, tuple | list) and len(data) == 2:
        images, labels = data
        return Dataset(images, labels, name)
    hint = "; give its `train` or `test`" if isinstance(data, Splits) else ""
    raise DataError(f"{name}: should be a Dataset; is {type(data).__name__}{hint}")


class Splits(NamedTuple):
    """What a source of data holds; a set that is missing is None."""

    train: Dataset | None = None
    test: Dataset | None = None
    unlabelled: Images | None = None


def label(images: object, labels: object, name: str, classes: int = MAX_CLASSES) -> Dataset:
    """Make a dataset of a file's images and labels. Raises `DataError` above `classes` classes."""
    data = Dataset(images, labels, name)
    if data.classes > classes:
        raise DataError(f"{name}: has labels from 0 to {data.classes - 1}, not 0 to {classes - 1}")
    return data


def no_class(images: object, name: str = "images") -> Dataset:
    """Images that show none of the classes, to train with beside others: see `Run`."""
    pixels = as_images(images, name)
    return Dataset._make((pixels, np.full(len(pixels), NONE, np.int16)))


def join(parts: list[Dataset]) -> Dataset:
    """Concatenate datasets of the same classes."""
    images, labels = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return parts[0].replaced(images, labels)


def split(data: Examples, n: int, rng: np.random.Generator) -> tuple[Subset, Subset]:
    """Draw `n` images at random; return (those, the others). Each image is in exactly one.

    The draw is stratified: the fraction of each class is that of the whole, to within one image.
    Both subsets are in random order. No image is copied.
    """
    if not 0 <= n <= data.size:
        raise DataError(f"can't draw {n:,} of {data.size:,} images")
    labels, order = data.labels, rng.permutation(data.size)
    # Spread the shuffled images of each class evenly between 0 and 1. The first n of that order
    # then hold every class in its proportion.
    place = np.empty(data.size)
    for label in np.unique(labels):
        members = order[labels[order] == label]
        place[members] = (np.arange(len(members)) + 0.5) / len(members)
    sequence = np.argsort(place, kind="stable")
    drawn, others = rng.permutation(sequence[:n]), rng.permutation(sequence[n:])
    return data.select(drawn), data.select(others)

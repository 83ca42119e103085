"""Pictures of digits with their labels: where they come from, and how they are divided.

What a network learns from (training), what its settings are chosen by (validation), and what it is
judged on once (test) are never mixed. MNIST brings its own test set; `split` takes the validation
set out of the training images.
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
"""Where nothing else is said: MNIST's."""
Indices: TypeAlias = NDArray[np.intp] | slice


class _Pair(NamedTuple):
    images: Images
    """uint8 (n, 28, 28)"""
    labels: Labels
    """uint8 (n,): the class of each, 0 to 255"""


class Dataset(_Pair):
    """Labelled images, checked as `checks` says: `images, labels = data`."""

    class_names: tuple[str, ...] = ()
    """What the classes are called, in order; none are needed."""

    def __new__(
        cls, images: object, labels: object, name: str = "data", class_names: Sequence[str] = ()
    ) -> Self:
        """Uint8 arrays are not copied; `name` is what errors call the data. Raises `DataError`."""
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
        """How many there are: as many as have names; else as the labels say, but ten at least."""
        return len(self.class_names) or max(CLASSES, int(self.labels.max()) + 1)

    def take(self, indices: Indices) -> "Dataset":
        """The images and labels at `indices`, in that order."""
        return self.replaced(self.images[indices], self.labels[indices])

    def replaced(self, images: Images, labels: NDArray[np.integer[Any]]) -> "Dataset":
        """Other images and labels of the same classes, which are not checked again."""
        data = Dataset._make((images, labels))
        data.class_names = self.class_names
        return data

    def select(self, indices: NDArray[np.intp]) -> "Selection":
        """The same without a copy."""
        return Selection(self, indices)


class Selection(NamedTuple):
    """Some images of a data set, in an order of their own, without a copy of them."""

    data: Dataset
    indices: NDArray[np.intp]
    """Which of the data's images, (n,)."""

    @property
    def classes(self) -> int:
        """How many classes there are in the whole."""
        return self.data.classes

    @property
    def class_names(self) -> tuple[str, ...]:
        """What they are called, if they have names."""
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
        """The selection's images and labels at `indices`, in that order."""
        return self.data.take(self.indices[indices])

    def select(self, indices: NDArray[np.intp]) -> "Selection":
        """The same without a copy."""
        return Selection(self.data, self.indices[indices])


Examples: TypeAlias = Dataset | Selection
"""What can be learned from and tested on: with `labels`, a `size`, and ways to take some."""


def as_examples(data: object, name: str = "data") -> Examples:
    """`data` if it is a data set; made one if it is images and labels. Raises `DataError`."""
    if isinstance(data, Dataset | Selection):
        return data
    if isinstance(data, tuple | list) and len(data) == 2:
        images, labels = data
        return Dataset(images, labels, name)
    hint = "; give its `train` or `test`" if isinstance(data, Collection) else ""
    raise DataError(f"{name}: should be a Dataset; is {type(data).__name__}{hint}")


class Collection(NamedTuple):
    """What a source holds, each part apart: what is not there is None."""

    train: Dataset | None = None
    test: Dataset | None = None
    unlabelled: Images | None = None


def label(images: object, labels: object, name: str, classes: int = MAX_CLASSES) -> Dataset:
    """Put the images and labels of a file together: `classes` at most. Raises `DataError`."""
    data = Dataset(images, labels, name)
    if data.classes > classes:
        raise DataError(f"{name}: has labels from 0 to {data.classes - 1}, not 0 to {classes - 1}")
    return data


def no_class(images: object, name: str = "images") -> Dataset:
    """Images that show none of the classes, to be learned with others: see `Run`."""
    pixels = as_images(images, name)
    return Dataset._make((pixels, np.full(len(pixels), NONE, np.int16)))


def join(parts: list[Dataset]) -> Dataset:
    """Put data sets of the same classes after one another."""
    images, labels = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return parts[0].replaced(images, labels)


def split(data: Examples, n: int, rng: np.random.Generator) -> tuple[Selection, Selection]:
    """Draw `n` images at random and return (those, the others): every image is in just one.

    Stratified: each class's share in the draw is its share in the whole, to within one image.
    Both come in random order, and as selections: the images themselves are not copied.
    """
    if not 0 <= n <= data.size:
        raise DataError(f"can't draw {n:,} of {data.size:,} images")
    labels, order = data.labels, rng.permutation(data.size)
    # Deal the shuffled images of each class out evenly between 0 and 1: the first n of that
    # order then hold every class in its proportion.
    place = np.empty(data.size)
    for label in np.unique(labels):
        mine = order[labels[order] == label]
        place[mine] = (np.arange(len(mine)) + 0.5) / len(mine)
    dealt = np.argsort(place, kind="stable")
    drawn, others = rng.permutation(dealt[:n]), rng.permutation(dealt[n:])
    return data.select(drawn), data.select(others)

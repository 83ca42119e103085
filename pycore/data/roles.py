"""What a file or an array holds, by its name.

`train-images-idx3-ubyte.gz`, `x_train`, `X_train.npy`, `kmnist-train-imgs.npz`, `test_labels`: each
belongs to the training set or to the test set, and holds images or labels.
"""

import re
from typing import NamedTuple

PARTS = {"train": "train", "training": "train", "test": "test", "testing": "test", "t10k": "test"}
KINDS = {
    **dict.fromkeys(
        ("images", "image", "imgs", "img", "x", "pixels", "features", "data"), "images"
    ),
    **dict.fromkeys(("labels", "label", "y", "target", "targets", "classes"), "labels"),
}
FORMAT = re.compile(r"idx\d?|ubyte|ubyte\d|int|byte")
"""Words that only name the format of a file."""


class Role(NamedTuple):
    """What a name says; empty where it says nothing."""

    part: str
    """train or test."""
    kind: str
    """images or labels."""
    of: tuple[str, ...] = ()
    """The other words, which name the dataset, such as `emnist`, `letters`."""


def role_of(name: str) -> Role:
    """What a name says, without its folder, with or without its ending."""
    part = kind = ""
    left: list[str] = []
    stem = re.sub(r"(\.(npy|npz|csv|tsv|txt|zip|gz|bz2|xz))+$", "", name.lower())
    for word in re.split(r"[^a-z0-9]+", stem):
        joined = re.fullmatch(rf"([xy]?)({'|'.join(PARTS)})([xy]?)", word)
        if joined and not part:
            part = PARTS[joined[2]]
            kind = kind or KINDS.get(joined[1] or joined[3], "")
        elif word in KINDS and not kind:
            kind = KINDS[word]
        elif word and not FORMAT.fullmatch(word):
            left.append(word)
    return Role(part, kind, tuple(left))

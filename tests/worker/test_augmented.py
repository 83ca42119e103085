"""What augmentation makes of digits: twelve pictures of the same few, each time others."""

import numpy as np
import pytest

from pycore import centre_digit
from pycore.augment import AUGMENTATIONS
from tests.core.helpers import blobs
from web.python.session import Session
from web.train import augmented

INK = np.zeros((280, 280), np.uint8)
INK[60:220, 130:150] = 255


SESSION = Session()


@pytest.fixture(autouse=True)
def samples():
    SESSION.samples = blobs(20)
    return SESSION.samples.images[:4]


def pictures(augment, ink=b"", seed=0):
    found = augmented.pictures(SESSION, augment, ink, seed)
    return found["images"].reshape(12, 28, 28), found["drawn"]


def test_four_samples_three_times_each_unchanged_without_augmentation(samples):
    images, drawn = pictures("none")
    np.testing.assert_array_equal(images, np.repeat(samples, 3, axis=0))
    assert not drawn


@pytest.mark.parametrize("augment", [name for name, change in AUGMENTATIONS.items() if change])
def test_each_is_changed_as_in_training_and_another_seed_changes_it_otherwise(samples, augment):
    images, _ = pictures(augment)
    change = AUGMENTATIONS[augment]
    expected = change(np.repeat(samples, 3, axis=0), np.random.default_rng(0))
    np.testing.assert_array_equal(images, expected)
    assert len(np.unique(images, axis=0)) == 12
    assert (pictures(augment, seed=1)[0] != images).any()


def test_a_drawing_takes_the_place_of_the_samples():
    images, drawn = pictures("none", INK.ravel())
    assert drawn
    np.testing.assert_array_equal(images, np.repeat(centre_digit(INK)[None], 12, axis=0))
    assert not pictures("none", np.zeros_like(INK).ravel())[1], "paper is no drawing"

import numpy as np
import pytest
from helpers import blobs

from pycore import Settings, augment, train
from pycore.augment import distort
from pycore.network import Network
from pycore.optimisers import SGD

IMAGES = np.zeros((200, 28, 28), np.uint8)
IMAGES[:, 6:22, 12:16] = 200  # an upright bar, its centre at (13.5, 13.5)


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.fixture
def still(monkeypatch):
    """No distortion at all, for a test to add one."""
    for name in ("ROTATION", "SLANT", "STRETCH", "SHIFT"):
        monkeypatch.setattr(augment, name, 0)
    return monkeypatch


def axis(image):
    """How many columns the bar leans to the right per row downwards."""
    rows, columns = np.indices((28, 28))
    mass = image / image.sum()
    row, column = (mass * rows).sum(), (mass * columns).sum()
    return (mass * (rows - row) * (columns - column)).sum() / (mass * (rows - row) ** 2).sum()


def test_no_distortion_is_the_same_image(still):
    np.testing.assert_array_equal(distort(IMAGES, rng()), IMAGES)


def test_each_image_is_distorted_in_its_own_way_by_the_generator_alone():
    first, again, other = distort(IMAGES, rng(1)), distort(IMAGES, rng(1)), distort(IMAGES, rng(2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
    assert len({image.tobytes() for image in first}) == len(IMAGES)
    assert first.dtype == np.uint8
    assert first.shape == IMAGES.shape


def test_a_shift_moves_and_keeps_the_ink(still):
    still.setattr(augment, "SHIFT", 1.5)
    shifted = distort(IMAGES, rng())
    np.testing.assert_allclose(shifted.sum(axis=(1, 2)), IMAGES[0].sum(), rtol=0.01)
    centres = (shifted.sum(axis=1) @ np.arange(28)) / shifted.sum(axis=(1, 2))
    assert 1.3 < np.abs(centres - 13.5).max() <= 1.51


def test_rotation_and_slant_lean_the_bar_within_their_bounds(still):
    for name, most in (("SLANT", 0.2), ("ROTATION", np.deg2rad(10))):
        with still.context() as only:
            only.setattr(augment, name, most)
            leans = np.array([axis(image) for image in distort(IMAGES, rng())])
            assert 0.8 * most < np.abs(leans).max() < 1.2 * most
            assert leans.min() < 0 < leans.max()


def test_stretching_changes_each_side_by_a_tenth(still):
    still.setattr(augment, "STRETCH", 0.1)
    areas = distort(IMAGES, rng()).sum(axis=(1, 2)) / IMAGES[0].sum()
    assert 0.79 < areas.min() < 0.9
    assert 1.1 < areas.max() < 1.25


def test_training_learns_from_distorted_images_and_leaves_the_data_alone():
    data, seen = blobs(40), []

    def watched(images, generator):
        seen.append(distort(images, generator))
        return seen[-1]

    before = data.images.copy()
    network = Network.create([784, 10], rng())
    optimiser = SGD(network.parameters())
    losses = [
        m.loss
        for m in train(network, data, optimiser, Settings(0.1, 20, 2), rng(), augment=watched)
    ]
    assert len(losses) == len(seen) == 4
    np.testing.assert_array_equal(data.images, before)
    assert (seen[0] != seen[2]).any()

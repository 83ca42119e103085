import numpy as np
import pytest

from pycore import Settings, train
from pycore.augment import AUGMENTATIONS, Distortion, change_width, sample, smooth_noise
from pycore.network import Network
from pycore.optimisers import SGD
from tests.core.helpers import blobs

IMAGES = np.zeros((200, 28, 28), np.uint8)
IMAGES[:, 6:22, 12:16] = 200  # an upright bar, its centre at (13.5, 13.5)


def rng(seed=0):
    return np.random.default_rng(seed)


STILL = dict.fromkeys(("rotation", "slant", "stretch", "shift"), 0.0)
distort = Distortion()


def only(**changes):
    """A distortion in nothing but what is named."""
    return Distortion(**STILL | changes)


def axis(image):
    """How many columns the bar leans to the right per row downwards."""
    rows, columns = np.indices((28, 28))
    mass = image / image.sum()
    row, column = (mass * rows).sum(), (mass * columns).sum()
    return (mass * (rows - row) * (columns - column)).sum() / (mass * (rows - row) ** 2).sum()


def test_by_default_strokes_and_single_pixels_stay_as_they_are():
    assert (distort.elastic, distort.thinner, distort.thicker, distort.uneven) == (0, 0, 0, 0)
    np.testing.assert_array_equal(only()(IMAGES, rng()), IMAGES)


def test_no_distortion_is_the_same_image():
    np.testing.assert_array_equal(only()(IMAGES, rng()), IMAGES)


def test_each_image_is_distorted_in_its_own_way_by_the_generator_alone():
    first, again, other = distort(IMAGES, rng(1)), distort(IMAGES, rng(1)), distort(IMAGES, rng(2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()
    assert len({image.tobytes() for image in first}) == len(IMAGES)
    assert first.dtype == np.uint8
    assert first.shape == IMAGES.shape


def test_a_shift_moves_and_keeps_the_ink():
    shifted = only(shift=1.5)(IMAGES, rng())
    np.testing.assert_allclose(shifted.sum(axis=(1, 2)), IMAGES[0].sum(), rtol=0.01)
    centres = (shifted.sum(axis=1) @ np.arange(28)) / shifted.sum(axis=(1, 2))
    assert 1.3 < np.abs(centres - 13.5).max() <= 1.51


@pytest.mark.parametrize(("bound", "most"), [({"slant": 0.2}, 0.2), ({"rotation": 10}, 0.176)])
def test_rotation_and_slant_lean_the_bar_within_their_bounds(bound, most):
    leans = np.array([axis(image) for image in only(**bound)(IMAGES, rng())])
    assert 0.8 * most < np.abs(leans).max() < 1.2 * most
    assert leans.min() < 0 < leans.max()


def test_stretching_changes_each_side_by_a_tenth():
    areas = only(stretch=0.1)(IMAGES, rng()).sum(axis=(1, 2)) / IMAGES[0].sum()
    assert 0.79 < areas.min() < 0.9
    assert 1.1 < areas.max() < 1.25


def test_an_elastic_map_is_smooth_and_as_strong_as_asked():
    noise = smooth_noise(400, rng())
    assert noise.std() == pytest.approx(1, abs=0.05)
    flat = noise.reshape(-1, 28)
    # Neighbours of two Gaussian windows of sigma 4, a pixel apart: e^(-1 / (4 · 4²)).
    alike = (flat[:, 13] * flat[:, 14]).mean() / flat[:, 13:15].var()
    assert alike == pytest.approx(np.exp(-1 / 64), abs=0.01)
    bent = only(elastic=1.0)(IMAGES, rng())
    straight = only()(IMAGES, rng())
    assert (bent != straight).any(axis=(1, 2)).all()
    np.testing.assert_allclose(bent.sum(axis=(1, 2)).mean(), IMAGES[0].sum(), rtol=0.05)


def width(image):
    """Of the bar, in pixels, at half its height."""
    return image[13:15].sum() / 2 / 200


def test_strokes_become_as_much_wider_or_narrower_as_asked_and_the_digit_no_larger():
    bars = np.repeat(IMAGES[:1].astype(np.float32), 5, axis=0)
    gains = np.array([-1, 0, 0.5, 2, 3], np.float32)
    changed = change_width(bars.copy(), gains)
    np.testing.assert_allclose([width(bar) for bar in changed], 4 + gains, atol=1e-4)
    wide = only(thicker=2.5)(IMAGES, rng())
    heights = [np.ptp(np.flatnonzero(image.max(axis=1) > 100)) + 1 for image in wide]
    assert min(heights) >= 15
    assert max(heights) <= 17
    assert max(map(width, wide)) > 5.5


def test_uneven_ink_leaves_the_paper_white():
    uneven = only(uneven=0.1)(IMAGES, rng())
    ink = IMAGES > 0
    assert uneven[~ink].max() == 0
    assert uneven[ink].std() == pytest.approx(20, rel=0.05)


@pytest.mark.parametrize("name", [name for name, augment in AUGMENTATIONS.items() if augment])
def test_every_augmentation_gives_images_again(name):
    images = AUGMENTATIONS[name](IMAGES[:3], rng())
    assert images.shape == (3, 28, 28)
    assert images.dtype == np.uint8


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


def test_the_last_row_and_column_are_sampled_like_the_others():
    images = np.random.default_rng(0).integers(0, 256, (2, 28, 28), dtype=np.uint8)
    places = np.indices((28, 28), np.float32).reshape(2, 1, -1).repeat(2, axis=1)
    np.testing.assert_array_equal(sample(images, *places), images)

import numpy as np
import pytest

from networks.scribbles import FAMILIES, scribbles, spoilt
from pycore.handwriting.preprocess import centre_digit
from pycore.handwriting.strokes import draw
from tests.core.helpers import blobs


def rng(seed=0):
    return np.random.default_rng(seed)


def test_scribbles_are_laid_out_as_digits_are_and_come_of_the_seed():
    images = scribbles(40, rng())
    assert images.shape == (40, 28, 28)
    assert images.dtype == np.uint8
    np.testing.assert_array_equal(images, scribbles(40, rng()))
    assert (images != scribbles(40, rng(1))).any()
    for image in images:
        assert 19 <= max(1 + np.ptp(np.nonzero(image), axis=1)) <= 20


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_draws_something_else_each_time(family):
    drawn = [centre_digit(draw(family(rng(seed)))) for seed in range(8)]
    assert all(image is not None for image in drawn)
    assert len({image.tobytes() for image in drawn}) == 8


def test_spoilt_digits_are_none_of_the_digits_they_come_of():
    images, _ = blobs(30)
    made = spoilt(images, rng())
    assert made.shape == images.shape
    assert made.dtype == np.uint8
    originals = {image.tobytes() for image in images}
    assert not originals & {image.tobytes() for image in made}

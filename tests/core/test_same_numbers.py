"""The same seed gives the same numbers as ever, apart from rounding. This printed them once.

No number here is better than another. Together they hold what a seed decides: each constant, each
random number, and their order.
"""

import numpy as np
import pytest

from pycore import Experiment, Run
from pycore.augment import AUGMENTATIONS, Distortion
from tests.core.helpers import blobs

LAYERS = ("conv4", "pool", "norm", 12, "drop30")
DEEP = {"images": 200, "hidden_layers": LAYERS, "epochs": 2, "batch_size": 40}


@pytest.mark.parametrize(
    ("name", "ink", "row", "column", "squares"),
    [
        (
            "affine",
            [79.878, 76.902, 84.839],
            [10.117, 10.947, 12.033],
            [15.477, 13.906, 14.853],
            [71.165, 67.925, 75.280],
        ),
        (
            "handwriting",
            [97.392, 93.631, 91.224],
            [11.009, 11.202, 11.845],
            [15.196, 13.709, 14.730],
            [77.222, 74.722, 74.353],
        ),
    ],
)
def test_an_augmentation(name, ink, row, column, squares):
    images = np.zeros((3, 28, 28), np.uint8)
    images[:, 4:7, 8:20] = images[:, 4:24, 16:19] = 255  # a seven
    found = AUGMENTATIONS[name](images, np.random.default_rng(5)) / 255
    amount, places = found.sum(axis=(1, 2)), np.arange(28)
    np.testing.assert_allclose(amount, ink, atol=0.02)
    np.testing.assert_allclose((found.sum(axis=2) @ places) / amount, row, atol=0.005)
    np.testing.assert_allclose((found.sum(axis=1) @ places) / amount, column, atol=0.005)
    np.testing.assert_allclose((found**2).sum(axis=(1, 2)), squares, atol=0.02)


@pytest.mark.parametrize(
    ("changes", "losses", "weights"),
    [
        (
            {"optimiser": "adamw", "l2": 0.02, "schedule": "cosine", "ema_decay": 0.9},
            [2.8177, 2.4631, 2.6089, 2.2149, 2.062, 2.026, 2.1129, 2.0839, 1.9031, 2.0202],
            [13.805, 382.212, 35.37],
        ),
        (
            {
                **{"optimiser": "nesterov", "l2": 0.02, "schedule": "step", "patience": 1},
                **{"label_smoothing": 0.1, "activation": "tanh", "initialiser": "glorot"},
            },
            [2.5534, 2.4574, 2.4117, 2.371, 2.5569, 2.5878, 2.4399, 2.4655, 2.327, 2.3414],
            [12.048, 406.326, 30.052],
        ),
        (
            {"optimiser": "momentum", "augment": "handwriting", "initialiser": "lecun"},
            [2.4964, 2.4474, 2.4865, 2.3768, 2.2863, 2.3139, 2.4164, 2.3104, 2.3352, 2.3174],
            [9.76, 269.942, 24.982],
        ),
    ],
)
def test_a_training(changes, losses, weights):
    run = Run(Experiment(**DEEP | changes), blobs(300))
    np.testing.assert_allclose([metrics.loss for metrics in run], losses, rtol=1e-3)
    matrices = [array for array in run.network.parameters() if array.ndim > 1]
    found = [np.abs(array).sum() for array in matrices]
    np.testing.assert_allclose(found, weights, rtol=1e-3)


def test_a_distortion_is_affine_alone_unless_more_is_asked():
    plain = Distortion()
    assert [plain.elastic, plain.thinner, plain.thicker, plain.uneven] == [0.0] * 4

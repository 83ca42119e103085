"""The native run that comes with the page is what this package gives natively."""

from pycore import Run, load
from pycore.files.curve import Curve, compare
from pycore.files.url import read_experiment
from tools.commands import NATIVE_RUN
from tools.paths import MNIST, SHIPPED_CURVE


def test_the_curve_that_comes_with_the_page():
    shipped = Curve.read(SHIPPED_CURVE.read_bytes())
    experiment, _ = read_experiment(NATIVE_RUN)
    assert shipped.experiment == experiment
    curve = Curve(experiment)
    for metrics in Run(experiment, load(MNIST).train):
        curve.add(metrics)
    training = compare(curve.training, shipped.training)
    validation = compare(curve.validation, shipped.validation)
    assert training.points == len(shipped.training.step) == 237
    assert validation.points == len(shipped.validation.step) == 12
    assert training.loss < 0.01  # processors round in different ways
    assert validation.accuracy < 0.01

"""A neural network that learns to read digits, in Python and NumPy: to be read and to be used.

1. The network: read these in order, twenty minutes.

    arrays          what is passed around
    backend         the three computations that take the time
    initialisers    where weights start
    activations     ReLU and others: a function between two layers
    layers          forward and backward, one layer
    loss            softmax and cross-entropy
    network         layers in a row
    optimisers      from gradients to steps
    metrics         accuracy, loss, confusion matrix
    gradient_accumulator  the gradients of a batch, in micro-batches
    training        the loop

2. Around it, when you need it: each uses the network and those above it.

    errors          what can go wrong
    checks          what arrays from outside may be
    images          pixels → the network's input
    dataset         images and labels; training, validation and test set
    notebook_initialisers  how the notebooks start
    layer_spec      the layers of a network, in words
    convolution     layers for pictures
    batch_norm      a layer that keeps its outputs in the same range
    dropout         a layer that switches units off at random
    builder         from the words to the layers
    schedules       how the learning rate changes on the way
    weight_decay    large weights become smaller
    label_smoothing  targets that are not one-hot
    weight_averaging  a moving average of the weights
    early_stopping  when a training no longer improves
    guard           when a training diverges
    calibration     are the probabilities true?
    doubt           when to name a digit
    compatibility   can a network read these data?
    confidence      the confidence interval of an accuracy
    gradient_check  is `backward` right?
    sampling        which images a run learns from
    augment         more handwriting from what there is
    settings        what can be set: titles, help, ranges
    experiment      everything a run depends on, in one value

    files           what is written and read: networks, curves, addresses
    handwriting     drawings and photographs → 28×28
    data            MNIST from whatever people have it in
    notebooks       five notebooks, as written and as meant
    cli             the command line (the page goes without)

    >>> from pycore import Experiment, Run, load
    >>> run = Run(Experiment(images=5_000), load("folder/of/mnist").train)
    >>> for metrics in run:
    ...     print(metrics.step, metrics.loss)
"""

from .data import load
from .data.download import fetch
from .data.idx import parse_idx
from .data.kaggle import parse_csv
from .dataset import Dataset, Splits, join, split
from .errors import DataError, DivergedError, ExperimentError
from .experiment import Experiment, Run
from .gradient_check import check_gradients, check_links
from .handwriting.preprocess import centre_digit
from .images import to_input
from .metrics import Evaluation, accuracy, evaluate
from .network import Network
from .training import Metrics, Settings, train

__all__ = [
    "DataError",
    "Dataset",
    "DivergedError",
    "Evaluation",
    "Experiment",
    "ExperimentError",
    "Metrics",
    "Network",
    "Run",
    "Settings",
    "Splits",
    "accuracy",
    "centre_digit",
    "check_gradients",
    "check_links",
    "evaluate",
    "fetch",
    "join",
    "load",
    "parse_csv",
    "parse_idx",
    "split",
    "to_input",
    "train",
]

__version__ = "0.2.0"  # what it promises: CHANGELOG.md

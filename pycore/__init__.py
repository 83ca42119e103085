"""A neural network that learns to read digits, in Python and NumPy: to be read and to be used.

Read the modules in this order; each uses only those above it:

    arrays          what is passed around
    errors          what can go wrong
    files           files from anybody, read within limits
    kinds           … and what a file is that is no data
    atomic          files that are whole or not there
    checks          what arrays from outside may be
    idx             bytes → arrays: MNIST's own format
    npz             … NumPy's archives, read safely
    columns         … which column of a table is which
    kaggle          … Kaggle's table
    dataset         images and labels; training, validation and test set
    roles           what a file's name says
    sources         … files in a folder or a zip, and which are meant
    orientation     … which way up digits are
    halves          … images and labels that come apart
    loading         … a data set out of whatever there is
    kernels         the three computations that take the time
    pixels          what one picture may be
    resize          pictures made smaller or larger
    preprocess      a drawing → 28×28 → the network's input
    parts           what hangs together in a picture
    card            the sheet that a digit stands on
    picture         a photograph → a drawing
    augment         more handwriting from what there is
    initialisers    where weights start
    activations     the bend between two layers
    architecture    the layers of a network, in words
    layers          forward and backward, one layer
    convolution     … of a picture
    loss            softmax and cross-entropy
    storage         a network as a file
    network         layers in a row
    optimisers      from gradients to steps
    schedules       how the learning rate changes on the way
    keeping         which weights to keep: the average, the best
    guard           when to stop: a training that diverges
    calibration     are the probabilities true?
    doubt           when to name a digit
    metrics         accuracy, loss, confusion matrix
    step            one step, piece by piece
    training        the loop
    gradient_check  is `backward` right?
    sampling        which images a run learns from
    run             a training on its way
    experiment      everything a run depends on, in one value
    address         the same as text, to share
    curve           what a run found, as a file
    strokes         handwriting as a pen wrote it, drawn with a brush
    scribbles       what is no digit
    judge           how good a network is, in print
    fetch           MNIST from a hosted page
    shipped         how the networks on the page were trained
    recipes         five notebooks, as written and as meant (a package of its own)
    cli             the command line (another one; the page goes without)

    >>> from pycore import Experiment, Run, load
    >>> run = Run(Experiment(images=5_000), load("folder/of/mnist").train)
    >>> for metrics in run:
    ...     print(metrics.step, metrics.loss)
"""

from .dataset import Collection, Dataset, join, load, split
from .errors import DataError, DivergedError, ExperimentError
from .experiment import Experiment, Run
from .fetch import fetch
from .gradient_check import check_gradients, check_links
from .idx import parse_idx
from .kaggle import parse_csv
from .metrics import Evaluation, accuracy, evaluate
from .network import Network
from .preprocess import centre_digit, to_input
from .training import Metrics, Settings, train

__all__ = [
    "Collection",
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

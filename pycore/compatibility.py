"""Whether a network can be evaluated on a data set."""

from .arrays import SIDE
from .dataset import Examples
from .errors import DataError
from .network import Network


def check_compatible(network: Network, data: Examples) -> None:
    """Raise `DataError` unless `network` reads such images, and knows all of their classes."""
    labels, pixels = data.labels, SIDE * SIDE
    if network.inputs != pixels:
        raise DataError(f"the network reads {network.inputs:,} numbers; an image has {pixels}")
    if len(labels) == 0 or labels.min() < 0:
        raise DataError("there are no images, or some that show none of the classes")
    if labels.max() >= network.outputs:
        raise DataError(
            f"the network tells {network.outputs} classes apart, 0 to {network.outputs - 1}; "
            f"the data have labels up to {labels.max()}"
        )
    if network.class_names and data.class_names and network.class_names != data.class_names:
        raise DataError("the network's classes have other names than the data's")

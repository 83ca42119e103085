"""Weight averaging: an exponential moving average (EMA) of the weights during training.

The weights of one moment carry the noise of the last batches; their average does not. Polyak and
Juditsky 1992; with exponential decay, as here, it is the usual practice.
"""

from copy import deepcopy

from .arrays import overwrite
from .network import Network


class EMA:
    """A second network, whose weights are the average of the first one's."""

    def __init__(self, network: Network, decay: float) -> None:
        """A `decay` of 0.999 averages over the last thousand steps or so."""
        self.network = deepcopy(network)
        self.decay = decay
        self.steps = 0

    def update(self, network: Network) -> None:
        """Add the weights after a step:  θ̄ ← d θ̄ + (1 − d) θ,  with a smaller d at first."""
        self.steps += 1
        rate = 1 - min(self.decay, (1 + self.steps) / (10 + self.steps))
        for mean, array in zip(self.network.state(), network.state(), strict=True):
            mean += rate * (array - mean)

    def copy_to(self, network: Network) -> None:
        """Give a network the average."""
        overwrite(network.state(), self.network.state())

    def restart(self, network: Network) -> None:
        """Average anew, from these weights on."""
        overwrite(self.network.state(), network.state())
        self.steps = 0

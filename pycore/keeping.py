"""Which weights to keep of all that a training goes through: their average, or the best.

The weights of one moment wander about with the noise of the last batches; their average does not.
Polyak and Juditsky 1992; with forgetting, as here, it is the usual practice. And a training that
goes on for too long learns its images by heart: Prechelt 1998, "Early stopping – but when?".
"""

import math
from collections.abc import Iterable
from copy import deepcopy

import numpy as np

from .arrays import Floats
from .network import Network


class Keeper:
    """Follows a network through its training, and gives it the weights to keep in the end."""

    def __init__(self, network: Network, decay: float = 0.0, patience: int = 0) -> None:
        """`decay` is that of the average, 0 for none: 0.999 looks back over a thousand steps.

        `patience` is how many validations without a smaller loss are borne, 0 for any number.
        """
        self.network, self.decay, self.patience = network, decay, patience
        self.steps = 0
        self.lowest, self.borne = math.inf, 0
        self.candidate = deepcopy(network) if decay else network
        """The network to judge: one whose weights are the average, or the one that learns."""
        self.average = self.candidate.state() if decay else []
        self.best = copy(network) if patience else []

    def step(self) -> None:
        """Take one more step into the average:  θ̄ ← d θ̄ + (1 − d) θ,  with a smaller d at first."""
        self.steps += 1
        share = 1 - min(self.decay, (1 + self.steps) / (10 + self.steps))
        for mean, array in self._beside(self.average):
            mean += share * (array - mean)

    def judge(self, loss: float) -> None:
        """Note a validation loss of the candidate."""
        self.borne += 1
        if loss < self.lowest:
            self.lowest, self.borne = loss, 0
            for saved, array in zip(self.best, self.candidate.state(), strict=False):
                np.copyto(saved, array)

    @property
    def exhausted(self) -> bool:
        """Whether the training should end."""
        return 0 < self.patience <= self.borne

    def finish(self) -> None:
        """Give the network the weights to keep."""
        judged = self.lowest < math.inf
        for saved, array in self._beside(self.best if self.best and judged else self.average):
            np.copyto(array, saved)

    def _beside(self, saved: list[Floats]) -> Iterable[tuple[Floats, Floats]]:
        """Arrays that were saved, if any were, each with that of the network."""
        return zip(saved, self.network.state(), strict=True) if saved else ()


def copy(network: Network) -> list[Floats]:
    """The arrays of a network's state, as they are now."""
    return [array.copy() for array in network.state()]

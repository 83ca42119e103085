"""Which weights to keep of all that a training goes through: their average, or the best.

The best are those with the smallest validation loss; until there is one, or if there is none, those
with the smallest running loss of training.

The weights of one moment wander about with the noise of the last batches; their average does not.
Polyak and Juditsky 1992; with forgetting, as here, it is the usual practice. And a training that
goes on for too long learns its images by heart: Prechelt 1998, "Early stopping – but when?".
"""

import math
from collections.abc import Sequence
from copy import deepcopy

import numpy as np

from .arrays import Floats
from .network import Network

CLEARLY = 0.99
"""A running loss must be smaller by so much to be copied for: it falls with almost every step."""


class Keeper:
    """Follows a network through its training, and gives it the weights to keep in the end."""

    def __init__(self, network: Network, decay: float = 0.0, patience: int = 0) -> None:
        """`decay` is that of the average, 0 for none: 0.999 looks back over a thousand steps.

        `patience` is how many validations without a smaller loss are borne, 0 for any number.
        """
        self.network, self.decay, self.patience = network, decay, patience
        self.steps = 0
        self.lowest, self.borne = math.inf, 0
        self.noted = math.inf
        """The running loss of training at the best weights."""
        self.candidate = deepcopy(network) if decay else network
        """The network to judge: one whose weights are the average, or the one that learns."""
        self.average = self.candidate.state() if decay else []
        self.best = copy(network)

    def step(self) -> None:
        """Take one more step into the average:  θ̄ ← d θ̄ + (1 − d) θ,  with a smaller d at first."""
        self.steps += 1
        share = 1 - min(self.decay, (1 + self.steps) / (10 + self.steps))
        if self.average:
            for mean, array in zip(self.average, self.network.state(), strict=True):
                mean += share * (array - mean)

    def note(self, loss: float) -> None:
        """Note a running loss of training, where no validation has told which weights are best."""
        if loss < CLEARLY * self.noted and self.lowest == math.inf:
            self.noted = loss
            overwrite(self.best, self.network.state())

    def judge(self, loss: float) -> None:
        """Note a validation loss of the candidate."""
        self.borne += 1
        if loss < self.lowest:
            self.lowest, self.borne = loss, 0
            overwrite(self.best, self.candidate.state())

    @property
    def exhausted(self) -> bool:
        """Whether the training should end."""
        return 0 < self.patience <= self.borne

    def renew(self) -> None:
        """Let a training that has ended go on: its patience begins anew."""
        self.borne = 0

    def finish(self) -> None:
        """Give the network the weights to keep."""
        if self.patience and self.lowest < math.inf:
            overwrite(self.network.state(), self.best)
        elif self.average:
            overwrite(self.network.state(), self.average)

    def restore(self) -> None:
        """Give the network the best weights back; average, and be patient, from there on."""
        overwrite(self.network.state(), self.best)
        overwrite(self.candidate.state(), self.best)
        self.steps = self.borne = 0


def copy(network: Network) -> list[Floats]:
    """The arrays of a network's state, as they are now."""
    return [array.copy() for array in network.state()]


def overwrite(arrays: Sequence[Floats], saved: Sequence[Floats]) -> None:
    """Copy the numbers of saved arrays into others of the same shapes."""
    for array, value in zip(arrays, saved, strict=True):
        np.copyto(array, value)

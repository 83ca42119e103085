"""Early stopping: end a training that no longer improves, and keep its best weights.

The best weights are those with the smallest validation loss. A network that trains for too long
learns its images by heart: Prechelt 1998, "Early stopping – but when?".
"""

import math
from dataclasses import dataclass, field

from .arrays import Floats, overwrite
from .network import Network

MIN_IMPROVEMENT = 0.99
"""A training loss falls at almost every step. A copy is made when it falls by this factor."""


@dataclass
class EarlyStopping:
    """The best weights of a training so far, and whether it should stop."""

    patience: int = 0
    """Stop after this many validations without improvement; 0 = never."""
    waited: int = 0
    """Validations since the last improvement."""
    best_loss: float = math.inf
    """The smallest validation loss."""
    best_training_loss: float = math.inf
    """The smallest training loss, a running mean. It counts while there is no validation loss."""
    best: list[Floats] = field(default_factory=list)
    """A copy of the network's state at the smallest loss."""

    @property
    def should_stop(self) -> bool:
        """Whether the training should end."""
        return 0 < self.patience <= self.waited

    def update(self, loss: float, network: Network) -> None:
        """Compare a validation loss of the network with the smallest one."""
        self.waited += 1
        if loss < self.best_loss:
            self.best_loss, self.waited = loss, 0
            self.snapshot(network)

    def update_in_training(self, loss: float, network: Network) -> None:
        """Compare a running training loss, as long as there is no validation loss."""
        if loss < MIN_IMPROVEMENT * self.best_training_loss and self.best_loss == math.inf:
            self.best_training_loss = loss
            self.snapshot(network)

    def snapshot(self, network: Network) -> None:
        """Copy the network's state: these are the best weights now."""
        if self.best:
            overwrite(self.best, network.state())
        else:
            self.best = [array.copy() for array in network.state()]

    def restore_best(self, network: Network) -> None:
        """Give the network its best weights back."""
        overwrite(network.state(), self.best)

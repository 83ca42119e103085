"""Weight decay: large weights become a little smaller at each step. Biases do not decay."""

from collections.abc import Sequence

from .arrays import Floats
from .network import Network


def add_l2(network: Network, gradients: Sequence[Floats], l2: float) -> None:
    """Add the derivative of l2/2 · Σ W², which is l2 · W, to the gradients."""
    if l2:
        for W, dW in zip(network.parameters(), gradients, strict=True):
            if W.ndim > 1:
                dW += l2 * W


def decay_weights(network: Network, rate: float) -> None:
    """W ← W − rate · W. For Adam, `add_l2` is not the same: Adam rescales every gradient.

    Loshchilov and Hutter 2019, arXiv:1711.05101, algorithm 2.
    """
    if rate:
        for W in network.parameters():
            if W.ndim > 1:
                W -= rate * W

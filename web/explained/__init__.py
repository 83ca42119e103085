"""What the view "Explained" asks of Python; the worker imports it when that view is opened.

Each function is given the worker's session first, and answers with plain values and flat arrays.
The numbers are pycore's own; here they are only gathered. Nothing changes the session's networks.
"""

from .bias import bias_gradients
from .exam import begin_exam, exam_for
from .going_back import backward, backward_unit, second_best, update
from .going_on import about, forward, unit
from .overflow import softmax_by_size
from .source import code
from .start import STARTS, spread

__all__ = [
    "STARTS",
    "about",
    "backward",
    "backward_unit",
    "begin_exam",
    "bias_gradients",
    "code",
    "exam_for",
    "forward",
    "second_best",
    "softmax_by_size",
    "spread",
    "unit",
    "update",
]

"""What several notebooks' defects have in common: how a plan becomes a broken one."""

from dataclasses import replace

from .broken import ScalarBiasDense, unstable_softmax
from .plan import Plan


def scalar_bias(plan: Plan) -> Plan:
    """One sum for all biases of a layer."""
    return replace(plan, dense=ScalarBiasDense)


def overflowing_softmax(plan: Plan) -> Plan:
    """No logit is subtracted before eᶻ is taken."""
    return replace(plan, loss_parts=replace(plan.loss_parts, softmax=unstable_softmax))

"""Defects that several notebooks share: each takes a plan and returns a broken one."""

from dataclasses import replace

from .broken import ScalarBiasDense, unstable_softmax
from .plan import Plan


def scalar_bias(plan: Plan) -> Plan:
    """All biases of a layer get the same gradient, one sum."""
    return replace(plan, dense=ScalarBiasDense)


def overflowing_softmax(plan: Plan) -> Plan:
    """The largest logit is not subtracted before eᶻ is computed."""
    return replace(plan, loss_parts=replace(plan.loss_parts, softmax=unstable_softmax))

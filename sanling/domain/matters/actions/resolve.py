"""Resolve: the matter is done with, this way or that, and evidence shows it."""

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.movement import finish_joint_work


def resolve(act: Acting) -> None:
    """Note the instant from which reopening is counted; what departments were called in for ends too."""
    act.matter.resolved_at = act.now
    finish_joint_work(act)

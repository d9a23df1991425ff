"""Resolve: the matter is done with, this way or that, and evidence shows it."""

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.movement import finish_joint_work, sign


def resolve(act: Acting) -> None:
    """Note the instant from which reopening is counted; what departments were called in for ends too.

    Whoever settles what they have not signed for signs for it by that.
    """
    act.matter.resolved_at = act.now
    sign(act)
    finish_joint_work(act)

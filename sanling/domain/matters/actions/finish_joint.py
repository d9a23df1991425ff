"""Finish joint: a department that was called reports that its part is done."""

from sanling.domain.matters import timing
from sanling.domain.matters.access import ENDED_WITH_MATTER
from sanling.domain.matters.acting import Acting
from sanling.domain.matters.guards import joint_of
from sanling.domain.matters.models import Clock


def finish_joint(act: Acting) -> None:
    """End the acting unit's joint assignment and its clocks."""
    joint = joint_of(act.unit_id, act.matter)
    timing.stop_all(Clock.objects.filter(assignment__in=joint), now=act.now, met=act.met)
    joint.update(ended_at=act.now, ended_how=ENDED_WITH_MATTER)

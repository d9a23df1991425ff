"""Report in: a department that was called signs for its part."""

from sanling.domain.matters import timing
from sanling.domain.matters.acting import Acting
from sanling.domain.matters.guards import joint_of
from sanling.domain.matters.models import Clock


def report_in(act: Acting) -> None:
    """Note when the acting unit's joint assignment was signed for, and stop the clocks for reporting in."""
    joint = joint_of(act.unit_id, act.matter)
    reporting = [rule.code for rule in act.definition.stopping(act.action.code)]
    clocks = Clock.objects.filter(assignment__in=joint, code__in=reporting)
    timing.stop_all(clocks, now=act.now, met=act.met)
    joint.update(signed_at=act.now)

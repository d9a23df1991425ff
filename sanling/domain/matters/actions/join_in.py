"""Join in: call departments to settle the matter together (吹哨报到), each with a clock of its own."""

from sanling.domain.matters import timing
from sanling.domain.matters.acting import Acting
from sanling.domain.matters.models import Assignment
from sanling.domain.matters.movement import participate


def join_in(act: Acting) -> None:
    """Open one joint assignment a department, and start the clocks that the action names for it."""
    for unit in act.fields["units"]:
        participate(act, unit)
        joint, made = Assignment.objects.get_or_create(
            matter=act.matter,
            unit=unit,
            kind=Assignment.Kind.JOINT,
            ended_at=None,
            defaults={"begun_at": act.now},
        )
        if made:
            timing.start(act.action.clocks, matter=act.matter, now=act.now, assignment=joint)

"""How a matter moves between units and posts: every span is a row with a begin and an end."""

from sanling.domain.matters import timing
from sanling.domain.matters.access import ENDED_WITH_MATTER, barred_units
from sanling.domain.matters.acting import Acting
from sanling.domain.matters.models import Assignment, Clock, Matter, Stage
from sanling.domain.matters.standing import joint_units
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import unit_above
from sanling.foundation.database.prepared import insert, run

_PARTICIPATE = """
    INSERT INTO matters_participation (matter_id, unit_id, registered_at) VALUES (%s, %s, %s)
    ON CONFLICT DO NOTHING
"""
_SIGN = """
    UPDATE matters_assignment SET signed_at = %s
    WHERE matter_id = %s AND kind = 'main' AND ended_at IS NULL AND signed_at IS NULL
"""
_END_STAGE = "UPDATE matters_stage SET ended_at = %s WHERE matter_id = %s AND ended_at IS NULL"


def hold(act: Acting, unit: Unit) -> None:
    """Hand the matter to a unit, which then has it unassigned."""
    release(act)
    act.matter.unit = unit
    participate(act, unit)


def participate(act: Acting, unit: Unit) -> None:
    """Let a unit see the matter from now on."""
    run(_PARTICIPATE, [act.matter.pk, unit.pk, act.matter.registered_at])


def charge(act: Acting, post: Post) -> None:
    """Charge a post with the matter; whoever was charged before is released."""
    release(act)
    act.matter.assignee = post
    act.assignment = Assignment(
        matter=act.matter,
        kind=Assignment.Kind.MAIN,
        unit_id=post.unit_id,
        post=post,
        begun_at=act.now,
    )
    insert(act.assignment)


def sign(act: Acting) -> None:
    """Note that whoever is charged has the matter in hand, unless that was noted before."""
    if act.matter.assignee_id is not None:
        run(_SIGN, [act.now, act.matter.pk])


def release(act: Acting) -> None:
    """End the main assignment, if there is one."""
    if act.matter.assignee_id is None:
        return
    Assignment.objects.filter(matter=act.matter, kind=Assignment.Kind.MAIN, ended_at=None).update(
        ended_at=act.now, ended_how=act.action.code
    )
    act.matter.assignee = None


def end_all(act: Acting) -> None:
    """End every assignment with the matter; whoever did the work keeps sight of it."""
    Assignment.objects.filter(matter=act.matter, ended_at=None).update(
        ended_at=act.now, ended_how=ENDED_WITH_MATTER
    )
    act.matter.assignee = None


def finish_joint_work(act: Acting) -> None:
    """End what departments were called in for, and its clocks."""
    if not joint_units(matter=act.matter.pk):
        return
    joint = Assignment.objects.filter(matter=act.matter, kind=Assignment.Kind.JOINT, ended_at=None)
    timing.stop_all(Clock.objects.filter(assignment__in=joint), now=act.now, met=act.met)
    joint.update(ended_at=act.now, ended_how=ENDED_WITH_MATTER)


def begin_stage(act: Acting) -> Stage:
    """Close the stage under way and open the one that the act led to."""
    run(_END_STAGE, [act.now, act.matter.pk])
    stage = Stage(matter=act.matter, state=act.matter.state, unit_id=act.matter.unit_id, begun_at=act.now)
    insert(stage)
    return stage


def unit_to_climb_to(matter: Matter) -> Unit | None:
    """Return the unit above the holder, or the next above that if the matter is concealed from it."""
    barred = barred_units(matter)
    above = unit_above(matter.unit)
    while above is not None and above.pk in barred:
        above = unit_above(above)
    return above


def previous_unit(act: Acting) -> Unit | None:
    """Return the unit that held the matter before the one that holds it now."""
    before = (
        Stage.objects.filter(matter=act.matter)
        .exclude(unit_id=act.matter.unit_id)
        .select_related("unit")
        .order_by("-begun_at", "-pk")
        .first()
    )
    return before.unit if before else None

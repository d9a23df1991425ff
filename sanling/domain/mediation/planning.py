"""What a plan of a sitting may be: when, where, and which sides take part by which modes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.config import Use
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Attendance, Side, Sitting
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor

LONGEST = timedelta(hours=8)
AHEAD = timedelta(days=180)
LONGEST_PLACE = 120
# Of one dispute, moved ones counted.
MOST = 60


@dataclass(frozen=True)
class Plan:
    """When a sitting is, where those meet who come to a place, and the mode of each side by its key."""

    begins_at: datetime
    minutes: int
    modes: Mapping[int, str]
    place: str = ""

    @property
    def ends_at(self) -> datetime:
        """Return when it is over."""
        return self.begins_at + timedelta(minutes=self.minutes)


def check_plan(matter: Matter, plan: Plan) -> None:
    """Refuse what can't be planned in a locked dispute: `Invalid` by field, `NotAllowed` without a mediator."""
    if matter.assignee_id is None:
        reason = _("A sitting is planned for the mediator who has the dispute: nobody has it yet.")
        raise NotAllowed(action="plan_sitting", reason=reason, allowed=())
    part = part_of(matter.city).sittings
    errors = {}
    if plan.begins_at <= clock.now():
        errors["begins_at"] = _("This time is over.")
    elif plan.begins_at > clock.now() + AHEAD:
        errors["begins_at"] = _("This time is too far ahead.")
    if not timedelta() < timedelta(minutes=plan.minutes) <= LONGEST:
        errors["minutes"] = _("A sitting takes at most eight hours.")
    modes = [part.mode(code) for code in plan.modes.values()]
    taking_part = Side.objects.filter(matter=matter, answer=Side.Answer.CONSENTS, pk__in=plan.modes)
    if not modes or None in modes or taking_part.count() < len(modes):
        errors["modes"] = _("Please say how each side that has agreed to mediation takes part.")
    if len(plan.place) > LONGEST_PLACE:
        errors["place"] = _("Too long.")
    elif not plan.place and any(mode.at_place for mode in modes if mode):
        errors["place"] = _("Please say where those meet who come in person.")
    if errors:
        raise Invalid(errors)


def lay_out(actor: Actor, matter: Matter, plan: Plan, *, uid: UUID, sequence: int = 0) -> Sitting:
    """Write the rows of a plan that was checked, of a dispute that is locked."""
    if matter.assignee_id is None or Sitting.objects.filter(matter=matter).count() >= MOST:
        reason = _("No more sittings can be planned here.")
        raise NotAllowed(action="plan_sitting", reason=reason, allowed=())
    sitting = Sitting.objects.create(
        matter=matter,
        uid=uid,
        sequence=sequence,
        begins_at=plan.begins_at,
        ends_at=plan.ends_at,
        place=plan.place,
        post_id=matter.assignee_id,
        planned_by_id=actor.own.post_id if isinstance(actor, Viewer) else None,
        planned_at=clock.now(),
    )
    Attendance.objects.bulk_create(
        Attendance(sitting=sitting, side_id=side, mode=mode) for side, mode in sorted(plan.modes.items())
    )
    return sitting


def check_reason(matter: Matter, reason: str, use: Use, field: str = "reason") -> None:
    """Refuse a reason that the city doesn't have for a use: `Invalid`."""
    if reason not in part_of(matter.city).sittings.reasons_for(use):
        raise Invalid({field: _("Please choose one of the options.")})

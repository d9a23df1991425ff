"""Answer sitting: a side says that it comes, or that it can't and why, and may propose another time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.mediation.access import SideActor
from sanling.domain.mediation.config import Use
from sanling.domain.mediation.hearing import hear
from sanling.domain.mediation.models import Attendance, Reply, Sitting
from sanling.domain.mediation.planning import check_reason
from sanling.domain.mediation.sittings import lock_sitting
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

LONGEST, MOST = 200, 30


def answer_sitting(
    *,
    actor: Actor,
    sitting_id: int,
    side_id: int,
    comes: bool,
    reason: str = "",
    proposed_at: datetime | None = None,
    text: str = "",
) -> Reply:
    """Keep what a side answered, by its link or written down by who works on the dispute, beside what it said before.

    Raises `Invalid` by field, `NotFound`, `NotAllowed` of a sitting that was moved or is over.
    """
    with transaction.atomic():
        sitting = lock_sitting(actor, sitting_id)
        attendance = next((row for row in sitting.attendances.all() if row.side_id == side_id), None)
        if attendance is None:
            raise NotFound("not expected")
        reason, proposed_at = ("", None) if comes else (reason, proposed_at)
        _check(sitting, attendance, None if comes else reason, proposed_at, text)
        reply = Reply.objects.create(
            attendance=attendance,
            comes=comes,
            reason=reason,
            proposed_at=proposed_at,
            text=text,
            at=clock.now(),
            by_post_id=actor.own.post_id if isinstance(actor, Viewer) else None,
        )
        record(
            actor=actor,
            act="mediation.answer_sitting",
            subject=f"matter:{sitting.matter_id}",
            city=sitting.matter.city,
            detail={"sitting": sitting.pk, "side": side_id, "comes": comes, "reason": reason},
        )
        if isinstance(actor, SideActor):
            hear(sitting.matter, "hear_side", "comes" if comes else "stays_away")
    return reply


def _check(
    sitting: Sitting, attendance: Attendance, reason: str | None, proposed_at: datetime | None, text: str
) -> None:
    if reason is not None:
        check_reason(sitting.matter, reason, Use.SIDE, "answer")
    if proposed_at is not None and proposed_at <= clock.now():
        raise Invalid({"proposed_at": _("This time is over.")})
    if len(text) > LONGEST or attendance.replies.count() >= MOST:
        raise Invalid({"text": _("Too much was written here. Please call the mediator.")})

"""Write minutes: the mediator keeps what is said in a sitting, as often as it is saved."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed, Stale
from sanling.domain.mediation.minutes import lock_written
from sanling.domain.mediation.models import Minutes
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record

LONGEST = 20_000


def write_minutes(*, actor: Viewer, sitting_id: int, version: int, text: str) -> Minutes:
    """Keep the text under its next version; 0 begins it.

    Raises `Stale` where somebody changed it after ``version``, `Invalid`, `NotAllowed` once it is closed, `NotFound`.
    """
    with transaction.atomic():
        sitting = lock_written(actor, sitting_id)
        minutes = Minutes.objects.filter(sitting=sitting).first()
        current = minutes.version if minutes else 0
        if minutes is not None and minutes.closed_at is not None:
            reason = _("These minutes are closed. What is wrong in them is corrected beside them.")
            raise NotAllowed(action="write_minutes", reason=reason, allowed=())
        if current != version:
            raise Stale(opened=version, current=current)
        if len(text) > LONGEST:
            raise Invalid({"text": _("Too long.")})
        if minutes is None:
            minutes = Minutes(
                sitting=sitting,
                sort=Minutes.Sort.MINUTES,
                begun_by_id=actor.own.post_id,
                begun_at=clock.now(),
            )
        minutes.text, minutes.version = text, current + 1
        minutes.save()
        if current == 0:
            record(
                actor=actor,
                act="mediation.write_minutes",
                subject=f"matter:{sitting.matter_id}",
                city=sitting.matter.city,
                detail={"sitting": sitting.pk},
            )
    return minutes

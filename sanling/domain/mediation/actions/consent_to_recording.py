"""Consent to recording: a side says whether a sitting may be recorded, and whether that may replace minutes."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.mediation.models import RecordingConsent, Sitting
from sanling.domain.mediation.sittings import lock_sitting
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

MOST = 20


def consent_to_recording(
    *, actor: Actor, sitting_id: int, side_id: int, records: bool, replaces: bool = False
) -> RecordingConsent:
    """Keep what a side expected at a sitting says, beside what it said before; the last word holds.

    A recording replaces minutes only if all agree (法释〔2021〕23号 22). Raises `NotFound`, `NotAllowed`.
    """
    with transaction.atomic():
        sitting = lock_sitting(actor, sitting_id, planned=False)
        if side_id not in {attendance.side_id for attendance in sitting.attendances.all()}:
            raise NotFound("not expected")
        over = sitting.ended_at is not None and sitting.ended_how != Sitting.Ending.HELD
        if over or RecordingConsent.objects.filter(sitting=sitting, side=side_id).count() >= MOST:
            reason = _("This sitting was moved or has ended. Please open it again.")
            raise NotAllowed(action="consent_to_recording", reason=reason, allowed=())
        consent = RecordingConsent.objects.create(
            sitting=sitting,
            side_id=side_id,
            records=records,
            replaces=records and replaces,
            at=clock.now(),
            by_post_id=actor.own.post_id if isinstance(actor, Viewer) else None,
        )
        record(
            actor=actor,
            act="mediation.consent_to_recording",
            subject=f"matter:{sitting.matter_id}",
            city=sitting.matter.city,
            detail={"sitting": sitting.pk, "side": side_id, "records": records, "replaces": consent.replaces},
        )
    return consent

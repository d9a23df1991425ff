"""Close minutes: what was written and read back is what is confirmed from now on, and no sign of it changes."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound, Stale
from sanling.domain.mediation.minutes import lock_written, protocol_of
from sanling.domain.mediation.models import Minutes, Sitting, SittingFile
from sanling.domain.mediation.sittings import all_consent
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record


def close_minutes(*, actor: Viewer, sitting_id: int, version: int, as_facts: bool = False) -> Minutes:
    """Close the minutes of a sitting that was held; ``as_facts``, they are the undisputed facts beside a recording.

    A recording replaces minutes only where all agree, and undisputed facts are set down in writing (法释〔2021〕23号
    22). Raises `Stale`, `Invalid`, `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        sitting = lock_written(actor, sitting_id)
        minutes = Minutes.objects.filter(sitting=sitting, closed_at=None).first()
        if minutes is None:
            raise NotFound("nothing to close")
        if minutes.version != version:
            raise Stale(opened=version, current=minutes.version)
        if not minutes.text:
            raise Invalid({"text": _("Please fill this in.")})
        _refuse_too_early(sitting, as_facts=as_facts)
        minutes.sort = Minutes.Sort.FACTS if as_facts else Minutes.Sort.MINUTES
        protocol = protocol_of(sitting, sort=minutes.sort, text=minutes.text)
        minutes.content, minutes.digest, minutes.closed_at = protocol.as_json(), protocol.digest, clock.now()
        minutes.save()
        record(
            actor=actor,
            act="mediation.close_minutes",
            subject=f"matter:{sitting.matter_id}",
            city=sitting.matter.city,
            detail={"sitting": sitting.pk, "digest": protocol.digest.hex()},
        )
    return minutes


def _refuse_too_early(sitting: Sitting, *, as_facts: bool) -> None:
    reason = ""
    recordings = SittingFile.objects.filter(
        sitting=sitting, sort=SittingFile.Sort.RECORDING, file__isnull=False
    )
    if sitting.ended_how != Sitting.Ending.HELD:
        reason = _("First say that the sitting was held, and who came.")
    elif as_facts and not (all_consent(sitting, to_replace=True) and recordings.exists()):
        reason = _(
            "A recording replaces minutes only where there is one and all sides agree to it (法释〔2021〕23号 22)."
        )
    if reason:
        raise NotAllowed(action="close_minutes", reason=reason, allowed=())

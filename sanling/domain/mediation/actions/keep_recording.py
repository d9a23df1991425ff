"""Keep recording: what was recorded of a sitting, where all its sides agreed to that."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.mediation.minutes import lock_written
from sanling.domain.mediation.models import Sitting, SittingFile
from sanling.domain.mediation.sittings import all_consent
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.files.models import StoredFile

MOST = 10
SORTS = ("audio/", "video/")


def keep_recording(*, actor: Viewer, sitting_id: int, file: StoredFile) -> SittingFile:
    """Keep a file as a recording of a sitting that was held, for who held it.

    It is read by who reads the minutes, and deleted by a rule of its own (`forgetting.py`). Raises `NotAllowed` where
    one side has not agreed, `Invalid` for what is no recording, `NotFound`.
    """
    with transaction.atomic():
        sitting = lock_written(actor, sitting_id)
        if sitting.ended_how != Sitting.Ending.HELD or not all_consent(sitting):
            reason = _("A sitting is recorded only where all its sides agree; without that no file is taken.")
            raise NotAllowed(action="keep_recording", reason=reason, allowed=())
        if not file.media_type.startswith(SORTS):
            raise Invalid({"recording": _("Please choose a sound or a film.")})
        if SittingFile.objects.filter(sitting=sitting).count() >= MOST:
            raise Invalid({"recording": _("At most %(most)d files at once.") % {"most": MOST}})
        kept = SittingFile.objects.create(
            sitting=sitting,
            sort=SittingFile.Sort.RECORDING,
            file=file,
            at=clock.now(),
            post_id=actor.own.post_id,
        )
        record(
            actor=actor,
            act="mediation.keep_recording",
            subject=f"matter:{sitting.matter_id}",
            city=sitting.matter.city,
            detail={"sitting": sitting.pk, "sha256": file.sha256},
        )
    return kept

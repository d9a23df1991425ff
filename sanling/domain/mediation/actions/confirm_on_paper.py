"""Confirm on paper: the mediator brings a scan of the minutes, signed by whoever had not confirmed them yet."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.mediation.actions.confirm_minutes import confirm_minutes
from sanling.domain.mediation.minutes import awaited, lock_closed, present_at
from sanling.domain.mediation.models import Minutes, SittingFile
from sanling.domain.mediation.signing import Way
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.files.models import StoredFile


def confirm_on_paper(
    *, actor: Viewer, sitting_id: int, digest: bytes, pages: Sequence[StoredFile]
) -> Minutes:
    """Keep the confirmations of all sides that were there and lack them, with the scan beside the minutes.

    The scan stands in no timeline, so that no bundle takes it along. Raises `Invalid` without one, else as
    `confirm_minutes`.
    """
    with transaction.atomic():
        minutes = lock_closed(actor, sitting_id)
        if actor.own.post_id != minutes.sitting.post_id:
            raise NotFound("not who held it")
        if not pages:
            raise Invalid({"pages": _("Please add a scan of the signed pages.")})
        for side in awaited(minutes, present_at(sitting_id)):
            confirm_minutes(actor=actor, sitting_id=sitting_id, side_id=side, digest=digest, way=Way.PAPER)
        SittingFile.objects.bulk_create(
            SittingFile(
                sitting_id=sitting_id,
                sort=SittingFile.Sort.PAPER,
                file=page,
                at=clock.now(),
                post_id=actor.own.post_id,
            )
            for page in pages
        )
    return minutes

"""Showing personal data in the clear, to someone who says why."""

from collections.abc import Callable

from django.db import transaction

from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

MAX_PURPOSE_LENGTH = 200


class PurposeMissing(ValueError):
    """Personal data is shown only for a purpose that is said (PIPL art. 6)."""


def unmask(
    *, actor: Actor, city: str, subject: str, field: str, purpose: str, reveal: Callable[[], str]
) -> str:
    """Return a personal value in the clear, after its reading is recorded with its purpose.

    ``subject`` names the row ("party:12"), ``field`` the value; whether the actor may is the caller's to decide before.
    Raises PurposeMissing. Nothing is revealed unless the record is written.
    """
    purpose = purpose.strip()[:MAX_PURPOSE_LENGTH]
    if not purpose:
        raise PurposeMissing("Say what the data is needed for.")
    with transaction.atomic():
        record(
            actor=actor,
            act="privacy.unmask",
            subject=subject,
            city=city,
            detail={"field": field, "purpose": purpose},
        )
        return reveal()

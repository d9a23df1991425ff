"""Confirm: all facts of a zero in a month are in for a division and what lies below it; or take that back."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.incidents.telling import tell_month
from sanling.domain.people.access import Viewer
from sanling.domain.recognition.access import may_confirm
from sanling.domain.recognition.models import Confirmation
from sanling.domain.recognition.months import is_over
from sanling.foundation import clock
from sanling.foundation.audit.record import record


def confirm_month(*, actor: Viewer, zero: str, month: date, division: str) -> Confirmation:
    """Confirm a month that is over, by its first day; confirming again changes nothing.

    Raises ``PermissionDenied``, and ``ValidationError`` for a month that isn't over: facts of it may yet happen.
    """
    _check(actor, zero, division)
    if not is_over(month):
        raise ValidationError(
            _("This month isn't over: facts may yet come. Confirm it from the 1st of the next.")
        )
    with transaction.atomic():
        confirmation, is_new = Confirmation.objects.get_or_create(
            zero=zero,
            month=month,
            division_id=division,
            ended_at=None,
            defaults={"by": actor.key, "at": clock.now()},
        )
        if is_new:
            record(
                actor=actor,
                act="month.confirm",
                subject=f"division:{confirmation.division_id}",
                city=confirmation.division_id[:4],
                detail=_told(confirmation),
            )
    return confirmation


def reopen_month(*, actor: Viewer, confirmation: Confirmation) -> None:
    """Take a confirmation back; what it established is not established any more. Raises ``PermissionDenied``."""
    _check(actor, confirmation.zero, confirmation.division_id)
    with transaction.atomic():
        ended = Confirmation.objects.filter(pk=confirmation.pk, ended_at=None)
        if ended.update(ended_at=clock.now(), ended_by=actor.key):
            record(
                actor=actor,
                act="month.reopen",
                subject=f"division:{confirmation.division_id}",
                city=confirmation.division_id[:4],
                detail=_told(confirmation),
            )


def _check(actor: Viewer, zero: str, division: str) -> None:
    if not may_confirm(actor, zero, division):
        raise PermissionDenied


def _told(confirmation: Confirmation) -> dict[str, str]:
    """Have the month judged anew, and return what the audit log says of it."""
    tell_month(confirmation.division_id[:4], confirmation.month)
    return {"zero": confirmation.zero, "month": f"{confirmation.month:%Y-%m}"}

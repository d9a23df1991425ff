"""Decide on another phone of an account, as the second person."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import confirms_change
from sanling.domain.people.models import PhoneChange
from sanling.foundation import clock
from sanling.foundation.accounts.actions.change_phone import change_phone
from sanling.foundation.audit.record import record


def decide_phone_change(*, actor: Viewer, change_id: int, confirmed: bool) -> PhoneChange:
    """Give the account the phone that was asked for, or not; of the number nothing is kept beside the account.

    Raises ``PhoneChange.DoesNotExist`` when nothing waits, ``PermissionDenied`` unless the actor may be the second
    person, ``ValidationError`` where another account has the phone by now.
    """
    with transaction.atomic():
        waiting = PhoneChange.objects.select_for_update(of=("self",)).select_related("user", "by")
        change = waiting.get(pk=change_id, decided_at=None)
        if not confirms_change(actor, change):
            raise PermissionDenied
        if confirmed:
            change_phone(actor=actor, user_id=change.user_id, phone=change.phone)
        change.decided_by_id, change.decided_at = actor.post_id, clock.now()
        change.confirmed, change.phone = confirmed, ""
        change.save(update_fields=["decided_by", "decided_at", "confirmed", "phone"])
        act = "account.confirm_phone" if confirmed else "account.reject_phone"
        record(actor=actor, act=act, subject=change.user.key, city=actor.city, detail={"by": change.by_id})
    return change

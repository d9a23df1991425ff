"""Decide on another phone of an account, as the second person."""

from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import decide_change
from sanling.domain.people.models import PhoneChange
from sanling.foundation.accounts.actions.change_phone import change_phone
from sanling.foundation.audit.record import record


def decide_phone_change(*, actor: Viewer, change_id: int, confirmed: bool) -> PhoneChange:
    """Give the account the phone that was asked for, or not; of the number nothing is kept beside the account.

    Raises ``PhoneChange.DoesNotExist`` when nothing waits, ``PermissionDenied`` unless the actor may be the second
    person, ``ValidationError`` where another account has the phone by now.
    """
    with transaction.atomic():
        change = decide_change(
            actor,
            PhoneChange,
            change_id,
            confirmed=confirmed,
            carry_out=lambda asked: change_phone(actor=actor, user_id=asked.user_id, phone=asked.phone),
        )
        change.phone = ""
        change.save(update_fields=["phone"])
        act = "account.confirm_phone" if confirmed else "account.reject_phone"
        record(actor=actor, act=act, subject=change.user.key, city=actor.city, detail={"by": change.by_id})
    return change

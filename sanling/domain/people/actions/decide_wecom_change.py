"""Decide whether an account is joined to a member of WeCom, as the second person."""

from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import decide_change
from sanling.domain.people.models import WeComChange
from sanling.foundation.accounts.actions.join_wecom import join_wecom
from sanling.foundation.audit.record import record


def decide_wecom_change(*, actor: Viewer, change_id: int, confirmed: bool) -> WeComChange:
    """Join the account to the member that was asked for, or don't.

    Raises ``WeComChange.DoesNotExist`` when nothing waits, ``PermissionDenied`` unless the actor may be the second
    person, ``ValidationError`` where another account is the member's by now.
    """
    with transaction.atomic():
        change = decide_change(
            actor,
            WeComChange,
            change_id,
            confirmed=confirmed,
            carry_out=lambda asked: join_wecom(actor=actor, user_id=asked.user_id, wecom_id=asked.wecom_id),
        )
        act = "account.confirm_wecom" if confirmed else "account.reject_wecom"
        record(actor=actor, act=act, subject=change.user.key, city=actor.city, detail={"by": change.by_id})
    return change

"""Decide whether an account is joined to a member of WeCom, as the second person."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import confirms_change
from sanling.domain.people.models import WeComChange
from sanling.foundation import clock
from sanling.foundation.accounts.actions.join_wecom import join_wecom
from sanling.foundation.audit.record import record


def decide_wecom_change(*, actor: Viewer, change_id: int, confirmed: bool) -> WeComChange:
    """Join the account to the member that was asked for, or don't.

    Raises ``WeComChange.DoesNotExist`` when nothing waits, ``PermissionDenied`` unless the actor may be the second
    person, ``ValidationError`` where another account is the member's by now.
    """
    with transaction.atomic():
        waiting = WeComChange.objects.select_for_update(of=("self",)).select_related("user", "by")
        change = waiting.get(pk=change_id, decided_at=None)
        if not confirms_change(actor, change):
            raise PermissionDenied
        if confirmed:
            join_wecom(actor=actor, user_id=change.user_id, wecom_id=change.wecom_id)
        change.decided_by_id, change.decided_at, change.confirmed = actor.post_id, clock.now(), confirmed
        change.save(update_fields=["decided_by", "decided_at", "confirmed"])
        detail = {"by": change.by_id}
        if confirmed:
            record(
                actor=actor,
                act="account.confirm_wecom",
                subject=change.user.key,
                city=actor.city,
                detail=detail,
            )
        else:
            record(
                actor=actor,
                act="account.reject_wecom",
                subject=change.user.key,
                city=actor.city,
                detail=detail,
            )
    return change

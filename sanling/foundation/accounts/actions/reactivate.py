"""Taking an ended account up again."""

from django.db import transaction

from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def reactivate(*, actor: Actor, user_id: int, reason: str) -> User:
    """Let the holder of an ended account sign in again; `reason` is a code. Raises User.DoesNotExist."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        if not user.is_active:
            user.is_active = True
            user.save(update_fields=["is_active"])
            record(actor=actor, act="account.reactivate", subject=user.key, detail={"reason": reason})
    return user

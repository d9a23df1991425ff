"""Ending an account."""

from django.db import transaction

from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def deactivate(*, actor: Actor, user_id: int, reason: str) -> User:
    """End an account: its holder is out at once, and no session of theirs comes back if the account does.

    `reason` is a code, such as "left". Ending twice changes nothing. Raises User.DoesNotExist.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        if user.is_active:
            user.is_active = False
            user.session_epoch += 1
            user.save(update_fields=["is_active", "session_epoch"])
            record(actor=actor, act="account.deactivate", subject=user.key, detail={"reason": reason})
    return user

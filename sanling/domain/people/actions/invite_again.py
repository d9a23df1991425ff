"""Invite the holder of a new account once more."""

from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import kept_account
from sanling.foundation.accounts.models import Invitation
from sanling.foundation.audit.record import record


def invite_again(*, actor: Viewer, user_id: int) -> bool:
    """Have the worker send a new invitation to the account's phone; false where nobody is invited by one any more.

    Links that were sent or printed before open nothing more. Raises ``PermissionDenied`` unless the actor keeps the
    account, ``User.DoesNotExist``.
    """
    with transaction.atomic():
        user = kept_account(actor, user_id)
        waiting = Invitation.objects.filter(user=user, accepted_at=None, user__last_login=None)
        if not user.phone or not waiting.update(digest=None, given_at=None):
            return False
        record(actor=actor, act="account.invite_again", subject=user.key, city=actor.city)
    return True

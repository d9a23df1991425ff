"""Take an ended account up again from the desk."""

from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import kept_account
from sanling.foundation.accounts.actions.reactivate import reactivate
from sanling.foundation.accounts.models import User


def take_up_account(*, actor: Viewer, user_id: int) -> User:
    """Let the holder of an ended account sign in again, by what let them in before.

    Raises ``PermissionDenied`` unless the actor keeps it, ``User.DoesNotExist``.
    """
    with transaction.atomic():
        kept_account(actor, user_id)
        return reactivate(actor=actor, user_id=user_id, reason="desk")

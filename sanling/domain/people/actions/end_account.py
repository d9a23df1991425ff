"""End an account from the desk: by the administrators of all places where its holder works."""

from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import kept_account
from sanling.foundation.accounts.actions.deactivate import deactivate
from sanling.foundation.accounts.models import User


def end_account(*, actor: Viewer, user_id: int) -> User:
    """End an account: its holder is out at once. Posts stay as they are, until they are ended.

    Raises ``PermissionDenied`` unless the actor keeps it, ``User.DoesNotExist``.
    """
    with transaction.atomic():
        kept_account(actor, user_id)
        return deactivate(actor=actor, user_id=user_id, reason="desk")

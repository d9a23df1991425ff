"""Note where somebody's notices go by mail."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.people.keeping import keeps_account
from sanling.foundation.accounts.models import User, email_of
from sanling.foundation.audit.record import record


def change_email(*, actor: Viewer, user_id: int, email: str) -> User:
    """Give an account an email address, or none; it lets nobody in, and notices tell a number alone.

    Raises ``ValidationError`` under "email" for what is no address, ``PermissionDenied`` unless the actor keeps the
    account, ``User.DoesNotExist``.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        if not keeps_account(actor, user):
            raise PermissionDenied
        user.email = email_of(email)
        user.clean_fields(exclude={field.name for field in User._meta.fields} - {"email"})  # noqa: SLF001
        user.save(update_fields=["email"])
        record(actor=actor, act="account.change_email", subject=user.key, city=actor.city)
    return user

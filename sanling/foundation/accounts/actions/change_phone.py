"""Changing the phone by which somebody signs in."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def change_phone(*, actor: Actor, user_id: int, phone: str) -> User:
    """Give an account another mobile phone ("+86…"): all its sessions end, and codes go to the new one.

    Whose decision that may be is the caller's to see to: who has the phone comes in. Raises ``ValidationError`` for a
    phone that another account has or that is none, ``User.DoesNotExist``.
    """
    try:
        with transaction.atomic():
            user = User.objects.select_for_update().get(pk=user_id)
            user.phone, user.phone_verified, user.session_epoch = phone, False, user.session_epoch + 1
            user.full_clean()
            user.save(update_fields=["phone", "phone_verified", "session_epoch"])
            record(actor=actor, act="account.change_phone", subject=user.key)
    except IntegrityError:
        # Somebody took it between the check and here.
        raise ValidationError({"phone": [User._meta.get_field("phone").error_messages["unique"]]}) from None  # noqa: SLF001
    return user

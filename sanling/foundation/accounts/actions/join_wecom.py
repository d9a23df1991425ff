"""Joining an account to a member of the city's WeCom, who signs in by it from then on."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def join_wecom(*, actor: Actor, user_id: int, wecom_id: str) -> User:
    """Join an account to a member (`wecom_id_of`); where it was joined to another one, all its sessions end.

    Whose decision that may be is the caller's to see to: the member comes in. Raises ``ValidationError`` for a member
    of whom another account is or who can be none, ``User.DoesNotExist``.
    """
    try:
        with transaction.atomic():
            user = User.objects.select_for_update().get(pk=user_id)
            if user.wecom_id:
                user.session_epoch += 1
            user.wecom_id = wecom_id
            user.full_clean()
            user.save(update_fields=["wecom_id", "session_epoch"])
            record(actor=actor, act="account.join_wecom", subject=user.key)
    except IntegrityError:
        # Somebody took it between the check and here.
        raise ValidationError(
            {"wecom_id": [User._meta.get_field("wecom_id").error_messages["unique"]]}  # noqa: SLF001
        ) from None
    return user

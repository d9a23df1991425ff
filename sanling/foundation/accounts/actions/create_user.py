"""Making an account for a member of staff."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.privacy.normalise import normalise_phone


def create_user(
    *,
    actor: Actor,
    username: str,
    display_name: str,
    phone: str = "",
    password: str | None = None,
    language: str = "zh-hans",
) -> User:
    """Make an account; without a password its holder signs in by phone code, passkey or the city's single sign-on.

    Raises ValidationError with the errors of each field.
    """
    user = User(
        username=username.strip().lower(),
        display_name=display_name.strip(),
        phone=_normalised(phone) if phone.strip() else None,
        language=language,
    )
    if password is None:
        user.set_unusable_password()
    else:
        _check_password(password, user)
        user.set_password(password)
    try:
        with transaction.atomic():
            user.full_clean()
            user.save()
            record(actor=actor, act="account.create", subject=user.key)
    except IntegrityError:
        # Somebody made the same account between the check and here: now the check sees it, and says so by field.
        user.full_clean()
        raise
    return user


def _normalised(phone: str) -> str:
    try:
        return normalise_phone(phone)
    except ValueError:
        raise ValidationError({"phone": _("Enter a mobile phone number of mainland China.")}) from None


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from None

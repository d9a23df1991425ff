"""Making an account for a member of staff."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sanling.foundation.accounts.models import User, username_of
from sanling.foundation.audit.actor import Actor, person_behind
from sanling.foundation.audit.record import record
from sanling.foundation.cleaning import clean_line, fold, read_name
from sanling.foundation.privacy.phone import NoPhone, is_mobile, normalise_phone


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
        username=username_of(username),
        display_name=_name(display_name),
        phone=_mobile(phone) if fold(phone) else None,
        language=language,
        made_by_id=person_behind(actor),
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


def _name(typed: str) -> str:
    """Return a name; one that is missing or too long is refused with the other fields."""
    name = clean_line(typed)
    try:
        return read_name(name, longest=len(name))
    except ValueError as error:
        raise ValidationError({"display_name": str(error)}) from None


def _mobile(phone: str) -> str:
    """Return a number that codes can be sent to; what is none is refused with the other fields (`User.phone`)."""
    try:
        found = normalise_phone(phone)
    except NoPhone:
        found = ""
    if not is_mobile(found):
        raise ValidationError({"phone": _("Enter a mobile phone number of mainland China.")})
    return found


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from None

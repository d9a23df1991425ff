"""Reads of accounts."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet

from sanling.foundation.accounts.models import User
from sanling.foundation.delivery import sms

# Recovery codes alone are no second factor: they stand in for one that was lost.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user_id: int) -> bool:
    """Tell whether an account has an authenticator app or a passkey."""
    found: bool = Authenticator.objects.filter(user_id=user_id, type__in=FACTORS).exists()
    return found


def who_can_sign_in() -> QuerySet[User]:
    """Return the accounts that a way in is open to: a password, a code to their phone, the city's single sign-on."""
    accounts = User.objects.filter(is_active=True)
    if settings.OIDC_URL:
        return accounts
    has_password = ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return accounts.filter(has_password | Q(phone__isnull=False) if sms.can_send() else has_password)

"""Reads of accounts."""

from allauth.mfa.models import Authenticator

# Recovery codes alone are no second factor: they stand in for one that was lost.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user_id: int) -> bool:
    """Tell whether an account has an authenticator app or a passkey."""
    found: bool = Authenticator.objects.filter(user_id=user_id, type__in=FACTORS).exists()
    return found

"""How allauth signs our staff in: no open signup, phones of mainland China, encrypted second factors, audited.

The settings these classes rely on stand under "Sign-in of staff" in `sanling/settings.py`. allauth has no types, so its
classes are `Any` to the checker.
"""

import logging
import secrets
from base64 import b32encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.fields import PhoneField
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from requests import RequestException

from sanling.foundation.accounts.models import User, username_of
from sanling.foundation.accounts.proof import lacks_proof, other_way
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import record
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.tasks import send_later
from sanling.foundation.privacy.phone import NoPhone, is_mobile, normalise_phone
from sanling.foundation.privacy.sealed import seal, unseal
from sanling.foundation.privacy.unreadable import NotReadable

_log = logging.getLogger(__name__)
_SYSTEM = SystemActor("sign-in")


class StaffPhoneField(PhoneField):  # type: ignore[misc]
    """A phone number as people here type it; cleaned to "+86…"."""

    default_error_messages = {"invalid": _("Enter a mobile phone number of mainland China.")}

    def __init__(self, **options: Any) -> None:
        """Leave the check to `clean`, since allauth's own wants a country code."""
        super().__init__(**{"validators": [], "label": _("Mobile phone"), **options})


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by administrators and found by username or phone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: nobody makes an account for themselves."""
        return False

    def phone_form_field(self, **options: Any) -> StaffPhoneField:
        """Return the field of the code form."""
        return StaffPhoneField(**options)

    def clean_phone(self, phone: str) -> str:
        """Return a phone as it is stored; raises ValidationError."""
        try:
            found = normalise_phone(phone)
        except NoPhone:
            found = ""
        if not is_mobile(found):
            raise ValidationError(StaffPhoneField.default_error_messages["invalid"], code="invalid")
        return found

    def get_user_by_phone(self, phone: str) -> User | None:
        """Return the account of a phone number however it is written; an ended account is none."""
        try:
            return User.objects.filter(phone=normalise_phone(phone), is_active=True).first()
        except NoPhone:
            return None

    def get_phone(self, user: AbstractBaseUser) -> tuple[str, bool] | None:
        """Return an account's phone and whether a code sent to it has come back."""
        account = _account(user)
        return (account.phone, account.phone_verified) if account.phone else None

    def set_phone(self, user: AbstractBaseUser, phone: str, verified: bool) -> None:  # noqa: FBT001 -- allauth's signature
        """Refuse: a phone is changed by an administrator."""
        raise NotImplementedError("The phone of an account is changed by an administrator.")

    def set_phone_verified(self, user: AbstractBaseUser, phone: str) -> None:
        """Note that a code sent to the account's phone has come back."""
        User.objects.filter(pk=user.pk, phone=phone).update(phone_verified=True)

    def send_verification_code_sms(self, user: AbstractBaseUser, phone: str, code: str, **_more: Any) -> None:
        """Have the worker send a sign-in code."""
        send_later(sms.code_message(phone, code))

    def send_unknown_account_sms(self, phone: str, **_more: Any) -> None:
        """Send nothing, and queue as much: a number that is no account's gets no message, and no quicker answer."""
        send_later(None)

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """Return the ways in which somebody signed in proves who they are: an account without any has another."""
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return found or ([other_way(user)] if isinstance(user, User) else [])

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Want a fresh proof for whatever would let somebody in again, and ask for it where allauth takes it for given.

        A sign-on of the city's that is joined to the account is as lasting as a password.
        """
        if lacks_proof(context.request):
            if not context.request.user.phone:
                messages.info(
                    context.request, _("Sign in again first, so that it is certain that it is you.")
                )
            raise ReauthenticationRequired
        return True

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in, and record it."""
        super().login(request, user)
        account = _account(user)
        record(actor=account, act="account.sign_in", subject=account.key)

    def logout(self, request: HttpRequest) -> None:
        """Sign out, and record it."""
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            record(actor=user, act="account.sign_out", subject=user.key)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record a wrong password by the account that was tried, never by what was typed."""
        super().authentication_failed(request, **credentials)
        name = username_of(str(credentials.get("username") or ""))
        user = User.objects.filter(username=name).first() or self.get_user_by_phone(name)
        record(actor=_SYSTEM, act="account.sign_in_failed", subject=user.key if user else "user:unknown")

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, *_more: Any, **_others: Any
    ) -> None:
        """Record what allauth would write a mail about: passwords, second factors and sign-ons that change."""
        account = _account(user)
        what = template_prefix.rpartition("/")[2]
        record(actor=account, act=f"account.{what.removeprefix('account_')}", subject=account.key)


class StaffSecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors encrypted."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret; for one that can't be read a fresh one, to which no code belongs."""
        try:
            return unseal(encrypted_text)
        except NotReadable:
            _log.warning(
                "The secret of a second factor can't be read: `sanling rotate-keys --check` names it."
            )
            return b32encode(secrets.token_bytes(20)).decode()


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets those in whom the city's own sign-on names, if they have an account here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Refuse: a person unknown here gets no account by being known there."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect a first sign-on to the account that `settings.OIDC_CLAIM` names, if none was connected to it before.

        Names and phones are given to others in time: from the first on the provider's ``sub`` decides.
        """
        if sociallogin.is_existing:
            return
        user = self._named(sociallogin.account.extra_data)
        if user is None:
            return
        if SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider).exists():
            _log.warning("Another person of the single sign-on than the one tied to %s names it.", user.key)
            return
        sociallogin.connect(request, user)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        **_more: Any,
    ) -> None:
        """Log what went wrong with it, whose page says only that it did; where it is not away, how we came there."""
        away = exception is None or isinstance(exception, RequestException)
        _log.warning(
            "The single sign-on failed: %s", exception or error, exc_info=None if away else exception
        )

    def _named(self, data: dict[str, Any]) -> User | None:
        parts = [data.get("id_token", {}), data.get("userinfo", {})]
        claims = {**parts[0], **parts[1]}
        named = claims.get(settings.OIDC_CLAIM)
        if not isinstance(named, str) or not named:
            return None
        if settings.OIDC_CLAIM == "phone_number":
            # Whoever types a number there, and was never asked to prove it, would be whose it is here.
            if any(part.get("phone_number_verified", True) is not True for part in parts):
                return None
            return StaffAdapter().get_user_by_phone(named)
        return User.objects.filter(username=username_of(named), is_active=True).first()


def _account(user: AbstractBaseUser) -> User:
    """Return allauth's user as ours, which it always is."""
    if not isinstance(user, User):
        raise TypeError(f"{user!r} is no staff account.")
    return user

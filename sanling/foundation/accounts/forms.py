"""The sign-in forms, in our words."""

import struct
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.exceptions import ValidationError
from django.forms import Form, HiddenInput, JSONField
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from sanling.foundation.accounts.models import User, username_of
from sanling.foundation.cleaning import fold_code, storable_json
from sanling.foundation.delivery import sms

# Of a known phone as of an unknown one.
CODES_TOO_OFTEN = _(
    "Codes are asked for too often. Use the last one that came: another can be had once a minute, and five times "
    "an hour."
)


class StaffLoginForm(LoginForm):  # type: ignore[misc]
    """Username or phone, and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Name the first field by what goes into it, so that no placeholder need say it."""
        super().__init__(*args, **options)
        self.fields["login"].label = _("Username or mobile phone")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        """Fold it exactly as the account was made."""
        return username_of(self.cleaned_data["login"])


class StaffRequestCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """The phone that a code is to be sent to."""

    def clean_phone(self) -> str:
        """Say that no codes can be sent before looking whose phone it is."""
        if not sms.can_send():
            raise ValidationError(_("The code could not be sent. Sign in another way, or try again later."))
        try:
            phone: str = super().clean_phone()
        except ValidationError as error:
            # The library calls it failed sign-ins; nobody has tried to sign in yet.
            often = error.code == "too_many_login_attempts"
            raise ValidationError(CODES_TOO_OFTEN, code="rate_limited") if often else error from None
        return phone


class _TypedCode(Form):
    """A code is read on whatever keyboard it was typed."""

    def clean_code(self) -> str:
        """Fold it before it is compared."""
        self.cleaned_data["code"] = fold_code(self.cleaned_data["code"])
        code: str = super().clean_code()  # type: ignore[misc]
        return code


class StaffFactorForm(_TypedCode, AuthenticateForm):  # type: ignore[misc]
    """The code of a second factor, at sign-in."""


class StaffFactorAgainForm(_TypedCode, ReauthenticateForm):  # type: ignore[misc]
    """The code of a second factor, asked for again."""


class StaffNewFactorForm(_TypedCode, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""


class StaffCodeForm(_TypedCode, ConfirmLoginCodeForm):  # type: ignore[misc]
    """The six digits sent to a phone."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Bring up the digits' keyboard."""
        super().__init__(*args, **options)
        if not self.expected_code:
            # The phone is no account's: an account is looked up all the same, so that the page takes no less time.
            User.objects.filter(pk=0).first()
        field = self.fields["code"]
        field.label = _("Code from the message")
        field.widget.attrs["inputmode"] = "numeric"
        field.widget.attrs.pop("placeholder", None)

    def clean_code(self) -> str:
        """Count the try before the code is looked at, and a wrong one against its address, too.

        The library counts in the session alone, where tries at one moment are one.
        """
        request = context.request
        mine = f"{request.session.session_key} {self.expected_code}"
        counted = ratelimit.consume(request, action="try_login_code", key=mine)
        if not (counted and ratelimit.consume(request, action="login_code_wrong", dry_run=True)):
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            return super().clean_code()
        except ValidationError:
            ratelimit.consume(request, action="login_code_wrong")
            raise


class StaffPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """A new password for the old one."""

    def clean_password1(self) -> str:
        """Refuse the old one again."""
        chosen: str = self.cleaned_data["password1"]
        if self.user.check_password(chosen):
            raise ValidationError(_("This is the password you have. Choose another."))
        return chosen


class CredentialField(JSONField):
    """What a browser says of a passkey; the library takes what has another shape for failures of its own."""

    def __init__(self, shape: type[RegistrationResponse] | type[AuthenticationResponse]) -> None:
        """Ask for an answer to registering a passkey, or to being asked for one."""
        super().__init__(widget=HiddenInput)
        self.shape = shape

    def to_python(self, value: Any) -> Any:
        """Return it as it was sent, rid of what can't be looked up; raises ValidationError for another shape."""
        try:
            said = storable_json(super().to_python(value))
            self.shape.from_dict(said)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError, struct.error):
            wrong = {"value": ""}
            raise ValidationError(self.error_messages["invalid"], code="invalid", params=wrong) from None
        return said

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what the form shows again: nothing, since no answer serves twice."""
        return None


class _Answered(Form):
    """A form that a passkey answers."""

    shape: type[RegistrationResponse] | type[AuthenticationResponse] = AuthenticationResponse

    def __init__(self, *args: Any, **options: Any) -> None:
        """Read the answer with care."""
        super().__init__(*args, **options)
        self.fields["credential"] = CredentialField(self.shape)


class PasskeyForm(_Answered, AddWebAuthnForm):  # type: ignore[misc]
    """A passkey to be added."""

    shape = RegistrationResponse

    def __init__(self, *args: Any, **options: Any) -> None:
        """Label the name, which the library leaves in English."""
        super().__init__(*args, **options)
        self.fields["name"].label = _("Name of the key")


class PasskeyFactorForm(_Answered, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second factor."""


class PasskeyLoginForm(_Answered, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of a password."""


class PasskeyAgainForm(_Answered, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey, asked for again."""

"""The first password of an account, and the code by phone with which its holder proves who they are before."""

from typing import Any, Self

from allauth.account import app_settings, views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from sanling.foundation.accounts.forms import CODES_TOO_OFTEN, StaffCodeForm
from sanling.foundation.accounts.models import User
from sanling.foundation.accounts.proof import way_to_proof
from sanling.foundation.delivery import sms
from sanling.foundation.privacy.mask import mask_phone

SESSION_KEY = "accounts.proof_by_code"


@login_required
def set_password(request: HttpRequest) -> HttpResponseBase:
    """Give an account its first password, once it has proved itself; a password sent before that is kept nowhere."""
    due = None if _account(request).has_usable_password() else way_to_proof(request, then=request.path)
    answer: HttpResponseBase = due or views.password_set(request)
    return answer


def _account(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise TypeError("Nobody is signed in.")
    return user


class _CodeProof(AbstractCodeVerificationProcess):  # type: ignore[misc]
    """A code on its way to the phone of whoever is signed in."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        """Take it up as the session has it."""
        super().__init__(
            state=state,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            user=request.user,
        )
        self.request = request

    @classmethod
    def resume(cls, request: HttpRequest) -> Self | None:
        """Return the one under way, if it went to the phone that the account has now."""
        state = request.session.get(SESSION_KEY)
        if not state or state["phone"] != _account(request).phone:
            return None
        found: Self | None = cls(request, state).abort_if_invalid()
        return found

    @classmethod
    def begin(cls, request: HttpRequest) -> None:
        """Have the worker send a new code."""
        adapter, user = get_adapter(), _account(request)
        code = adapter.generate_phone_verification_code(user=user, phone=user.phone)
        cls(request, {**cls.initial_state(user=user, phone=user.phone), "code": code}).persist()
        adapter.send_verification_code_sms(user=user, phone=user.phone, code=code)

    def send(self) -> None:
        """Do nothing: `begin` sends."""

    def persist(self) -> None:
        """Keep it in the session."""
        self.request.session[SESSION_KEY] = self.state

    def abort(self) -> None:
        """Forget it."""
        self.request.session.pop(SESSION_KEY, None)


@method_decorator(login_required, name="dispatch")
class ReauthenticateByCode(views.BaseReauthenticateView):  # type: ignore[misc]
    """Send a code to the account's own phone, and take it."""

    template_name = "account/reauthenticate_by_code.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look whether a code is on its way, or is to be sent."""
        self.proof = _CodeProof.resume(request)
        self.sending = self.proof is None or request.POST.get("action") == "send"
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_form_class(self) -> type[Form]:
        """Ask for the code once it was sent."""
        return Form if self.sending else StaffCodeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Compare with the code that was sent."""
        wanted = {} if self.sending or self.proof is None else {"code": self.proof.code}
        return {**super().get_form_kwargs(), **wanted}

    def form_valid(self, form: Form) -> HttpResponseBase:
        """Send a code, or note the proof and go on to what was wanted."""
        if self.sending or self.proof is None:
            return self._send(form)
        record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
        self.proof.abort()
        answer: HttpResponseBase = super().form_valid(form)
        return answer

    def form_invalid(self, form: Form) -> HttpResponse:
        """Count a wrong code; after the last try only a new one helps."""
        if not self.sending and self.proof is not None and not self.proof.record_invalid_attempt():
            self.proof = None
        answer: HttpResponse = super().form_invalid(form)
        return answer

    def _send(self, form: Form) -> HttpResponseBase:
        key = f"proof {_account(self.request).phone}"
        if not sms.can_send():
            form.add_error(None, _("The code could not be sent. Try again later."))
        elif not ratelimit.consume(self.request, action="request_login_code", key=key):
            form.add_error(None, CODES_TOO_OFTEN)
        else:
            _CodeProof.begin(self.request)
            return redirect(self.passthrough_next_url(self.request.path))
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say where the code goes, as far as its holder knows it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"sent": self.proof is not None, "phone": mask_phone(self.request.user.phone)}


reauthenticate_by_code = ReauthenticateByCode.as_view()

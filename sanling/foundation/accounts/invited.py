"""Coming in by an invitation: with a code to the account's phone, or where none can be sent with a first password."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import SetPasswordForm
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.core import ratelimit
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanling.foundation.accounts.forms import CODES_TOO_OFTEN
from sanling.foundation.accounts.invitations import opened_by
from sanling.foundation.accounts.models import Invitation, User
from sanling.foundation.audit.record import record
from sanling.foundation.clock import now
from sanling.foundation.delivery import sms
from sanling.foundation.privacy.mask import mask_phone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show whose invitation this is, and let that person in; the link opens once.

    Whoever is signed in here already, as on a shared machine, is told so, and signed out by going on.
    """
    found = opened_by(token)
    if found is None:
        return render(request, "account/invitation_over.html", status=404)
    by_code = _by_code(found.user)
    data = request.POST if request.method == "POST" else None
    form = Form(data) if by_code else SetPasswordForm(found.user, data)
    if request.method == "POST" and form.is_valid():
        response = _send_code(request, found, form) if by_code else _let_in(request, found, form)
        if response is not None:
            return response
    context = {
        "user_invited": found.user,
        "by_code": by_code,
        "phone": mask_phone(found.user.phone or ""),
        "form": form,
    }
    return render(request, "account/invitation.html", context, status=422 if form.errors else 200)


def _by_code(user: User) -> bool:
    return bool(user.phone) and sms.can_send()


def _send_code(request: HttpRequest, found: Invitation, form: Form) -> HttpResponse | None:
    """Send the sign-in code; ``None`` where one was sent a moment ago."""
    user = found.user
    if not ratelimit.consume(request, action="request_login_code", key=user.phone):
        form.add_error(None, CODES_TOO_OFTEN)
        return None
    if not _accepted(found):
        return redirect(request.path)
    _sign_out_others(request)
    LoginCodeVerificationProcess.initiate(request=request, user=user, phone=user.phone)
    return redirect("account_confirm_login_code")


def _let_in(request: HttpRequest, found: Invitation, form: SetPasswordForm) -> HttpResponse:
    """Set the password and sign in; what the account still needs besides is asked for then."""
    with transaction.atomic():
        if not _accepted(found):
            return redirect(request.path)
        form.save()
    _sign_out_others(request)
    record_authentication(request, found.user, method="password", username=found.user.username)
    response: HttpResponse = perform_login(request, Login(user=found.user))
    return response


def _sign_out_others(request: HttpRequest) -> None:
    """Sign out whoever is signed in: the page that asks for the code would lead them away, and the link be used up."""
    if request.user.is_authenticated:
        get_adapter().logout(request)


def _accepted(found: Invitation) -> bool:
    """Note that somebody came in by it; of two at once the second did not."""
    with transaction.atomic():
        mine = Invitation.objects.filter(pk=found.pk, digest=found.digest, accepted_at=None)
        if not mine.update(accepted_at=now(), digest=None):
            return False
        record(actor=found.user, act="account.accept_invitation", subject=found.user.key)
    return True

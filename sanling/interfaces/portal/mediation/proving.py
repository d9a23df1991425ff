"""That whoever signs by a code holds the side's phone: the code is sent, and each try of one counts."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.mediation.links import phone_of
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.tasks import send_later
from sanling.interfaces.components.signing import DigestField
from sanling.interfaces.components.texts import PlainText
from sanling.interfaces.portal.mediation.opened import Open


class CodeForm(forms.Form):
    """The code that the side's phone got, by which it signs where it can't draw."""

    digest = DigestField(required=False)
    code = PlainText(max_length=12, label=gettext_lazy("Code from the message"))


def send_code(request: HttpRequest, opened: Open) -> HttpResponse:
    """Send the side's phone a code, and go back to where it is typed."""
    phone = phone_of(opened.side)
    if phone and sms.can_send() and not sms.over_rate(phone):
        send_later(sms.code_message(phone, sms.current_code(phone)))
        messages.success(request, _("The code goes out by text message. It is good for five minutes."))
    else:
        messages.error(request, _("No code can be sent now. Sign on this page, or with the mediator."))
    return redirect(f"{request.path}?code=1#sign")


def proved(opened: Open, what: str, form: forms.Form) -> bool:
    """Tell whether a code is the phone's; asked outside of the act, so that each try counts."""
    if what != "code":
        return True
    phone = phone_of(opened.side)
    claim = f"mediation.sign:{opened.side.pk}"
    if phone and sms.verify(phone, form.cleaned_data["code"], claim=claim):
        return True
    form.add_error("code", _("This code is not right, or no longer good."))
    return False


def code_context(
    request: HttpRequest, opened: Open, sent: dict[str, forms.Form], digest: str, *, signs: bool
) -> dict[str, object]:
    """Return what a page shows of signing by a code, where the side signs now and has a phone that it can go to."""
    phone = phone_of(opened.side)
    by_code = bool(phone) and sms.can_send()
    blank = CodeForm(auto_id="code_%s", initial={"digest": digest})
    return {
        "code": sent.get("code", blank) if signs and by_code else None,
        "asked_for_code": "code" in request.GET or "code" in sent,
        "demo_code": sms.current_code(phone) if settings.DEMO and by_code and "code" in request.GET else "",
    }

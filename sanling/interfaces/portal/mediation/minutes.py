"""The minutes of a sitting on the pages of a side that was there: it reads, confirms and corrects them beside."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sanling.domain.mediation.actions.confirm_minutes import confirm_minutes
from sanling.domain.mediation.actions.correct_minutes import LONGEST, correct_minutes
from sanling.domain.mediation.agreements import signers_of
from sanling.domain.mediation.minutes import minutes_of
from sanling.domain.mediation.models import Minutes
from sanling.domain.mediation.signing import Way
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.minutes import corrections_of, shown_minutes
from sanling.interfaces.components.responses import secret_page
from sanling.interfaces.components.signing import SignForm
from sanling.interfaces.components.texts import PlainText
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.mediation.opened import Open, did_of_side, open_or_404, refused
from sanling.interfaces.portal.mediation.proving import CodeForm, code_context, proved, send_code


class CorrectForm(forms.Form):
    """What a side finds wrong."""

    text = PlainText(lines=3, max_length=LONGEST, label=gettext_lazy("What is wrong in the minutes"))


@secret_page
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def side_minutes(request: HttpRequest, token: str, sitting_id: int) -> HttpResponse:
    """Show a side the closed minutes of a sitting at which it was, or do what it sent."""
    opened = open_or_404(token)
    found = minutes_of(opened.actor, opened.side.matter).filter(sitting=min(sitting_id, 2**63 - 1)).first()
    if found is None or not found.content:
        raise Http404
    if request.method != "POST":
        return _draw(request, opened, found)
    if answer := refused(request, opened):
        return answer
    what = request.POST.get("what", "")
    if what == "ask_code":
        return send_code(request, opened)
    form = _form(opened, found, what, request)
    if form is None:
        return redirect(request.path)
    if (
        form.is_valid()
        and proved(opened, what, form)
        and did_of_side(request, opened, what, form, lambda: _act(opened, found, form))
    ):
        messages.success(request, _("It was sent."))
        return redirect(request.path)
    return _draw(request, opened, found, {what: form}, status=422)


def _form(opened: Open, minutes: Minutes, what: str, request: HttpRequest) -> forms.Form | None:
    match what:
        case "sign":
            return SignForm(minutes, signers_of(opened.side), request.POST)
        case "code":
            return CodeForm(request.POST, auto_id="code_%s")
        case "correct":
            return CorrectForm(request.POST, auto_id="correct_%s")
        case _:
            return None


def _act(opened: Open, minutes: Minutes, form: forms.Form) -> None:
    key = minutes.sitting_id
    if isinstance(form, CorrectForm):
        correct_minutes(actor=opened.actor, sitting_id=key, text=form.cleaned_data["text"])
        return
    if isinstance(form, SignForm):
        said: dict[str, Any] = {"way": Way.GLASS, **form.signed}
    else:
        said = {"way": Way.CODE, "digest": form.cleaned_data["digest"]}
    confirm_minutes(actor=opened.actor, sitting_id=key, side_id=opened.side.pk, **said)


def _draw(
    request: HttpRequest,
    opened: Open,
    minutes: Minutes,
    sent: dict[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    side, forms_sent = opened.side, sent or {}
    signed = next((row for row in minutes.signatures.all() if row.side_id == side.pk), None)
    words = shown_minutes(minutes)
    context: dict[str, Any] = {
        "side": side,
        "matter": side.matter,
        "shown_minutes": words,
        "corrections": corrections_of(minutes),
        "signed": signed,
        "sign": None if signed else forms_sent.get("sign", SignForm(minutes, signers_of(side))),
        "correct": forms_sent.get("correct", CorrectForm(auto_id="correct_%s")),
        "form": next((form for form in forms_sent.values() if form.errors), None),
        "key": uuid4().hex,
    }
    context |= code_context(request, opened, forms_sent, words.digest, signs=signed is None)
    profile = profile_for(side.matter.city)
    return page(request, "portal/mediation/minutes.html", context, profile=profile, status=status)

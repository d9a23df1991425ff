"""Objecting to what is published: a form that anybody may send, and the answer for whoever did."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from sanling.domain.matters.access import VisitorActor
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.numbering import parse
from sanling.domain.recognition.actions.file_objection import LONGEST, file_objection
from sanling.domain.recognition.publication import objection_of, published_of_number
from sanling.foundation.delivery.idempotency import InvalidKey, KeyReused, fingerprint, once, opened, was_sent
from sanling.foundation.delivery.limits import Over, hit
from sanling.foundation.privacy.sealed import seal
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.profile.served import profile_of_number
from sanling.interfaces.components.client import client_address
from sanling.interfaces.components.refusals import put_errors
from sanling.interfaces.components.responses import secret_page
from sanling.interfaces.components.texts import PhoneField, PlainText, local_phones
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.proof import is_solved, spend

HOUR = timedelta(hours=1)
PAGE = "portal/recognition/objection.html"
# With the proof that a browser spent some calculation on it, and without.
AN_HOUR, UNPROVEN_AN_HOUR = 20, 4


class ObjectionForm(forms.Form):
    """What is wrong; who says so may be left open."""

    use_required_attribute = False
    key = PlainText(widget=forms.HiddenInput, max_length=64, initial=lambda: uuid4().hex)
    text = PlainText(
        lines=6,
        max_length=LONGEST,
        label=gettext_lazy("What is wrong, and how you know"),
        help_text=gettext_lazy("Only the office that decides on it reads this, never the subject."),
    )
    name = PlainText(required=False, max_length=60, label=gettext_lazy("Your name"))
    phone = PhoneField(required=False, label=gettext_lazy("Your phone number"))


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, number: str) -> HttpResponse:
    """Take an objection to what is published under a number."""
    number = parse(number) or ""
    profile, found = profile_of_number(number), published_of_number(number)
    if profile is None or found is None:
        raise Http404
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    local_phones(form, profile.city)
    if form.is_valid():
        wait = None if was_sent(scope=_scope(number), key=form.cleaned_data["key"]) else _wait(request)
        if wait is not None:
            return _over(request, profile, {"published": found, "form": form}, wait)
        try:
            return redirect("portal:objection_answer", token=_file(number, form.cleaned_data))
        except Invalid as invalid:
            put_errors(form, invalid.errors)
        except (InvalidKey, KeyReused):
            form.data = {**form.data.dict(), "key": uuid4().hex}  # type: ignore[attr-defined]
            form.add_error(
                None, gettext_lazy("This page was sent already with other words. Please send again.")
            )
    context = {"published": found, "form": form}
    return page(request, PAGE, context, profile=profile, status=422 if form.errors else 200)


def _scope(number: str) -> str:
    return f"portal.objection:{number}"


def _wait(request: HttpRequest) -> timedelta | None:
    """Count an objection, and return after which time another is taken if this one is too many."""
    proof = request.POST.get("altcha", "")
    limit = AN_HOUR if is_solved(proof) and spend(proof) else UNPROVEN_AN_HOUR
    counted = hit(scope="portal.objection", key=client_address(request), limit=limit, per=HOUR)
    return counted.retry_after if isinstance(counted, Over) else None


def _over(
    request: HttpRequest, profile: Profile, context: dict[str, Any], retry_after: timedelta
) -> HttpResponse:
    """Say when it can be sent again, with all that was typed."""
    seconds = max(1, round(retry_after.total_seconds()))
    text = _("That was often in a short time. Please send it again in %(minutes)d minutes.")
    context["form"].add_error(None, text % {"minutes": -(-seconds // 60)})
    response = page(request, PAGE, context, profile=profile, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _file(number: str, sent: dict[str, str]) -> str:
    """File it once however often it is sent, and return the secret of the link to its answer."""
    mark = fingerprint([sent["text"], sent["name"], sent["phone"]])
    with once(scope=_scope(number), key=sent["key"], fingerprint=mark) as attempt:
        if attempt.first():
            said = {name: sent[name] for name in ("text", "name", "phone")}
            token = file_objection(actor=VisitorActor(), number=number, **said)
            attempt.keep({"token": seal(token)})
    return opened(attempt.result["token"])


@secret_page
@require_safe
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show whoever objected what became of it."""
    found = objection_of(token)
    if found is None:
        raise Http404
    profile = profile_for(found.recognition.subject.division_id)
    return page(request, "portal/recognition/answer.html", {"objection": found}, profile=profile)

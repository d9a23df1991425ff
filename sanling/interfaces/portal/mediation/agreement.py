"""The agreement on a side's own pages: it reads and signs the text, keeps the paper, and tells how it was performed."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from sanling.domain.mediation.access import agreements_of
from sanling.domain.mediation.actions.record_performance import record_performance
from sanling.domain.mediation.actions.sign import sign
from sanling.domain.mediation.agreements import signers_of, signing_of
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Agreement, Obligation, Performance
from sanling.domain.mediation.naming import LACKING
from sanling.domain.mediation.rules import Form
from sanling.domain.mediation.signing import Way, lacks_to_sign
from sanling.domain.publications.bulletin import BrokenTemplate
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.agreements import paper, shown, word
from sanling.interfaces.components.responses import secret_page
from sanling.interfaces.components.signing import PerformanceForm, SignForm
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.mediation.opened import Open, did_of_side, open_or_404, refused
from sanling.interfaces.portal.mediation.proving import CodeForm, code_context, proved, send_code


@secret_page
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def side_agreement(request: HttpRequest, token: str) -> HttpResponse:
    """Show a side the agreement of its dispute, or do what it sent."""
    opened = open_or_404(token)
    agreement = _agreement_or_404(opened)
    if request.method != "POST":
        return _draw(request, opened, agreement)
    if answer := refused(request, opened):
        return answer
    what = request.POST.get("what", "")
    if what == "ask_code":
        return send_code(request, opened)
    form = _form(opened, agreement, what, request)
    if form is None:
        return redirect(request.path)
    if (
        form.is_valid()
        and proved(opened, what, form)
        and did_of_side(request, opened, what, form, lambda: _act(opened, agreement, form))
    ):
        messages.success(request, _("It was sent."))
        return redirect(request.path)
    return _draw(request, opened, agreement, {what: form}, status=422)


@secret_page
@require_safe
def side_agreement_paper(request: HttpRequest, token: str) -> HttpResponse:
    """Hand a side the paper of the agreement."""
    opened = open_or_404(token)
    return paper(_agreement_or_404(opened))


@secret_page
@require_safe
def side_agreement_word(request: HttpRequest, token: str) -> HttpResponse:
    """Hand a side the text as Word; where the template can't be used, lead back to the page, which says so."""
    opened = open_or_404(token)
    try:
        return word(_agreement_or_404(opened))
    except BrokenTemplate:
        messages.error(request, _("This can't be done now."))
        return redirect("portal:side_agreement", token=token)


def _agreement_or_404(opened: Open) -> Agreement:
    found = agreements_of(opened.actor, opened.side.matter).first()
    if found is None:
        raise Http404
    found.matter = opened.side.matter
    return found


def _form(opened: Open, agreement: Agreement, what: str, request: HttpRequest) -> forms.Form | None:
    if what == "sign":
        own = signers_of(opened.side)
        return SignForm(agreement, own, request.POST)
    if what == "code":
        return CodeForm(request.POST, auto_id="code_%s")
    owed = _told_by(opened, agreement).get(what)
    return PerformanceForm(owed[0], request.POST, only=owed[1]) if owed else None


def _act(opened: Open, agreement: Agreement, form: forms.Form) -> None:
    if isinstance(form, PerformanceForm):
        record_performance(actor=opened.actor, obligation_id=form.obligation.pk, **form.cleaned_data)
        return
    if isinstance(form, SignForm):
        said = {"way": Way.GLASS, **form.signed}
    else:
        said = {"way": Way.CODE, "digest": form.cleaned_data["digest"]}
    sign(actor=opened.actor, agreement_id=agreement.pk, side_id=opened.side.pk, **said)


def _told_by(opened: Open, agreement: Agreement) -> dict[str, tuple[Obligation, tuple[str, ...]]]:
    """Return what a side may tell the performance of, by the name of its form, and which results are its to tell."""
    told: dict[str, tuple[Obligation, tuple[str, ...]]] = {}
    if agreement.ended_at is not None:
        return told
    for obligation in agreement.obligations.order_by("nth"):
        if obligation.to_id == opened.side.pk:
            told[f"performance-{obligation.nth}"] = (obligation, ())
        elif obligation.by_id == opened.side.pk:
            told[f"performance-{obligation.nth}"] = (obligation, (Performance.Result.BROKEN.value,))
    return told


def _draw(
    request: HttpRequest,
    opened: Open,
    agreement: Agreement,
    sent: dict[str, forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    side, shown_forms = opened.side, sent or {}
    signing = signing_of(agreement)
    waits = agreement.ended_at is None and side.pk in signing.awaited and agreement.form != Form.ORAL
    lacking = lacks_to_sign(signing) if waits else []
    own = signers_of(side)
    signed = [signature for signature in agreement.signatures.all() if signature.side_id == side.pk]
    context: dict[str, Any] = {
        "side": side,
        "matter": side.matter,
        "agreement": agreement,
        "shown": shown(agreement),
        "signed": signed[0] if signed else None,
        "lacking": [LACKING[what] for what in lacking],
        "sign": shown_forms.get("sign", SignForm(agreement, own)) if waits and not lacking else None,
        "owed": [
            (obligation, name, shown_forms.get(name, PerformanceForm(obligation, only=only)))
            for name, (obligation, only) in _told_by(opened, agreement).items()
        ],
        "to_court": _to_court(opened, agreement),
        "routes": part_of(side.matter.city).routes,
        "form": next((form for form in shown_forms.values() if form.errors), None),
        "key": uuid4().hex,
    }
    digest, signs = bytes(agreement.digest or b"").hex(), waits and not lacking
    context |= code_context(request, opened, shown_forms, digest, signs=signs)
    return _page(request, context, side.matter.city, status)


def _to_court(opened: Open, agreement: Agreement) -> str:
    """Return where a side reads how the confirmation stands, of what can be confirmed here."""
    if agreement.effective_at is None or agreement.ended_at is not None:
        return ""
    here = part_of(opened.side.matter.city).confirmation
    return reverse("portal:side_confirmation", args=[opened.token]) if here else ""


def _page(request: HttpRequest, context: dict[str, Any], city: str, status: int) -> HttpResponse:
    profile = profile_for(city)
    return page(request, "portal/mediation/agreement.html", context, profile=profile, status=status)

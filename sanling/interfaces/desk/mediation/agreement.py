"""The agreement of a dispute at the desk: drawn up, looked through, closed, signed, sealed, and followed up."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanling.domain.matters.errors import Invalid
from sanling.domain.mediation.access import (
    agreements_of,
    is_mediated,
    may_follow_up,
    may_keep,
    may_seal,
    reads_agreement,
    visible_sides,
)
from sanling.domain.mediation.actions.change_terms import change_terms
from sanling.domain.mediation.actions.close_text import close_text
from sanling.domain.mediation.actions.draw_up import draw_up
from sanling.domain.mediation.actions.end_agreement import end_agreement
from sanling.domain.mediation.actions.record_performance import record_performance
from sanling.domain.mediation.actions.seal_agreement import seal_agreement
from sanling.domain.mediation.actions.sign import sign
from sanling.domain.mediation.actions.sign_on_paper import sign_on_paper
from sanling.domain.mediation.agreements import signers_of
from sanling.domain.mediation.models import Agreement
from sanling.domain.mediation.signing import Way
from sanling.domain.mediation.terms import Terms
from sanling.domain.people.access import Viewer
from sanling.domain.publications.bulletin import BrokenTemplate
from sanling.foundation.audit.record import record
from sanling.interfaces.components.agreements import paper, word
from sanling.interfaces.components.door import door
from sanling.interfaces.components.refusals import STALE_TEXT, tried
from sanling.interfaces.components.signing import DigestField, PerformanceForm, SignForm
from sanling.interfaces.components.texts import OneOf, PlainText, WholeField
from sanling.interfaces.desk.matters.matter import visible_or_404
from sanling.interfaces.desk.matters.uploads import receive
from sanling.interfaces.desk.mediation.agreement_forms import DrawUpForm, TermsForm
from sanling.interfaces.desk.mediation.agreement_page import Work, context_of
from sanling.interfaces.desk.pages import sees_matters

Forms = dict[str, Any]


class VersionForm(forms.Form):
    """Which version of a text was read."""

    version = WholeField(widget=forms.HiddenInput)


class PaperForm(forms.Form):
    """Which text was signed on paper."""

    digest = DigestField(required=False)


class EndForm(forms.Form):
    """Why a text is taken back or withdrawn."""

    how = OneOf(
        label=gettext_lazy("What is to become of it"),
        choices=[
            (Agreement.Ending.CHANGED.value, gettext_lazy("It is changed: another text takes its place")),
            (Agreement.Ending.WITHDRAWN.value, gettext_lazy("It is withdrawn")),
        ],
    )
    reason = PlainText(lines=2, max_length=300, label=gettext_lazy("Reason"))


_FORMS: Mapping[str, type[forms.Form]] = {"close": VersionForm, "paper": PaperForm, "end": EndForm}


@require_GET
@door(sees_matters)
def agreement(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show the agreement of a dispute as it stands, with what may be done."""
    work = _work_or_404(viewer, number)
    _record_reading(work)
    return _page(request, work)


@require_GET
@door(sees_matters)
def agreement_paper(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Hand out the paper of the last text that was closed, to whoever works on the dispute or seals."""
    work, closed = _closed_or_404(viewer, number)
    _record_reading(work)
    return paper(closed)


@require_GET
@door(sees_matters)
def agreement_word(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Hand out the same as a Word document; a template that can't be used leads to the page, which says why."""
    work, closed = _closed_or_404(viewer, number)
    try:
        made = word(closed)
    except BrokenTemplate as error:
        messages.error(
            request, _("The city’s template of agreements can’t be used: %(why)s") % {"why": error}
        )
        return redirect("desk:agreement", number=number)
    _record_reading(work)
    return made


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def sign_here(request: HttpRequest, viewer: Viewer, number: str, side_id: int) -> HttpResponse:
    """Hand the device to a side, or to the mediator (0), to read the text and sign it on glass."""
    work = _work_or_404(viewer, number)
    found = work.agreement
    if found is None or not found.content or found.ended_at is not None or not work.keeps:
        raise Http404
    side = visible_sides(viewer, work.matter).filter(pk=min(side_id, 2**63 - 1)).first() if side_id else None
    if side_id and side is None:
        raise Http404
    own = signers_of(side) if side else []
    form = SignForm(found, own, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        key = side.pk if side else None
        if tried(
            form,
            lambda: sign(actor=viewer, agreement_id=found.pk, side_id=key, way=Way.GLASS, **form.signed),
        ):
            messages.success(request, _("The signature is kept."))
            return redirect("desk:agreement", number=number)
    context = context_of(work, {}) | {"form": form, "side": side}
    return render(request, "desk/mediation/sign.html", context, status=422 if form.errors else 200)


@require_POST
@door(sees_matters)
def act_on_agreement(request: HttpRequest, viewer: Viewer, number: str, what: str) -> HttpResponse:
    """Do one step: draw up, change, close, bring the paper, seal, end, or tell of performance."""
    work = _work_or_404(viewer, number)
    step = _STEPS.get(what.partition("-")[0])
    form = _form(work, request, what) if step and (work.agreement or what == "draw") else None
    if step is None or form is None:
        raise Http404
    told = form.facts if isinstance(form, TermsForm) else form
    if form.is_valid() and tried(told, lambda: step(work, request, form), stale=STALE_TEXT):
        messages.success(request, _("Saved."))
        return redirect("desk:agreement", number=number)
    return _page(request, work, {what: form}, status=422)


def _form(work: Work, request: HttpRequest, what: str) -> Any:
    """Return the form of a step; of a button it holds nothing but what is wrong."""
    found = work.agreement
    match what.partition("-"):
        case ("draw", _, _):
            return DrawUpForm(work.matter, request.POST)
        case ("terms", _, _) if found is not None:
            return TermsForm(work.matter, Terms(), found.version, request.POST)
        case ("close" | "paper" | "end" as step, _, _):
            return _FORMS[step](request.POST, auto_id=f"{step}_%s")
        case ("performance", _, nth) if nth.isdecimal() and found is not None:
            owed = found.obligations.filter(nth=min(int(nth), 999)).first()
            return PerformanceForm(owed, request.POST) if owed else None
        case _:
            return forms.Form(request.POST)


def _draw(work: Work, _request: HttpRequest, form: Any) -> None:
    said = form.cleaned_data
    draw_up(
        actor=work.viewer,
        matter_id=work.matter.pk,
        body_id=int(said["body"]),
        form=said["form"],
        template=said["template"],
    )


def _terms(work: Work, _request: HttpRequest, form: TermsForm) -> None:
    change_terms(
        actor=work.viewer,
        agreement_id=_key(work),
        version=form.facts.cleaned_data["version"],
        terms=form.terms,
    )


def _close(work: Work, _request: HttpRequest, form: Any) -> None:
    close_text(actor=work.viewer, agreement_id=_key(work), version=form.cleaned_data["version"])


def _paper(work: Work, request: HttpRequest, form: Any) -> None:
    uploads = receive(request, work.viewer)
    if uploads.errors:
        raise Invalid({"pages": " ".join(uploads.errors)})
    sign_on_paper(
        actor=work.viewer,
        agreement_id=_key(work),
        digest=form.cleaned_data["digest"],
        version=work.matter.version,
        pages=uploads.enclosures(evidence=True),
    )


def _seal(work: Work, _request: HttpRequest, _form: Any) -> None:
    seal_agreement(actor=work.viewer, agreement_id=_key(work))


def _end(work: Work, _request: HttpRequest, form: Any) -> None:
    end_agreement(actor=work.viewer, agreement_id=_key(work), **form.cleaned_data)


def _performance(work: Work, _request: HttpRequest, form: Any) -> None:
    record_performance(actor=work.viewer, obligation_id=form.obligation.pk, **form.cleaned_data)


def _key(work: Work) -> int:
    return work.agreement.pk if work.agreement else 0


_STEPS: Mapping[str, Callable[[Work, HttpRequest, Any], object]] = {
    "draw": _draw,
    "terms": _terms,
    "close": _close,
    "paper": _paper,
    "seal": _seal,
    "end": _end,
    "performance": _performance,
}


def _closed_or_404(viewer: Viewer, number: str) -> tuple[Work, Agreement]:
    """Return the last text that was closed, for who reads it."""
    work = _work_or_404(viewer, number)
    if work.agreement is None or not work.agreement.content or not work.reads:
        raise Http404
    return work, work.agreement


def _work_or_404(viewer: Viewer, number: str) -> Work:
    found = visible_or_404(viewer, number)
    if not is_mediated(found):
        raise Http404
    last = agreements_of(viewer, found).first()
    if last is not None:
        last.matter = found
    follows = may_follow_up(viewer, found)
    seals = last is not None and may_seal(viewer, found, last)
    reads = last is not None and reads_agreement(viewer, found, last)
    keeps = may_keep(viewer, found) and (last is None or reads)
    return Work(viewer, found, last, keeps=keeps, follows=follows and reads, seals=seals, reads=reads)


def _record_reading(work: Work) -> None:
    """Record that somebody reads a text that names its sides."""
    if work.agreement is not None and work.agreement.closed_at is not None and work.reads:
        record(
            actor=work.viewer,
            act="mediation.read_agreement",
            subject=f"matter:{work.matter.pk}",
            city=work.matter.city,
            detail={"agreement": work.agreement.pk},
        )


def _page(request: HttpRequest, work: Work, sent: Forms | None = None, *, status: int = 200) -> HttpResponse:
    shown, found = sent or {}, work.agreement
    context: dict[str, Any] = {"sent": shown}
    if found is None or found.ended_at is not None:
        if work.keeps:
            context["draw"] = shown.get("draw") or DrawUpForm(work.matter)
    elif work.follows:
        if found.closed_at is None:
            context["terms"] = shown.get("terms") or TermsForm(
                work.matter, Terms.read(found.terms), found.version
            )
        context["end"] = shown.get("end") or EndForm(auto_id="end_%s")
    context |= context_of(work, shown)
    wrong = [form.wrong if isinstance(form, TermsForm) else form for form in shown.values()]
    context["form"] = next((form for form in wrong if form is not None and form.errors), None)
    return render(request, "desk/mediation/agreement.html", context, status=status)

"""Judicial confirmation at the desk: the pre-check, the joint application, and the bundle for the court."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import agreements_of, is_mediated, visible_sides
from sanling.domain.mediation.actions.answer_grounds import answer_grounds
from sanling.domain.mediation.actions.enclose_proofs import enclose_proofs
from sanling.domain.mediation.actions.join_application import join_application
from sanling.domain.mediation.actions.open_confirmation import open_confirmation
from sanling.domain.mediation.confirming import confirmation_part, precheck_of
from sanling.domain.mediation.confirming_access import (
    confirmation_for,
    confirmations_of,
    is_court,
    prepares,
    reads_papers,
)
from sanling.domain.mediation.models import Agreement, JudicialConfirmation
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record
from sanling.interfaces.components.court import bundle
from sanling.interfaces.components.door import door
from sanling.interfaces.components.refusals import tried
from sanling.interfaces.desk.matters.matter import visible_or_404
from sanling.interfaces.desk.mediation.confirmation_page import (
    EncloseForm,
    JoinForm,
    OpenForm,
    Question,
    context_of,
    questions_of,
)
from sanling.interfaces.desk.pages import sees_matters

Sent = dict[str, Any]


@require_GET
@door(sees_matters)
def confirmation(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show the pre-check and the application of the agreement of a dispute, to who prepares it."""
    dispute, agreement = _work_or_404(viewer, number)
    return _page(request, viewer, dispute, agreement, {})


@require_GET
@door(sees_matters)
def court_bundle(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Hand out the bundle of an application, to the court whole, and record who read it."""
    matter = visible_or_404(viewer, number)
    found = confirmation_for(viewer, matter)
    if found is None or not found.agreement.content or not reads_papers(viewer, found):
        raise Http404
    whole = is_court(viewer, found)
    record(
        actor=viewer,
        act="mediation.read_bundle",
        subject=f"matter:{matter.pk}",
        city=matter.city,
        detail={"confirmation": found.pk, "whole": whole},
    )
    return bundle(found, whole=whole)


@require_POST
@door(sees_matters)
def act_on_confirmation(request: HttpRequest, viewer: Viewer, number: str, what: str) -> HttpResponse:
    """Do one step: answer the pre-check, open the application, write down who joined on paper, enclose files."""
    dispute, agreement = _work_or_404(viewer, number)
    if what == "precheck":
        return _answer(request, viewer, dispute, agreement)
    last = confirmations_of(viewer, agreement).first()
    form, step = _step(request, viewer, agreement, last, what)
    if form.is_valid() and tried(form, lambda: step(form.cleaned_data)):
        messages.success(request, _("It is kept."))
        return redirect("desk:confirmation", number=number)
    return _page(request, viewer, dispute, agreement, {what: form}, status=422)


def _step(
    request: HttpRequest,
    viewer: Viewer,
    agreement: Agreement,
    last: JudicialConfirmation | None,
    what: str,
) -> tuple[forms.Form, Callable[[Mapping[str, Any]], object]]:
    """Return the form of a step and what it does; raises Http404 for a step that isn't to be done."""
    name, _dash, nth = what.partition("-")
    dispute = agreement.matter
    if name == "open":
        return OpenForm(agreement, request.POST), lambda said: open_confirmation(
            actor=viewer, agreement_id=agreement.pk, court_id=int(said["court"]), head=said["head"]
        )
    if last is None:
        raise Http404
    if name == "enclose":
        return EncloseForm(viewer, dispute, request.POST), lambda said: enclose_proofs(
            actor=viewer,
            confirmation_id=last.pk,
            attachments=[int(file) for file in said["proofs"]],
            version=last.matter.version,
        )
    side = visible_sides(viewer, dispute).filter(nth=min(int(nth), 999) if nth.isdecimal() else 0).first()
    if name != "join" or side is None:
        raise Http404
    key = side.pk
    return JoinForm(request.POST, auto_id=f"{what}_%s"), lambda said: join_application(
        actor=viewer, confirmation_id=last.pk, side_id=key, address=said["address"]
    )


def _answer(request: HttpRequest, viewer: Viewer, dispute: Matter, agreement: Agreement) -> HttpResponse:
    """Keep the answers of those questions that were answered; the others stay open."""
    questions = questions_of(agreement, precheck_of(agreement), request.POST)
    answered = [q for q in questions if request.POST.get(f"{q.ground.code}-answer")]
    wrong = [question for question in answered if not question.form.is_valid()]
    if not wrong and _kept(viewer, agreement, answered):
        messages.success(request, _("It is kept."))
        return redirect("desk:confirmation", number=dispute.number)
    return _page(request, viewer, dispute, agreement, {"precheck": questions}, status=422)


def _kept(viewer: Viewer, agreement: Agreement, answered: list[Question]) -> bool:
    said = {question.ground.code: question.form.said for question in answered}
    try:
        answer_grounds(actor=viewer, agreement_id=agreement.pk, answers=said)
    except NotFound as absent:
        raise PermissionDenied from absent
    except Invalid as invalid:
        for question in answered:
            if question.ground.code in invalid.errors:
                question.form.add_error("reason", invalid.errors[question.ground.code])
        return False
    return True


def _work_or_404(viewer: Viewer, number: str) -> tuple[Matter, Agreement]:
    dispute = visible_or_404(viewer, number)
    found = agreements_of(viewer, dispute).first() if is_mediated(dispute) else None
    if (
        found is None
        or found.effective_at is None
        or not found.content
        or not confirmation_part(dispute.city)
    ):
        raise Http404
    found.matter = dispute
    if not prepares(viewer, found):
        raise Http404
    return dispute, found


def _page(
    request: HttpRequest,
    viewer: Viewer,
    dispute: Matter,
    agreement: Agreement,
    sent: Sent,
    *,
    status: int = 200,
) -> HttpResponse:
    context = context_of(viewer, dispute, agreement, sent)
    shown = [q.form for q in sent.get("precheck", ())] or [*sent.values()]
    context["form"] = next((form for form in shown if form.is_bound and form.errors), None)
    return render(request, "desk/mediation/confirmation.html", context, status=status)

"""The sittings of a dispute at the desk: planned, moved, prepared, recorded."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanling.domain.mediation.access import may_keep
from sanling.domain.mediation.actions.answer_sitting import answer_sitting
from sanling.domain.mediation.actions.call_off_sitting import call_off_sitting
from sanling.domain.mediation.actions.consent_to_recording import consent_to_recording
from sanling.domain.mediation.actions.move_sitting import move_sitting
from sanling.domain.mediation.actions.plan_sitting import plan_sitting
from sanling.domain.mediation.actions.record_sitting import record_sitting
from sanling.domain.mediation.actions.settle_beforehand import settle_beforehand
from sanling.domain.mediation.ics import sitting_ics
from sanling.domain.mediation.models import Sitting
from sanling.domain.mediation.sitting import Settled
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.door import door
from sanling.interfaces.components.refusals import tried
from sanling.interfaces.components.sittings import ics_answer
from sanling.interfaces.desk.mediation.sitting_forms import PlanForm
from sanling.interfaces.desk.mediation.sitting_page import (
    At,
    at_or_404,
    form_of,
    in_dispute_or_404,
    list_context,
    sitting_context,
    taking_part,
    warnings_of,
)
from sanling.interfaces.desk.pages import sees_matters
from sanling.processes.sittings import tell_of_sitting


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def sittings(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show the sittings of a dispute; plan another."""
    matter = in_dispute_or_404(viewer, number)
    sides = taking_part(viewer, matter)
    form = PlanForm(matter, sides, data=request.POST if request.method == "POST" else None)
    if form.is_bound and not may_keep(viewer, matter):
        raise PermissionDenied
    if form.is_bound and form.is_valid():

        def act() -> None:
            kept = plan_sitting(actor=viewer, matter_id=matter.pk, plan=form.plan)
            tell_of_sitting(kept.pk)
            _warn(request, kept)

        if tried(form, act):
            messages.success(request, _("The sitting is planned."))
            return redirect("desk:sittings", number=matter.number)
    context = list_context(viewer, matter, form)
    return render(request, "desk/mediation/sittings.html", context, status=422 if form.errors else 200)


@require_GET
@door(sees_matters)
def sitting(request: HttpRequest, viewer: Viewer, number: str, sitting_id: int) -> HttpResponse:
    """Show a sitting: who is expected, what is settled, what may be done."""
    return _page(request, at_or_404(viewer, number, sitting_id))


@require_GET
@door(sees_matters)
def sitting_calendar_file(request: HttpRequest, viewer: Viewer, number: str, sitting_id: int) -> HttpResponse:
    """Hand out a sitting for the mediator's calendar."""
    return ics_answer(sitting_ics(at_or_404(viewer, number, sitting_id).sitting))


@require_POST
@door(sees_matters)
def act_on_sitting(
    request: HttpRequest, viewer: Viewer, number: str, sitting_id: int, what: str
) -> HttpResponse:
    """Move it, call it off, write down an answer, what was settled or agreed to, or how it went."""
    at = at_or_404(viewer, number, sitting_id)
    step, form = _STEPS.get(what), form_of(at, what, request.POST)
    if step is None or form is None:
        raise Http404
    if form.is_valid() and tried(form, lambda: step(request, at, form)):
        messages.success(request, _("Saved."))
        if what in ("move", "off"):
            return redirect("desk:sittings", number=number)
        return redirect("desk:sitting", number=number, sitting_id=sitting_id)
    return _page(request, at, {what: form}, status=422)


def _move(request: HttpRequest, at: At, form: Any) -> None:
    moved = move_sitting(
        actor=at.viewer, sitting_id=at.sitting.pk, plan=form.plan, reason=form.cleaned_data["reason"]
    )
    tell_of_sitting(moved.pk)
    _warn(request, moved)


def _off(_request: HttpRequest, at: At, form: Any) -> None:
    off = call_off_sitting(actor=at.viewer, sitting_id=at.sitting.pk, reason=form.cleaned_data["reason"])
    tell_of_sitting(off.pk)


def _reply(_request: HttpRequest, at: At, form: Any) -> None:
    said = form.cleaned_data
    answer_sitting(
        actor=at.viewer,
        sitting_id=at.sitting.pk,
        side_id=int(said["side"]),
        comes=not said["answer"],
        reason=said["answer"],
        proposed_at=said["proposed_at"],
        text=said["text"],
    )


def _settled(_request: HttpRequest, at: At, form: Any) -> None:
    said = form.cleaned_data
    settle_beforehand(
        actor=at.viewer,
        matter_id=at.matter.pk,
        what=Settled(said["what"]),
        side_id=int(said["side"] or 0) or None,
        means=said["means"],
        text=said["text"],
    )


def _consent(_request: HttpRequest, at: At, form: Any) -> None:
    said = form.cleaned_data
    consent_to_recording(
        actor=at.viewer,
        sitting_id=at.sitting.pk,
        side_id=int(said["side"]),
        records=said["consent"] != "no",
        replaces=said["consent"] == "replaces",
    )


def _record(_request: HttpRequest, at: At, form: Any) -> None:
    record_sitting(
        actor=at.viewer,
        sitting_id=at.sitting.pk,
        held=form.cleaned_data["held"] == "yes",
        came=form.said("came"),
        missed=form.said("missed"),
    )


_STEPS: Mapping[str, Callable[[HttpRequest, At, Any], None]] = {
    "move": _move,
    "off": _off,
    "reply": _reply,
    "settled": _settled,
    "consent": _consent,
    "record": _record,
}


def _warn(request: HttpRequest, sitting: Sitting) -> None:
    for said in warnings_of(sitting):
        messages.warning(request, said)


def _page(
    request: HttpRequest, at: At, sent: Mapping[str, forms.Form] | None = None, *, status: int = 200
) -> HttpResponse:
    context = sitting_context(at, sent or {})
    return render(request, "desk/mediation/sitting.html", context, status=status)

"""Signals in a dispute at the desk: what is found and why, and what a person decided of it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import is_mediated, may_follow_up
from sanling.domain.mediation.actions.decide_signal import LONGEST, decide_signal
from sanling.domain.mediation.raising import Raised, raised_in, signals_part
from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.seek_person import SeekingRefused
from sanling.interfaces.components.door import door
from sanling.interfaces.components.refusals import tried
from sanling.interfaces.components.texts import OneOf, PlainText
from sanling.interfaces.desk.matters.matter import visible_or_404
from sanling.interfaces.desk.pages import sees_matters

CONFIRMED = "confirmed"


class DecideForm(forms.Form):
    """What somebody makes of a signal, and why."""

    decision = OneOf(
        label=gettext_lazy("What you make of it"),
        choices=[(CONFIRMED, gettext_lazy("It is so")), ("dismissed", gettext_lazy("It is none"))],
        widget=forms.RadioSelect,
    )
    reason = PlainText(required=False, max_length=LONGEST, label=gettext_lazy("Reason, where it is none"))


@dataclass(frozen=True)
class Line:
    """A signal with its form."""

    raised: Raised
    form: DecideForm


@require_safe
@door(sees_matters)
def signals(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show the signals in a dispute to who has charge of it, as a page or as a part of the dispute's own."""
    return _page(request, viewer, _charged_or_404(viewer, number))


@require_POST
@door(sees_matters)
def decide(request: HttpRequest, viewer: Viewer, number: str, what: str) -> HttpResponse:
    """Confirm or dismiss a signal."""
    matter = _charged_or_404(viewer, number)
    form = DecideForm(request.POST, auto_id=f"{what}_%s")

    def keep() -> object:
        said = form.cleaned_data
        return decide_signal(
            actor=viewer,
            dispute_id=matter.pk,
            signal=what,
            confirmed=said["decision"] == CONFIRMED,
            reason=said["reason"],
        )

    if form.is_valid() and tried(form, keep):
        messages.success(request, _("It is kept."))
        return redirect("desk:signals", number=number)
    return _page(request, viewer, matter, {what: form}, status=422)


def _charged_or_404(viewer: Viewer, number: str) -> Matter:
    matter = visible_or_404(viewer, number)
    if not is_mediated(matter) or not may_follow_up(viewer, matter) or not signals_part(matter.city).known():
        raise Http404
    return matter


def _page(
    request: HttpRequest,
    viewer: Viewer,
    matter: Matter,
    sent: dict[str, DecideForm] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    unsought, sent = "", sent or {}
    try:
        found = raised_in(viewer, matter)
    except SeekingRefused as refused:
        found, unsought = raised_in(viewer, matter, by_person=False), str(refused)
    lines = [
        Line(raised, sent.get(raised.signal.code) or DecideForm(auto_id=f"{raised.signal.code}_%s"))
        for raised in found
    ]
    context: dict[str, Any] = {
        "matter": matter,
        "lines": lines,
        "unsought": unsought,
        "form": next(iter(sent.values()), None),
    }
    is_part = request.headers.get("HX-Request")
    template = "desk/mediation/signal_rows.html" if is_part else "desk/mediation/signals.html"
    return render(request, template, context, status=status)

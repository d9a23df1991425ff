"""A side's sittings on its own pages: it answers, confirms its address, is warned, and says whether it is recorded."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from sanling.domain.mediation.actions.answer_sitting import LONGEST, answer_sitting
from sanling.domain.mediation.actions.consent_to_recording import consent_to_recording
from sanling.domain.mediation.actions.settle_beforehand import settle_beforehand
from sanling.domain.mediation.config import Use
from sanling.domain.mediation.ics import sitting_ics
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Attendance, Sitting
from sanling.domain.mediation.naming import ENDED
from sanling.domain.mediation.sitting import Settled
from sanling.domain.mediation.sittings import settled_in, sittings_of, to_come
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.days import MomentField
from sanling.interfaces.components.responses import secret_page
from sanling.interfaces.components.sittings import ics_answer
from sanling.interfaces.components.texts import OneOf, PlainText
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.mediation.opened import Open, did_of_side, open_or_404, refused


class ReplyForm(forms.Form):
    """Whether a side comes; if not, why, and when it could."""

    answer = OneOf(required=False, widget=forms.RadioSelect, label=gettext_lazy("Your answer"))
    proposed_at = MomentField(required=False, label=gettext_lazy("If not, a time that suits you"))
    text = PlainText(required=False, max_length=LONGEST, label=gettext_lazy("Remark"))

    def __init__(self, city: str, data: Any = None) -> None:
        """Offer the city's reasons."""
        super().__init__(data, auto_id="reply_%s", initial={"answer": ""})
        reasons = part_of(city).sittings.reasons_for(Use.SIDE).items()
        answer = self.fields["answer"]
        if isinstance(answer, forms.ChoiceField):
            cant = [(code, _("I can't come: %(why)s") % {"why": why}) for code, why in reasons]
            answer.choices = [("", _("I come")), *cant]


class AddressForm(forms.Form):
    """Where papers reach a side."""

    text = PlainText(max_length=200, label=gettext_lazy("Address where papers reach you"))


class ConsentForm(forms.Form):
    """Whether the sitting may be recorded."""

    consent = OneOf(
        widget=forms.RadioSelect,
        label=gettext_lazy("May this sitting be recorded?"),
        choices=[
            ("no", gettext_lazy("No")),
            ("records", gettext_lazy("Yes")),
            ("replaces", gettext_lazy("Yes, and the recording may take the place of minutes")),
        ],
    )


@secret_page
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def side_sittings(request: HttpRequest, token: str) -> HttpResponse:
    """Show a side its sittings, or do what it sent."""
    opened = open_or_404(token)
    if request.method != "POST":
        return _draw(request, opened)
    if answer := refused(request, opened):
        return answer
    what, _dash, key = request.POST.get("what", "").partition("-")
    form = _form(opened, what, request.POST)
    if form is None:
        return redirect(request.path)
    if form.is_valid() and did_of_side(
        request, opened, f"{what}-{key}", form, lambda: _act(opened, what, _key(key), form.cleaned_data)
    ):
        messages.success(request, _("It was sent."))
        return redirect(request.path)
    return _draw(request, opened, {f"{what}-{key}" if key else what: form}, status=422)


@secret_page
@require_safe
def side_calendar_file(request: HttpRequest, token: str, sitting_id: int) -> HttpResponse:
    """Hand a side its sitting for its calendar."""
    opened = open_or_404(token)
    matter = opened.side.matter
    found = sittings_of(opened.actor, matter).filter(pk=min(sitting_id, 2**63 - 1)).first()
    if found is None:
        raise Http404
    found.matter = matter
    return ics_answer(sitting_ics(found, found.attendances.all()[0].mode))


def _key(key: str) -> int:
    return min(int(key), 2**63 - 1) if key.isdecimal() and key.isascii() else 0


def _form(opened: Open, what: str, data: Any = None) -> forms.Form | None:
    match what:
        case "reply":
            return ReplyForm(opened.side.matter.city, data)
        case "address":
            return AddressForm(data, auto_id="address_%s")
        case "warning":
            return forms.Form(data)
        case "consent":
            return ConsentForm(data, auto_id="consent_%s")
        case _:
            return None


def _act(opened: Open, what: str, key: int, said: dict[str, Any]) -> None:
    actor, side = opened.actor, opened.side
    if what == "reply":
        answer_sitting(
            actor=actor,
            sitting_id=key,
            side_id=side.pk,
            comes=not said["answer"],
            reason=said["answer"],
            proposed_at=said["proposed_at"],
            text=said["text"],
        )
    elif what == "consent":
        consent_to_recording(
            actor=actor,
            sitting_id=key,
            side_id=side.pk,
            records=said["consent"] != "no",
            replaces=said["consent"] == "replaces",
        )
    else:
        settle_beforehand(
            actor=actor,
            matter_id=side.matter_id,
            what=Settled(what),
            side_id=side.pk,
            text=said.get("text", ""),
        )


def _draw(
    request: HttpRequest, opened: Open, sent: dict[str, forms.Form] | None = None, *, status: int = 200
) -> HttpResponse:
    side, matter, shown = opened.side, opened.side.matter, sent or {}
    rows = list(sittings_of(opened.actor, matter))
    coming = to_come(rows)
    done = {fact.kind: fact for fact in settled_in(matter) if fact.side_id == side.pk}
    going_on = matter.open and matter.resolved_at is None
    context = {
        "side": side,
        "matter": matter,
        "coming": [(row, *_said(row), _forms(opened, row, shown)) for row in coming],
        "over": [
            (row, ENDED[row.ended_how] if row.ended_how else _("is over"))
            for row in rows
            if row not in coming
        ],
        "done": done,
        "address": shown.get("address") or _form(opened, "address") if going_on else None,
        "warns": going_on and bool(coming),
        "form": next((form for form in shown.values() if form.errors), None),
        "key": uuid4().hex,
    }
    return page(
        request, "portal/mediation/sittings.html", context, profile=profile_for(matter.city), status=status
    )


def _forms(opened: Open, row: Sitting, shown: dict[str, forms.Form]) -> list[tuple[str, forms.Form | None]]:
    names = (f"reply-{row.pk}", f"consent-{row.pk}")
    return [(name, shown.get(name) or _form(opened, name.partition("-")[0])) for name in names]


def _said(row: Sitting) -> tuple[str, bool, str]:
    """Return a side's own mode, whether it comes to the place, and what it answered last."""
    own: Attendance = row.attendances.all()[0]
    mode = part_of(row.matter.city).sittings.mode(own.mode)
    last = max(own.replies.all(), key=lambda reply: reply.pk, default=None)
    said = (
        ""
        if last is None
        else (_("You come.") if last.comes else _("You can't come; the mediator was told."))
    )
    return (str(mode.name) if mode else own.mode, mode is None or mode.at_place, said)

"""A side's own page: what it is asked, what it answers, what it reads, and what it says; opened by its link alone."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sanling.domain.mediation.access import SideActor, agreements_of, sayings_for, talks_privately
from sanling.domain.mediation.actions.answer_side import answer_side
from sanling.domain.mediation.actions.read_notice import read_notice
from sanling.domain.mediation.actions.say import LONGEST, say
from sanling.domain.mediation.choosing import disclosures_of
from sanling.domain.mediation.handing_access import told_to_side
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Saying, Side
from sanling.domain.mediation.sittings import sittings_of, to_come
from sanling.domain.people.directory import described
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.days import MomentField
from sanling.interfaces.components.responses import secret_page
from sanling.interfaces.components.texts import NameText, OneOf, PlainText, WholeField
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.mediation.opened import Open, did_of_side, open_or_404, refused


class AnswerForm(forms.Form):
    """Whether a side consents."""

    answer = OneOf(
        choices=[
            (Side.Answer.CONSENTS.value, gettext_lazy("I agree to mediation")),
            (Side.Answer.REFUSES.value, gettext_lazy("I refuse mediation")),
        ],
        widget=forms.RadioSelect,
        label=gettext_lazy("Your answer"),
    )


class NoticeForm(forms.Form):
    """The name of whoever read the notice."""

    version = WholeField(widget=forms.HiddenInput)
    name = NameText(max_length=60, label=gettext_lazy("I have read and understood this. My full name"))


WORDS = (
    (Saying.Kind.STATEMENT.value, gettext_lazy("For the file: whoever has the dispute reads it")),
    (Saying.Kind.PRIVATE.value, gettext_lazy("For the mediator alone")),
)


class WordsForm(forms.Form):
    """What a side says, and to whom."""

    kind = OneOf(
        choices=WORDS,
        widget=forms.RadioSelect,
        label=gettext_lazy("Who reads it"),
    )
    text = PlainText(lines=4, max_length=LONGEST, label=gettext_lazy("What you want to say"))


class TimeForm(forms.Form):
    """When a side could meet."""

    proposed_at = MomentField(label=gettext_lazy("Day and time"))
    text = PlainText(
        required=False, max_length=200, label=gettext_lazy("Where, or by phone, and anything else")
    )


FORMS: dict[str, type[forms.Form]] = {
    "answer": AnswerForm,
    "notice": NoticeForm,
    "words": WordsForm,
    "time": TimeForm,
}


@secret_page
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def side(request: HttpRequest, token: str) -> HttpResponse:
    """Show a side its own page, or do what it sent. The address is the authority, as on the links of matters."""
    opened = open_or_404(token)
    if request.method != "POST":
        return _draw(request, opened)
    if answer := refused(request, opened):
        return answer
    what = request.POST.get("what", "")
    if what not in FORMS:
        return redirect(request.path)
    form = FORMS[what](request.POST, auto_id=f"{what}_%s")
    if form.is_valid() and did_of_side(
        request, opened, what, form, lambda: _act(opened.actor, what, form.cleaned_data)
    ):
        messages.success(request, _("It was sent."))
        return redirect(request.path)
    return _draw(request, opened, {what: form}, status=422)


def _act(actor: SideActor, what: str, cleaned: dict[str, Any]) -> None:
    match what:
        case "answer":
            answer_side(actor=actor, side_id=actor.side_id, answer=cleaned["answer"])
        case "notice":
            read_notice(actor=actor, side_id=actor.side_id, version=cleaned["version"], name=cleaned["name"])
        case "words":
            say(actor=actor, side_id=actor.side_id, kind=cleaned["kind"], text=cleaned["text"])
        case _:
            say(
                actor=actor,
                side_id=actor.side_id,
                kind=Saying.Kind.TIME,
                text=cleaned["text"],
                proposed_at=cleaned["proposed_at"],
            )


def _draw(
    request: HttpRequest, opened: Open, sent: dict[str, forms.Form] | None = None, *, status: int = 200
) -> HttpResponse:
    found, matter = opened.side, opened.side.matter
    part, profile = part_of(matter.city), profile_for(matter.city)
    going_on = matter.open and matter.resolved_at is None
    consents = found.answer == Side.Answer.CONSENTS
    may = {
        "answer": going_on and not found.answer,
        "notice": going_on and consents and found.notice_read_at is None,
        "words": going_on and consents,
        "time": going_on and consents,
    }
    blank = _blank(opened, part.notice_version)
    shown = sent or {}
    meetings = list(sittings_of(opened.actor, matter)) if consents else []
    (office,) = described([matter.unit], matter.city)
    context = {
        "handed": told_to_side(opened.actor),
        "side": found,
        "matter": matter,
        "office": office,
        "charged": matter.assignee,
        "going_on": going_on,
        "forms": {name: shown.get(name, blank[name]) for name in FORMS if may[name] or name in shown},
        "form": next((form for form in shown.values() if form.errors), None),
        "key": uuid4().hex,
        "notice": part.notice,
        "routes": part.routes,
        "sayings": sayings_for(opened.actor, found).select_related("post"),
        "consents": consents,
        "disclosed": disclosures_of(matter),
        "choose_url": reverse("portal:side_mediator", args=[opened.token]) if going_on and consents else "",
        "agreement": agreements_of(opened.actor, matter).first(),
        "sittings": meetings,
        "next_sitting": next(iter(to_come(meetings)), None),
        "refuses": found.answer == Side.Answer.REFUSES,
        "category": profile.part("matters").category(matter.kind, matter.category, matter.category_version),
    }
    return page(request, "portal/mediation/side.html", context, profile=profile, status=status)


def _blank(opened: Open, notice_version: int) -> dict[str, forms.Form]:
    """Return the forms as they begin; of a word for the mediator alone only where there is one."""
    blank: dict[str, forms.Form] = {
        name: form(auto_id=f"{name}_%s", initial={"version": notice_version, "kind": "statement"})
        for name, form in FORMS.items()
    }
    kinds = blank["words"].fields["kind"]
    if isinstance(kinds, forms.ChoiceField) and not talks_privately(opened.actor, opened.side.matter):
        kinds.choices = [choice for choice in WORDS if choice[0] != Saying.Kind.PRIVATE]
    return blank

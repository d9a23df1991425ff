"""The sides of a dispute at the desk: asked, given links, their answers written down, and what they said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from sanling.domain.matters.errors import ActError, Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import (
    is_mediated,
    may_keep,
    members_of,
    sayings_for,
    talks_privately,
    visible_sides,
)
from sanling.domain.mediation.actions.add_representative import add_representative
from sanling.domain.mediation.actions.answer_side import answer_side
from sanling.domain.mediation.actions.ask_for_message import ask_for_message
from sanling.domain.mediation.actions.ask_side import Asked, ask_side
from sanling.domain.mediation.actions.print_link import print_link
from sanling.domain.mediation.actions.say import LONGEST, say
from sanling.domain.mediation.links import phone_of
from sanling.domain.mediation.models import Member, Saying, Side
from sanling.domain.mediation.naming import CAPACITIES, side_name
from sanling.domain.mediation.room import enters
from sanling.domain.people.access import Viewer
from sanling.foundation.delivery import sms
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.door import door
from sanling.interfaces.components.refusals import put_errors
from sanling.interfaces.components.responses import secret_page
from sanling.interfaces.components.texts import NameText, OneOf, PhoneField, PlainText
from sanling.interfaces.desk.matters.matter import visible_or_404
from sanling.interfaces.desk.pages import sees_matters
from sanling.processes.sides import send_side_link


class AskForm(forms.Form):
    """Whom a dispute is with, and what they are told of it."""

    name = NameText(max_length=60, label=gettext_lazy("Name of the other side"))
    phone = PhoneField(
        required=False,
        label=gettext_lazy("Mobile number"),
        help_text=gettext_lazy("The link goes there. Without one you print an invitation."),
    )
    summary = PlainText(
        lines=3,
        max_length=300,
        label=gettext_lazy("What the dispute is about, as the other side is told"),
    )
    is_minor = forms.BooleanField(required=False, label=gettext_lazy("A minor, under 18"))
    guardian = NameText(required=False, max_length=60, label=gettext_lazy("Guardian of the minor"))
    guardian_phone = PhoneField(required=False, label=gettext_lazy("Mobile number of the guardian"))


class SayForm(forms.Form):
    """What a side is told, or said by phone or in person."""

    kind = OneOf(label=gettext_lazy("Who reads it"))
    text = PlainText(lines=3, max_length=LONGEST, label=gettext_lazy("What is said"))

    def __init__(self, *, alone: bool, data: Any = None) -> None:
        """Offer what is said alone to the mediator alone."""
        super().__init__(data, auto_id="say_%s")
        kinds = [(Saying.Kind.STATEMENT.value, _("For the file: whoever has the dispute reads it"))]
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = (
                [*kinds, (Saying.Kind.PRIVATE.value, _("This side and I alone"))] if alone else kinds
            )


class RepresentativeForm(forms.Form):
    """Who speaks for a side, and since when by letter."""

    name = NameText(max_length=60, label=gettext_lazy("Name of the representative"))
    phone = PhoneField(required=False, label=gettext_lazy("Phone"))
    delegated_on = DayField(gettext_lazy("Day of the letter of delegation"))

    def __init__(self, data: Any = None) -> None:
        """Ask for the day."""
        super().__init__(data, auto_id="representative_%s")
        self.fields["delegated_on"].required = True


@dataclass(frozen=True)
class SideCard:
    """A side with who stands on it and what was said, and what a viewer may do."""

    side: Side
    name: str
    members: list[tuple[str, Member]]
    sayings: list[Saying]
    has_phone: bool


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def sides(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show the sides of a dispute; ask another."""
    found = _mediated_or_404(viewer, number)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_side(actor=viewer, matter_id=found.pk, asked=Asked(**form.cleaned_data))
        except NotAllowed as refused:
            raise PermissionDenied from refused
        except Invalid as invalid:
            put_errors(form, invalid.errors)
        else:
            messages.success(request, _("The side is added. Now send it its link, or print the invitation."))
            return redirect("desk:sides", number=found.number)
    return _page(request, viewer, found, form, status=422 if form.errors else 200)


@require_POST
@door(sees_matters)
def act_on_side(request: HttpRequest, viewer: Viewer, number: str, side_id: int, what: str) -> HttpResponse:
    """Send a side its link, write down its answer, what it said, or who represents it."""
    found = _mediated_or_404(viewer, number)
    side = _side_or_404(viewer, found, side_id)
    if what not in _DOES:
        raise Http404
    form: forms.Form | None = None
    try:
        form = _form_of(request, viewer, found, what)
        if form is None or form.is_valid():
            told = _DOES[what](viewer, side, form.cleaned_data if form else request.POST)
            messages.success(request, told)
    except NotFound as absent:
        raise Http404 from absent
    except NotAllowed as refused:
        messages.error(request, refused.reason)
    except Invalid as invalid:
        if form is None:
            messages.error(request, " ".join(invalid.errors.values()))
        else:
            put_errors(form, invalid.errors)
    if form is not None and form.errors:
        return _page(request, viewer, found, AskForm(), {(side.pk, what): form}, status=422)
    return redirect("desk:sides", number=found.number)


def _form_of(request: HttpRequest, viewer: Viewer, found: Matter, what: str) -> forms.Form | None:
    """Return the form of what was sent; of a button there is none."""
    if what == "say":
        return SayForm(alone=talks_privately(viewer, found), data=request.POST)
    return RepresentativeForm(request.POST) if what == "representative" else None


def _send(viewer: Viewer, side: Side, _sent: Mapping[str, Any]) -> str:
    with transaction.atomic():
        ask_for_message(actor=viewer, side_id=side.pk)
        send_side_link(side.pk)
    return _("The link goes out by text message.")


def _answer(viewer: Viewer, side: Side, sent: Mapping[str, Any]) -> str:
    answer_side(actor=viewer, side_id=side.pk, answer=str(sent.get("answer", "")))
    return _("Saved.")


def _say(viewer: Viewer, side: Side, sent: Mapping[str, Any]) -> str:
    say(actor=viewer, side_id=side.pk, **sent)
    return _("Saved.")


def _represent(viewer: Viewer, side: Side, sent: Mapping[str, Any]) -> str:
    add_representative(actor=viewer, side_id=side.pk, **sent)
    return _("Saved.")


_DOES: Mapping[str, Callable[[Viewer, Side, Mapping[str, Any]], str]] = {
    "send": _send,
    "answer": _answer,
    "say": _say,
    "representative": _represent,
}


@require_POST
@door(sees_matters)
@secret_page
def invitation(request: HttpRequest, viewer: Viewer, number: str, side_id: int) -> HttpResponse:
    """Show an invitation to be printed, with a fresh link that the viewer hands over."""
    found = _mediated_or_404(viewer, number)
    side = _side_or_404(viewer, found, side_id)
    try:
        token = print_link(actor=viewer, side_id=side.pk)
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except ActError as error:
        raise Http404 from error
    link = settings.PUBLIC_URL + reverse("portal:side", args=[token])
    code = SafeString(segno.make(link, error="m").svg_inline(scale=5, border=2))
    context = {"matter": found, "side": side, "link": link, "code": code}
    return render(request, "desk/mediation/invitation.html", context)


def _mediated_or_404(viewer: Viewer, number: str) -> Matter:
    found = visible_or_404(viewer, number)
    if not is_mediated(found):
        raise Http404
    return found


def _side_or_404(viewer: Viewer, matter: Matter, side_id: int) -> Side:
    side = visible_sides(viewer, matter).filter(pk=min(side_id, 2**63 - 1)).first()
    if side is None:
        raise Http404
    side.matter = matter
    return side


def _page(
    request: HttpRequest,
    viewer: Viewer,
    found: Matter,
    form: AskForm,
    sent: dict[tuple[int, str], forms.Form] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    keeps, alone, shown = may_keep(viewer, found), talks_privately(viewer, found), sent or {}
    cards = []
    for card in _cards(viewer, found):
        say_form = shown.get((card.side.pk, "say")) or SayForm(alone=alone)
        speaker = shown.get((card.side.pk, "representative")) or RepresentativeForm()
        cards.append((card, say_form, speaker))
    context = {
        "matter": found,
        "cards": cards,
        "ask": form,
        "form": next((refused for refused in (form, *shown.values()) if refused.errors), None),
        "may_keep": keeps,
        "can_send": sms.can_send(),
        "enters_room": enters(viewer, found),
    }
    return render(request, "desk/mediation/sides.html", context, status=status)


def _cards(viewer: Viewer, found: Matter) -> list[SideCard]:
    members = list(members_of(viewer, found).select_related("party"))
    cards = []
    for side in visible_sides(viewer, found):
        side.matter = found
        own = [member for member in members if member.side_id == side.pk]
        said = sayings_for(viewer, side).select_related("post")
        cards.append(
            SideCard(
                side=side,
                name=side_name(side),
                members=[(str(CAPACITIES[member.capacity]), member) for member in own],
                sayings=list(said),
                has_phone=bool(phone_of(side)),
            )
        )
    return cards

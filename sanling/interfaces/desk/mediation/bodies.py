"""Mediation bodies: what each is and who mediates there; added, changed and ended by who keeps its unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanling.domain.mediation.actions.add_body import add_body
from sanling.domain.mediation.actions.change_body import change_body
from sanling.domain.mediation.actions.end_body import end_body
from sanling.domain.mediation.directory import told
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.ledgers import language_names, speciality_names
from sanling.domain.mediation.models import Body
from sanling.domain.mediation.naming import agreements_of, fees_of, names_of
from sanling.domain.people.access import Viewer, is_in_office
from sanling.domain.people.keeping import keeps_unit
from sanling.domain.people.models import Unit
from sanling.domain.people.queries import in_city
from sanling.foundation import clock
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.texts import NameText, OneOf, PlainText
from sanling.interfaces.desk.choices import UnitPicks, own_places
from sanling.interfaces.desk.pages import administers, has_post
from sanling.interfaces.desk.people.staffing import tell
from sanling.interfaces.desk.picks import PickField

PEOPLE = Listing(
    heads=(
        Head(gettext_lazy("Name")),
        Head(gettext_lazy("Versed in")),
        Head(gettext_lazy("Languages")),
        Head(gettext_lazy("When free")),
        Head(gettext_lazy("At hand now"), figure=True),
        Head(gettext_lazy("Directory")),
    ),
    nothing=gettext_lazy("Nobody mediates here yet"),
    icon="users",
)


@dataclass(frozen=True)
class PersonRow:
    """Somebody of a body in words; who has left the post mediates no more, until the post is given again."""

    pk: int
    name: str
    profession: str
    versed_in: str
    languages: str
    hours: str
    open: int | None
    listed: bool
    has_left: bool


class BodyForm(forms.Form):
    """Of which kind a body is, and what it is called; a new one needs the unit that keeps it."""

    kind = OneOf(label=gettext_lazy("Kind"))
    name = NameText(max_length=80, label=gettext_lazy("Name of the body"))
    name_en = PlainText(required=False, max_length=120, label=gettext_lazy("English name"))

    def __init__(self, viewer: Viewer, city: str, body: Body | None = None, data: Any = None) -> None:
        """Offer the kinds of the city and, for a new body, the units that the viewer keeps."""
        initial = {name: getattr(body, name) for name in ("kind", "name", "name_en")} if body else {}
        super().__init__(data, auto_id="body_%s", initial=initial)
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [*names_of(city)[0].items()]
        if body is None:
            units = Unit.objects.filter(in_city(city), ends_on=None)
            self.fields["unit"] = PickField(
                UnitPicks(units, city, own_places(viewer)),
                url=reverse("desk:find_unit"),
                placeholder=_("Name, pinyin or code"),
                label=_("Unit that keeps it"),
                help_text=_(
                    "Its phone and address are the body's; disputes go to the people who work there."
                ),
            )
            self.order_fields(["unit"])


@require_GET
@door(has_post)
def body(request: HttpRequest, viewer: Viewer, body_id: int) -> HttpResponse:
    """Show a body: what holds there, and who mediates."""
    found = body_or_404(viewer, body_id)
    kind = part_of(found.unit.city).kind(found.kind)
    context = {
        "body": found,
        "kind": kind.name if kind else found.kind,
        "facts": [fees_of(kind), *agreements_of(kind)] if kind else [],
        "source": kind.source if kind else "",
        "shown": PEOPLE.holding(people_of(found)),
        "seal": found.seals.filter(ended_at=None).defer("picture").first(),
        "may_keep": found.ends_on is None and keeps_unit(viewer, found.unit),
    }
    return render(request, "desk/mediation/body.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door(administers)
def new_body(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Add a body at a unit."""
    form = BodyForm(viewer, viewer.city, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        try:
            added = add_body(
                actor=viewer,
                unit_id=int(cleaned["unit"]),
                kind=cleaned["kind"],
                name=cleaned["name"],
                name_en=cleaned["name_en"],
            )
        except ValidationError as error:
            tell(form, error, {})
        except PermissionDenied:
            form.add_error("unit", _("You don't keep this unit."))
        else:
            messages.success(request, _("%(unit)s is added.") % {"unit": added.label})
            return redirect("desk:mediation_body", body_id=added.pk)
    context = {"form": form}
    return render(request, "desk/mediation/new_body.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(administers)
def change(request: HttpRequest, viewer: Viewer, body_id: int) -> HttpResponse:
    """Change what a body is called, and of which kind it is."""
    found = kept_body_or_404(viewer, body_id)
    form = BodyForm(viewer, found.unit.city, found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            change_body(actor=viewer, body_id=found.pk, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error, {})
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:mediation_body", body_id=found.pk)
    context = {"form": form, "body": found}
    return render(request, "desk/mediation/change_body.html", context, status=422 if form.errors else 200)


@require_POST
@door(administers)
def end(request: HttpRequest, viewer: Viewer, body_id: int) -> HttpResponse:
    """End a body, with all who mediate there."""
    found = kept_body_or_404(viewer, body_id)
    end_body(actor=viewer, body_id=found.pk)
    messages.success(request, _("%(unit)s has ended.") % {"unit": found.label})
    return redirect("desk:room_ledger", code="mediation_bodies")


def body_or_404(viewer: Viewer, body_id: int) -> Body:
    """Return a body of the viewer's city."""
    of_city = Body.objects.filter(in_city(viewer.city, "unit__city")).select_related("unit__division")
    found = of_city.filter(pk=min(body_id, 2**63 - 1)).first()
    if found is None:
        raise Http404
    return found


def kept_body_or_404(viewer: Viewer, body_id: int) -> Body:
    """Return a body that works and that the viewer keeps; forbidden where somebody else does."""
    found = body_or_404(viewer, body_id)
    if found.ends_on is not None:
        raise Http404
    if not keeps_unit(viewer, found.unit):
        raise PermissionDenied
    return found


def people_of(body: Body) -> Sequence[PersonRow]:
    """Return who mediates at a body now, in the order in which they were entered."""
    rows = body.mediators.filter(ends_on=None).select_related("body__unit__division", "post__user")
    professions, now = names_of(body.unit.city)[1], clock.now()
    return [
        PersonRow(
            pk=person.mediator.pk,
            name=person.mediator.name,
            profession=professions.get(person.mediator.profession, person.mediator.profession),
            versed_in=speciality_names(person.mediator),
            languages=language_names(person.mediator),
            hours=person.hours,
            open=person.open,
            listed=person.mediator.listed,
            has_left=person.mediator.post is not None and not is_in_office(person.mediator.post, now),
        )
        for person in told(body.unit.city, rows.order_by("pk"))
    ]

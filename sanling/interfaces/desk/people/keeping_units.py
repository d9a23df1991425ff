"""Units added, renamed, reached and ended by the administrators of their place."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.add_units import NewUnit, add_units
from sanling.domain.people.actions.change_units import change_units
from sanling.domain.people.actions.end_unit import end_unit
from sanling.domain.people.config import PeoplePart
from sanling.domain.people.keeping import keeps_unit, keeps_units
from sanling.domain.people.models import Unit
from sanling.domain.people.naming import level_name
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import current
from sanling.foundation.days import today
from sanling.foundation.opening import Opening
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.door import door
from sanling.interfaces.components.texts import (
    NameText,
    OneOf,
    OpeningField,
    PhoneField,
    PlainText,
    local_phones,
)
from sanling.interfaces.desk.pages import administers
from sanling.interfaces.desk.people.staffing import tell

_FIELDS = {"parent_id": "parent"}
_SAID = ("name", "name_en", "phone", "duty_phone", "hours", "address")


def _here_and_above(path: str, but: Unit | None) -> list[tuple[str, str]]:
    """Return the units that stand at a division and above it, the nearest first: some seventy for a village."""
    widths = range(len(path) + 1)
    found = Unit.objects.filter(division__in=[path[:width] for width in widths], ends_on=None)
    others = found.exclude(pk=but.pk if but else 0).order_by("-division__level", "pk")
    return [("", ""), *((str(unit.pk), unit.label) for unit in others)]


class UnitForm(forms.Form):
    """What a unit is called, where it can be reached, and which unit it hands up to."""

    name = NameText(max_length=80, label=gettext_lazy("Name of the unit"))
    name_en = PlainText(required=False, max_length=120, label=gettext_lazy("English name"))
    kind = OneOf(label=gettext_lazy("Kind"))
    phone = PhoneField(
        required=False, label=gettext_lazy("Phone"), help_text=gettext_lazy("Residents can see it.")
    )
    duty_phone = PhoneField(
        required=False,
        label=gettext_lazy("Duty phone"),
        help_text=gettext_lazy("Who is reached when the office is closed. Residents can see it."),
    )
    hours = OpeningField(
        required=False,
        max_length=120,
        label=gettext_lazy("Opening hours"),
        help_text=gettext_lazy(
            "Such as 8:30-12:00, 14:00-17:30: on working days, holidays left out. Or: every day 9:00-18:00, 24 hours."
        ),
    )
    address = PlainText(required=False, max_length=120, label=gettext_lazy("Office address"))

    def __init__(self, division: Division, unit: Unit | None, data: Any = None) -> None:
        """Offer the kinds of the level for a new unit; one that is there keeps its kind."""
        initial = {name: getattr(unit, name) for name in _SAID} if unit else {}
        if initial:
            initial["hours"] = str(Opening.spelt(initial["hours"]) or "")
        super().__init__(data, auto_id="unit_%s", initial=initial)
        local_phones(self, division.pk)
        part: PeoplePart = profile_for(division.pk).part("people")
        kinds = [kind for kind in part.unit_kinds if level_name(division.pk) in kind.levels]
        kind = self.fields["kind"]
        if unit is None and isinstance(kind, forms.ChoiceField):
            kind.choices = [(kind.code, str(kind.name)) for kind in kinds]
        else:
            del self.fields["kind"]
        self.fields["parent"] = OneOf(
            label=_("Hands matters up to"),
            choices=_here_and_above(division.pk, unit),
            required=False,
            initial=str(unit.parent_id) if unit and unit.parent_id else "",
        )

    def said(self) -> dict[str, Any]:
        """Return the fields of a unit."""
        cleaned = self.cleaned_data
        return {
            **{name: cleaned[name] for name in _SAID},
            "parent_id": int(cleaned["parent"]) if cleaned["parent"] else None,
        }


class EndUnitForm(forms.Form):
    """Into which unit another is merged, if into any."""

    def __init__(self, unit: Unit, data: Any = None) -> None:
        """Offer those of its place and of the places above."""
        super().__init__(data, auto_id="end_%s")
        self.fields["into"] = OneOf(
            choices=_here_and_above(unit.division_id, unit),
            label=_("Merge it into"),
            required=False,
            help_text=_("Its people get their posts there. None chosen: it just ends, and must be empty."),
        )


@require_http_methods(["GET", "HEAD", "POST"])
@door(administers)
def add_unit(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Add a unit at a division."""
    path = request.GET.get("at", "") or viewer.city
    division = current(path) if path.isascii() and path.isdigit() and path.startswith(viewer.city) else None
    if division is None:
        raise Http404
    if not keeps_units(viewer, division.pk):
        raise PermissionDenied
    form = UnitForm(division, None, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        new = NewUnit(kind=form.cleaned_data["kind"], division=division.pk, **form.said())
        try:
            (unit,) = add_units(actor=viewer, new=[new], begins_on=today())
        except ValidationError as error:
            tell(form, error, _FIELDS)
        else:
            messages.success(request, _("%(unit)s is added.") % {"unit": unit.label})
            return redirect("desk:unit", unit_id=unit.pk)
    context = {"form": form, "at": division}
    return render(request, "desk/people/add_unit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(administers)
def change_unit(request: HttpRequest, viewer: Viewer, unit_id: int) -> HttpResponse:
    """Change what a unit is called and where it can be reached."""
    unit = _or_404(viewer, unit_id)
    form = UnitForm(unit.division, unit, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            change_units(actor=viewer, changes={unit.pk: form.said()})
        except ValidationError as error:
            tell(form, error, _FIELDS)
        else:
            messages.success(request, _("The unit is changed."))
            return redirect("desk:unit", unit_id=unit.pk)
    context = {"form": form, "unit": unit, "ending": EndUnitForm(unit)}
    return render(request, "desk/people/change_unit.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
@door(administers)
def end_or_merge_unit(request: HttpRequest, viewer: Viewer, unit_id: int) -> HttpResponse:
    """End a unit, or merge it into another."""
    unit = _or_404(viewer, unit_id)
    form = EndUnitForm(unit, request.POST)
    if form.is_valid():
        into = form.cleaned_data["into"]
        try:
            end_unit(actor=viewer, unit_id=unit.pk, into=int(into) if into else None)
        except ValidationError as error:
            tell(form, error, {})
        else:
            messages.success(request, _("%(unit)s has ended.") % {"unit": unit.label})
            return redirect(f"{reverse('desk:units')}?at={unit.division_id}")
    context = {"form": UnitForm(unit.division, unit), "unit": unit, "ending": form}
    return render(request, "desk/people/change_unit.html", context, status=422)


def _or_404(viewer: Viewer, unit_id: int) -> Unit:
    found = Unit.objects.select_related("division", "parent").filter(city=viewer.city, ends_on=None)
    unit = found.filter(pk=min(unit_id, 2**63 - 1)).first()
    if unit is None:
        raise Http404
    if not keeps_unit(viewer, unit):
        raise PermissionDenied
    return unit

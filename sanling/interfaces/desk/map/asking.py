"""What the pages of the map are asked, as their addresses say it: the same address is the same view."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.indicators.flows import flows
from sanling.domain.people.access import Viewer
from sanling.domain.people.layers import layers_for
from sanling.domain.territory.rules import Level
from sanling.foundation.days import today
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.texts import OneOf, SomeOf
from sanling.processes.figures.access import may_ask, own_place
from sanling.processes.figures.indicators import visible_figures
from sanling.processes.figures.periods import STRETCHES, Grain, Period, Stretch, stretch_of
from sanling.processes.map.drawing import Parts, parts_of
from sanling.processes.map.values import Measured

# Days of one's own instead of a stretch that moves with today.
OWN_DAYS = "own"


class OwnDayField(forms.BoundField):
    """A day that is asked for only where one's own days are meant."""

    def css_classes(self, extra_classes: Any = None) -> str:
        """Name the class by which it is hidden."""
        return f"{super().css_classes(extra_classes)} map-own".strip()


class OwnDay(DayField):
    """The first or last of one's own days."""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> OwnDayField:
        """Return it as the form shows it."""
        return OwnDayField(form, self, field_name)


class MapForm(forms.Form):
    """What places are coloured by."""

    figure = OneOf(label=gettext_lazy("Coloured by"))
    kind = OneOf(label=gettext_lazy("Kind"), required=False)
    period = OneOf(label=gettext_lazy("Period"))
    layer = SomeOf(label=gettext_lazy("Points"), required=False)
    first = OwnDay(gettext_lazy("From"))
    last = OwnDay(gettext_lazy("Until"))

    def __init__(self, viewer: Viewer, data: QueryDict, place: str) -> None:
        """Offer what the viewer may be told of a place; what isn't asked is as usual: points from villages down."""
        known, layers = visible_figures(viewer), layers_for(viewer)
        asked = data.copy()
        if len(place) >= Level.VILLAGE and not asked.getlist("layer"):
            asked.setlist("layer", list(layers))
        asked.setdefault("figure", next(iter(known)))
        asked.setdefault("period", OWN_DAYS if data.get("first") or data.get("last") else Stretch.DAYS.value)
        super().__init__(asked, auto_id="map_%s")
        self.asked, self.known = asked, known
        self.fields["figure"] = OneOf(
            label=_("Coloured by"), choices=[(code, str(figure.name)) for code, figure in known.items()]
        )
        kinds = {
            code: name
            for flow in {figure.flow for figure in known.values()}
            for code, name in flows()[flow].names(viewer.city, "kind", "").items()
        }
        self.fields["kind"] = OneOf(label=_("Kind"), required=False, choices=[("", _("All")), *kinds.items()])
        self.fields["layer"] = SomeOf(
            label=_("Points"),
            required=False,
            choices=[(code, layer.name) for code, layer in layers.items()],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["period"] = OneOf(
            label=_("Period"),
            choices=[
                *((period.value, name) for period, name in STRETCHES.items()),
                (OWN_DAYS, _("Own days")),
            ],
        )

    def clean(self) -> dict[str, Any]:
        """Want both of one's own days, in their order."""
        cleaned = dict(super().clean() or self.cleaned_data)
        if cleaned.get("period") != OWN_DAYS or self.errors:
            return cleaned
        for name in ("first", "last"):
            if not cleaned.get(name):
                self.add_error(name, _("Please give a date such as 2026-11-22."))
        if not self.errors and cleaned["first"] > cleaned["last"]:
            self.add_error("last", _("This is before the first day."))
        return cleaned

    def measured(self) -> Measured:
        """Return what a valid form asks for."""
        cleaned = self.cleaned_data
        if cleaned["period"] == OWN_DAYS:
            period = Period(Grain.RANGE, cleaned["first"], cleaned["last"])
        else:
            period = stretch_of(Stretch(cleaned["period"]), today())
        return Measured(self.known[cleaned["figure"]], period, cleaned["kind"])

    def said(self) -> Iterator[tuple[str, str]]:
        """Yield what was asked, as addresses say it: own days only where they count."""
        for name in ("figure", "kind", "period"):
            if said := self.asked.get(name):
                yield name, str(said)
        yield from (("layer", str(code)) for code in self.asked.getlist("layer"))
        if self.asked.get("period") == OWN_DAYS:
            yield from ((name, str(self.asked.get(name, ""))) for name in ("first", "last"))


@dataclass(frozen=True)
class Asked:
    """A view of the map: which place, and the form of what it is coloured by."""

    viewer: Viewer
    parts: Parts
    form: MapForm

    def address(self, page: str, **other: str) -> str:
        """Return the address of a page that asks the same, but for what is said otherwise."""
        said = [("place", self.parts.place.path), *self.form.said()]
        said = [(name, value) for name, value in said if value and name not in other]
        return f"{reverse(page)}?{urlencode([*other.items(), *said])}"


def place_asked(viewer: Viewer, place: str) -> Parts:
    """Return what a map shows of a place, one's own where none is named; 404 where the viewer has none to look at."""
    place = place or own_place(viewer)
    parts = parts_of(place) if may_ask(viewer, place) else None
    if parts is None:
        raise Http404
    return parts


def read(request: HttpRequest, viewer: Viewer) -> Asked:
    """Return what an address asks for; 404 for a place that isn't the viewer's to look at."""
    parts = place_asked(viewer, request.GET.get("place", ""))
    return Asked(viewer, parts, MapForm(viewer, request.GET, parts.place.path))

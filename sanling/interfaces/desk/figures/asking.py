"""What the pages of figures are asked, as their addresses say it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.indicators.config import Figure
from sanling.domain.indicators.flows import flows
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Unit
from sanling.domain.people.queries import in_city
from sanling.foundation.cleaning import read_digits
from sanling.interfaces.components.figures.addresses import asked_by
from sanling.interfaces.desk.indicators.asking import Choice
from sanling.processes.figures.indicators import Asked, visible_figures
from sanling.processes.figures.periods import Grain
from sanling.processes.figures.queries import By

# What a line of the breakdown is.
UNITS = {
    By.PLACE: gettext_lazy("Division"),
    By.KIND: gettext_lazy("Kind"),
    By.CATEGORY: gettext_lazy("Category"),
    By.CHANNEL: gettext_lazy("How it came"),
    By.UNIT: gettext_lazy("Unit"),
    By.MONTH: gettext_lazy("Month"),
    By.DAY: gettext_lazy("Day"),
}
PERIODS = {
    Grain.DAY: gettext_lazy("Today"),
    Grain.WEEK: gettext_lazy("This week"),
    Grain.MONTH: gettext_lazy("This month"),
    Grain.QUARTER: gettext_lazy("This quarter"),
    Grain.YEAR: gettext_lazy("This year"),
}


@dataclass(frozen=True)
class Page:
    """What one is asked for, and what else may be."""

    figure: Figure
    asked: Asked
    choices: tuple[Choice, ...]


def read(request: HttpRequest, viewer: Viewer) -> Page:
    """Return what an address asks for; 404 for what there isn't."""
    known = visible_figures(viewer)
    names = {code: str(figure.name) for code, figure in known.items()}
    figure = known[_one_of(request, "figure", names) or next(iter(known))]
    flow, city = flows()[figure.flow], viewer.city
    kinds = {} if figure.kind else flow.names(city, "kind", "")
    kind = _one_of(request, "kind", kinds)
    of_kind = figure.kind or kind
    # Codes of categories mean something within their kind alone.
    categories = flow.names(city, "category", of_kind) if of_kind else {}
    channels = flow.names(city, "channel", of_kind)
    there = {By.KIND: kinds, By.CATEGORY: categories, By.CHANNEL: channels, By.UNIT: flow.by_unit}
    units = {by: unit_name(figure, by) for by in UNITS if there.get(by, True)}
    by = _one_of(request, "by", {str(by): name for by, name in units.items()}) or By.PLACE
    asked = replace(
        asked_by(request, viewer),
        by=By(by),
        kind=kind,
        category=_one_of(request, "category", categories),
        channel=_one_of(request, "channel", channels),
        unit=_unit_of(request, viewer),
    )
    choices = (
        Choice("figure", _("Indicator"), names, figure.code),
        Choice("by", _("Broken down by"), {str(by): name for by, name in units.items()}, str(asked.by)),
        Choice("kind", _("Kind"), kinds, kind),
        Choice("category", unit_name(figure, By.CATEGORY), categories, asked.category),
        Choice("channel", _("How it came"), channels, asked.channel),
    )
    return Page(figure, asked, tuple(choice for choice in choices if choice.options))


def unit_name(figure: Figure, by: By) -> str:
    """Return what a line of a breakdown is called: categories as the flow of the figure calls them."""
    if by is By.CATEGORY:
        return str(flows()[figure.flow].category)
    return str(UNITS.get(by, gettext_lazy("All together")))


def _unit_of(request: HttpRequest, viewer: Viewer) -> str:
    key = read_digits(request.GET.get("unit", "0"))
    if key and Unit.objects.filter(in_city(viewer.city), pk=key).exists():
        return str(key)
    if request.GET.get("unit"):
        raise Http404
    return ""


def _one_of(request: HttpRequest, name: str, options: Mapping[str, object]) -> str:
    value = request.GET.get(name, "")
    if value and value not in options:
        raise Http404
    return value

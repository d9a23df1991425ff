"""The ledger of how subjects stood: by month, colour and broken zero, and why."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer, sees_some
from sanling.domain.people.ledgers import Column, Filter, RoomLedger
from sanling.domain.recognition.access import visible_judged
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import Judged
from sanling.domain.recognition.months import months_back
from sanling.domain.subjects.config import SubjectsPart
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level
from sanling.foundation.days import month_named
from sanling.foundation.profile.registry import profile_for

# What stands for no colour in an address.
OPEN = "open"
MONTHS = 13


def _standard(city: str) -> StandardPart:
    part: StandardPart = profile_for(city).part("standard")
    return part


def _months(_city: str) -> Mapping[str, str]:
    return {f"{month:%Y-%m}": date_format(month, "Y-m") for month in months_back(MONTHS)}


def _colours(city: str) -> Mapping[str, str]:
    named = {colour.code: str(colour.name) for colour in _standard(city).colours}
    return {**named, OPEN: str(gettext_lazy("Not established"))}


def _zeros(city: str) -> Mapping[str, str]:
    return {zero.code: str(zero.name) for zero in _standard(city).zeros}


def _counties(city: str) -> Mapping[str, str]:
    found = Division.objects.filter(path__startswith=city, level=Level.COUNTY).order_by("path")
    return dict(found.values_list("path", "name"))


def _types(city: str) -> Mapping[str, str]:
    part: SubjectsPart = profile_for(city).part("subjects")
    return {kind.code: str(kind.name) for kind in part.types}


def _colour(judged: Judged, _viewer: Viewer) -> str:
    if judged.exempt:
        return str(gettext_lazy("Exempt"))
    return _colours(judged.division[:4]).get(judged.colour or OPEN, judged.colour)


def _named(codes: list[str], city: str) -> str:
    names = _zeros(city)
    return "、".join(names.get(code, code) for code in codes)


def _rows(viewer: Viewer) -> QuerySet[Judged]:
    return visible_judged(viewer).select_related("subject")


LEDGERS = (
    RoomLedger(
        code="judged",
        name=gettext_lazy("Zeros by month"),
        may=lambda viewer: sees_some(viewer, "subjects") and bool(_standard(viewer.city).zeros),
        rows=_rows,
        of_rows=(
            Column("name", gettext_lazy("Subject"), lambda judged, _viewer: judged.subject.name, 30),
            Column("month", gettext_lazy("Month"), lambda judged, _viewer: f"{judged.month:%Y-%m}", 9),
            Column("colour", gettext_lazy("Colour"), _colour, 10),
            Column(
                "broken",
                gettext_lazy("Broken zeros"),
                lambda judged, _viewer: _named(judged.broken, judged.division[:4]) or "—",
                20,
            ),
            Column(
                "open",
                gettext_lazy("Not established"),
                lambda judged, _viewer: _named(judged.open, judged.division[:4]) or "—",
                20,
            ),
            Column(
                "type",
                gettext_lazy("Type"),
                lambda judged, _viewer: _types(judged.division[:4]).get(judged.type, judged.type),
                12,
            ),
            Column(
                "code", gettext_lazy("Code"), lambda judged, _viewer: judged.subject.code, 20, usual=False
            ),
            Column("at", gettext_lazy("Division"), lambda judged, _viewer: judged.division, 20, usual=False),
        ),
        filters=(
            Filter(
                "month",
                gettext_lazy("Month"),
                choices=_months,
                narrow=lambda month: Q(month=month_named(month)),
            ),
            Filter(
                "county",
                gettext_lazy("County"),
                choices=_counties,
                narrow=lambda path: Q(division__startswith=path),
            ),
            Filter(
                "colour",
                gettext_lazy("Colour"),
                choices=_colours,
                narrow=lambda code: Q(colour="" if code == OPEN else code, exempt=""),
            ),
            Filter(
                "zero",
                gettext_lazy("Broken zero"),
                choices=_zeros,
                narrow=lambda zero: Q(broken__contains=[zero]),
            ),
            Filter("type", gettext_lazy("Type"), choices=_types, narrow=lambda code: Q(type=code)),
        ),
    ),
)

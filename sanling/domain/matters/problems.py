"""The ledger of problems: each that was found, at the level that has it, crossed off when it is settled, and how."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.matters.access import GUARDED, visible_matters
from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Matter
from sanling.domain.matters.naming import Names
from sanling.domain.matters.sheets import Sheet, sheet_for
from sanling.domain.people.access import Viewer, sees_some
from sanling.domain.people.ledgers import Column, Filter, RoomLedger
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.profile.registry import profile_for

# How each stands: to be settled, settled, or over without having been (refused, withdrawn, merged into another).
STANDING: Mapping[str, Q] = {
    "open": Q(open=True),
    "settled": Q(open=False, resolved_at__isnull=False),
    "over": Q(open=False, resolved_at=None),
}


def _names() -> Mapping[str, str]:
    return {
        "open": _("to be settled"),
        "settled": _("✓ settled"),
        "over": _("over, not settled"),
    }


def _problems(viewer: Viewer) -> QuerySet[Matter]:
    return visible_matters(viewer).filter(family=REPORTED).select_related("unit__division")


def _sheet(viewer: Viewer, matters: Sequence[Matter]) -> Sheet:
    return sheet_for(viewer, matters, clock.now(), Names(viewer.city))


def _standing(matter: Matter, _sheet: Sheet) -> str:
    if matter.open:
        return _names()["open"]
    return _names()["settled" if matter.resolved_at else "over"]


def _level_names() -> Mapping[str, str]:
    return {
        str(level.value): name
        for level, name in (
            (Level.CITY, _("City")),
            (Level.COUNTY, _("County")),
            (Level.TOWNSHIP, _("Township")),
            (Level.VILLAGE, _("Village or community")),
        )
    }


def _level(matter: Matter, _sheet: Sheet) -> str:
    return _level_names().get(str(matter.unit.division.level), "")


def _kinds(city: str) -> Mapping[str, str]:
    part: MattersPart = profile_for(city).part("matters")
    return {kind.code: str(kind.name) for kind in part.kinds_of(REPORTED)}


def _how(matter: Matter, sheet: Sheet) -> str:
    return "" if matter.open else sheet.names.of(matter).outcome(matter.outcome)


PROBLEMS = RoomLedger(
    code="problems",
    name=gettext_lazy("Problems"),
    may=lambda viewer: sees_some(viewer, GUARDED.room),
    rows=_problems,
    of_rows=(
        Column("number", gettext_lazy("Number"), lambda matter, _sheet: matter.number, 20),
        Column("standing", gettext_lazy("Crossed off"), _standing, 12),
        Column("kind", gettext_lazy("Kind"), lambda matter, sheet: sheet.names.of(matter).kind(matter.kind)),
        Column("title", gettext_lazy("Title"), lambda matter, _sheet: matter.title, 40),
        Column("place", gettext_lazy("Division"), lambda matter, sheet: sheet.place(matter), 30),
        Column("since", gettext_lazy("Found"), lambda matter, _sheet: matter.registered_at, 17),
        Column("level", gettext_lazy("Level"), _level, 12),
        Column("unit", gettext_lazy("Unit"), lambda matter, _sheet: matter.unit.name, 26),
        Column("settled", gettext_lazy("Settled"), lambda matter, _sheet: matter.resolved_at, 17),
        Column("how", gettext_lazy("How"), _how, 16),
    ),
    filters=(
        Filter("kind", gettext_lazy("Kind"), choices=_kinds, narrow=lambda kind: Q(kind=kind)),
        Filter(
            "standing",
            gettext_lazy("Crossed off"),
            choices=lambda _city: _names(),
            narrow=lambda code: STANDING.get(code, Q(pk__in=[])),
        ),
        Filter(
            "level",
            gettext_lazy("Level"),
            choices=lambda _city: _level_names(),
            narrow=lambda level: Q(unit__division__level=level),
        ),
    ),
    when="registered_at",
    place="division",
    sheet=_sheet,
)

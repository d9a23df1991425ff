"""What a ledger shows of matters and may be narrowed by: the same on the page and in the file.

A room says it in its `columns` module: `COLUMNS`, and `FILTERS` if it has some.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sanling.domain.matters.access import identity_of
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.naming import Identity, Names
from sanling.domain.people import ledgers
from sanling.domain.people.access import Viewer
from sanling.domain.territory.queries import place_names
from sanling.foundation.installed import modules

Rows = QuerySet[Matter]


@dataclass(frozen=True)
class Sheet:
    """What turns a matter into values: who looks, when, and what things are called."""

    viewer: Viewer
    now: datetime
    names: Names
    places: Mapping[str, str]

    def place(self, matter: Matter) -> str:
        """Return the names of a matter's divisions."""
        return self.places.get(matter.division_id, "")

    def lateness(self, matter: Matter) -> str:
        """Say in a word how a matter stands to its deadline."""
        if not matter.open or matter.due_at is None:
            return ""
        if matter.paused:
            return _("paused")
        if matter.due_at <= self.now:
            return _("late")
        if matter.warn_at and matter.warn_at <= self.now:
            return _("nearly late")
        return _("in time")

    def applicant(self, matter: Matter) -> str:
        """Return who brought it, as the viewer may read it: masked or not at all."""
        found = []
        for party in matter.parties.all():
            if party.role not in (Party.Role.APPLICANT, Party.Role.INFORMANT):
                continue
            identity = Identity(party, identity_of(self.viewer, matter, party))
            shown = " ".join(part for part in (identity.name, identity.phone) if part)
            found.append(shown or (_("not shown") if identity.hidden else identity.description))
        return "、".join(filter(None, found))


@dataclass(frozen=True)
class Column(ledgers.Column[Matter, Sheet]):
    """A column of the ledgers of some families of kinds, or of all; one ``of_reports`` is usual in theirs alone."""

    of_reports: bool = False
    families: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Filter(ledgers.Filter):
    """What ledgers of some families of kinds may be narrowed to."""

    families: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TypedFilter(ledgers.TypedFilter):
    """What ledgers of some families, or of all, may be narrowed to by a word.

    It tells nothing of new matters: what it goes by comes after they were registered.
    """

    families: frozenset[str] = frozenset()


# Never left out.
ALWAYS = ("number", "title")


@cache
def columns() -> tuple[Column, ...]:
    """Return all rooms' columns, those of matters first."""
    return tuple(column for module in modules("columns") for column in module.COLUMNS)


@cache
def filters() -> Mapping[str, Filter | TypedFilter]:
    """Return the rooms' filters by code."""
    return {found.code: found for module in modules("columns") for found in getattr(module, "FILTERS", ())}


def filters_of(family: str = REPORTED) -> list[Filter | TypedFilter]:
    """Return what a ledger of a family can be narrowed by of what rooms declare."""
    return [found for found in filters().values() if not found.families or family in found.families]


def columns_of(family: str = REPORTED) -> tuple[Column, ...]:
    """Return the columns that a ledger of a family can have, in their order: of others than reports their own first."""
    found = [column for column in columns() if not column.families or family in column.families]
    if family == REPORTED:
        return tuple(found)
    found = [replace(column, usual=column.usual and not column.of_reports) for column in found]
    return tuple(sorted(found, key=lambda column: (column.code not in ALWAYS, family not in column.families)))


def chosen(codes: Sequence[str], family: str = REPORTED) -> list[Column]:
    """Return the columns named, in their own order and never without number and title; the usual ones for none."""
    return ledgers.chosen(columns_of(family), codes, ALWAYS)


def sheet_for(viewer: Viewer, matters: Sequence[Matter], now: datetime, names: Names) -> Sheet:
    """Return a sheet for some matters, with the names of their places in one query."""
    places = place_names((matter.division_id for matter in matters), below=viewer.own.unit_division)
    return Sheet(viewer, now, names, places)

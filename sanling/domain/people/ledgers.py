"""Ledgers: which rows somebody sees, by what they may be narrowed, in which columns they stand on a page and in a file.

A room says its own in the `LEDGERS` of its `ledgers` module; `RoomLedger` is all that a plain one needs.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import ngettext
from django_stubs_ext import StrPromise
from pydantic import BaseModel, ConfigDict
from typing_extensions import override

from sanling.domain.people.access import Viewer
from sanling.foundation.calendar import Due
from sanling.foundation.days import on_days
from sanling.foundation.finding import named
from sanling.foundation.installed import modules

Value = str | int | datetime | Due | None
Row = TypeVar("Row", bound=Model)
Sheet = TypeVar("Sheet")


@dataclass(frozen=True)
class Column(Generic[Row, Sheet]):
    """A column: its head, what it shows of a row, its width in characters, and the order it can give.

    ``sheet`` is what a ledger makes once for many rows (`Ledger.sheets`). ``read`` adds what it shows to the rows read.
    """

    code: str
    label: StrPromise
    value: Callable[[Row, Sheet], Value]
    width: int = 14
    sort: str = ""
    usual: bool = True
    read: Callable[["QuerySet[Row]"], "QuerySet[Row]"] | None = None


@dataclass(frozen=True)
class Filter:
    """What a ledger may be narrowed to: choices by code in a city, and which rows each leaves."""

    code: str
    label: StrPromise
    choices: Callable[[str], Mapping[str, str]] = field(compare=False)
    narrow: Callable[[str], Q] = field(compare=False)


@dataclass(frozen=True)
class TypedFilter:
    """What a ledger may be narrowed to by a word that somebody types, up to so long."""

    code: str
    label: StrPromise
    longest: int
    narrow: Callable[[str], Q] = field(compare=False)


AnyColumn = TypeVar("AnyColumn", bound=Column[Any, Any])


def chosen(known: Sequence[AnyColumn], codes: Sequence[str], always: Sequence[str] = ()) -> list[AnyColumn]:
    """Return the columns named, in their own order and with those that always stand; the usual ones for none."""
    named = [column for column in known if column.code in codes]
    wanted = [column for column in known if column.code in always or column in named]
    return wanted if named else [column for column in known if column.usual]


class Written(NamedTuple):
    """How many rows were written, and how many had to be left out, which the files themselves name."""

    rows: int
    left_out: int = 0


# Writes rows into files by their endings, and is told to say after each batch how many are done.
Writer = Callable[[Iterable[Any], Mapping[str, Path], Callable[[int], None]], Written]


def rows_counted(rows: int) -> str:
    """Say how many rows there are."""
    return ngettext("%(rows)s row", "%(rows)s rows", rows) % {"rows": rows}


@dataclass(frozen=True)
class Form:
    """What a ledger may be written as besides a workbook: the endings of its files, and who writes them."""

    suffixes: tuple[str, ...]
    write: Writer
    # Says how many it holds, of what.
    counted: Callable[[int], str]


class Ledger(ABC):
    """A list of rows by its code."""

    code: str
    # By their codes, which no workbook's is ("xlsx").
    forms: Mapping[str, Form] = MappingProxyType({})
    # What it is narrowed to; kept with an export.
    criteria: type[BaseModel]

    @abstractmethod
    def columns(self, codes: Sequence[str], criteria: Any) -> Sequence[Column[Any, Any]]:
        """Return the columns named, the usual ones for none."""

    @abstractmethod
    def find(self, viewer: Viewer, criteria: Any, now: datetime) -> QuerySet[Any]:
        """Return the rows that a viewer sees and that meet the criteria, in no order."""

    @abstractmethod
    def in_order(self, rows: QuerySet[Any], sort: str) -> QuerySet[Any]:
        """Return rows by "due" or "-due"; by anything unknown the newest first."""

    @abstractmethod
    def sheets(self, viewer: Viewer, now: datetime) -> Callable[[Sequence[Any]], Any]:
        """Return what makes of some rows that were read the sheet from which columns take their values."""

    def read(self, rows: QuerySet[Any], columns: Sequence[Column[Any, Any]]) -> QuerySet[Any]:
        """Return rows with what these columns show."""
        for column in columns:
            rows = column.read(rows) if column.read else rows
        return rows


class Narrowed(BaseModel):
    """What a room's ledger is narrowed to: what is chosen or typed by the code of its filter; words, a place, days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    choices: Mapping[str, str] = {}
    words: str = ""
    division: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class RoomLedger(Ledger):
    """A ledger of a room's own rows, the newest first, which desk and files show by what is said here.

    ``when`` names the instant of a row, where it may be narrowed to days, ``place`` its division, and ``found_by`` what
    its name is found by (`NamesField`). ``sheet`` is made once for the rows of a page: the viewer, unless said.
    """

    code: str
    name: StrPromise
    may: Callable[[Viewer], bool]
    rows: Callable[[Viewer], QuerySet[Any]]
    of_rows: Sequence[Column[Any, Any]]
    filters: Sequence[Filter | TypedFilter] = ()
    when: str = ""
    place: str = ""
    found_by: str = ""
    sheet: Callable[[Viewer, Sequence[Any]], Any] = lambda viewer, _rows: viewer

    criteria = Narrowed

    @override
    def columns(self, codes: Sequence[str], criteria: Narrowed) -> Sequence[Column[Any, Any]]:
        return chosen(self.of_rows, codes)

    @override
    def find(self, viewer: Viewer, criteria: Narrowed, now: datetime) -> QuerySet[Any]:
        found = self.rows(viewer)
        for narrowing in self.filters:
            choice = criteria.choices.get(narrowing.code)
            found = found.filter(narrowing.narrow(choice)) if choice else found
        if self.found_by and criteria.words:
            found = found.filter(named(self.found_by, criteria.words))
        if self.place and criteria.division:
            found = found.filter(**{f"{self.place}__path__startswith": criteria.division})
        return found.filter(on_days(self.when, criteria.first, criteria.last)) if self.when else found

    @override
    def in_order(self, rows: QuerySet[Any], sort: str) -> QuerySet[Any]:
        return rows.order_by("-pk")

    @override
    def sheets(self, viewer: Viewer, now: datetime) -> Callable[[Sequence[Any]], Any]:
        return lambda rows: self.sheet(viewer, rows)


@cache
def ledgers() -> Mapping[str, Ledger]:
    """Return the ledgers of the installed rooms by their codes."""
    return {ledger.code: ledger for module in modules("ledgers") for ledger in getattr(module, "LEDGERS", ())}


def room_ledgers() -> list[RoomLedger]:
    """Return those that the desk draws by what is said of them."""
    return [ledger for ledger in ledgers().values() if isinstance(ledger, RoomLedger)]

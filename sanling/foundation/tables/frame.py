"""What a room says of a sheet that it takes in: its columns, what makes two rows the same, and what becomes of them."""

import re
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from typing import Any, NamedTuple, Protocol

from django.utils.translation import gettext as _

from sanling.foundation.cleaning import fold, read_line, read_name
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.encoding import is_broken, readable
from sanling.foundation.tables.reading import Dated, Numbered, Pointed, Rounded, Table
from sanling.foundation.tables.said import SaidOnce

SHOWN = 40
# How far down a header may stand, below titles and notes.
HIGHEST_HEADS = 30
# What Excel, WPS and LibreOffice write where a formula has no result or a column is too narrow.
_ERROR = re.compile(r"#(?:N/A|GETTING_DATA|[A-Z0-9/]+[!?]|##+)|Err:[0-9]{3}")
_SCIENTIFIC = re.compile(r"-?[0-9](?:\.[0-9]+)?E\+[0-9]{2,3}")
_NOTE = re.compile(r"\([^()]*\)|[*:：\s]")


class Became(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    # Nothing is kept of it here, and nothing is wrong with it.
    PASSED = "passed"
    REFUSED = "refused"


class Fault(NamedTuple):
    """What is wrong with a cell or a row: the column's heading, why in words, and what stood there."""

    column: str
    why: str
    value: str = ""


def line_of(most: int) -> Callable[[str], str]:
    """Return what reads a text of one line of at most so many characters."""
    return lambda raw: read_line(raw, longest=most)


def name_of(most: int) -> Callable[[str], str]:
    """Return what reads a name of at most so many characters."""
    return lambda raw: read_name(raw, longest=most)


_LINE = line_of(200)


@dataclass(frozen=True)
class Column:
    """A column: its code, the headings that offices give it, the usual one first, and how a cell is read.

    ``read`` raises ``ValueError`` with words for the writer. A ``required`` one must have a heading, and be filled in.
    A number that Excel has rounded is none, nor is a cell with an error; and a number with decimals or a day is no
    text, for Excel may have made it of another.
    """

    code: str
    names: tuple[str, ...]
    read: Callable[[str], Any] = _LINE
    required: bool = False
    # What stands there is never shown with a fault.
    personal: bool = False
    is_text: bool = True
    # What reads it below a heading that says in which unit numbers are, instead of ``read``.
    below: Callable[[str], Callable[[str], Any]] | None = None

    def value_of(self, raw: str, heading: str = "") -> Any:
        """Return what a cell says, "" for nothing. Raises ``ValueError`` with words for the writer."""
        if is_broken(raw):
            raise ValueError(_("Some characters could not be read. Please type them again."))
        if _ERROR.fullmatch(raw.strip()):
            raise ValueError(
                _("Excel shows an error here instead of a value. Type the value, or correct the formula.")
            )
        if changed := self._changed(raw):
            raise ValueError(changed)
        read = self.below(heading) if self.below else self.read
        found = read(raw) if raw and raw.strip() else ""
        # Of some texts nothing is seen.
        if found == "" and self.required:
            raise ValueError(_("Please fill this in."))
        return found

    def _changed(self, raw: str) -> str:
        """Return what Excel has made of what was typed, "" for nothing that matters."""
        if isinstance(raw, Rounded) or _SCIENTIFIC.fullmatch(raw.strip()):
            return _("Excel has rounded this number. Format the column as text, and type it again.")
        if self.is_text and isinstance(raw, Pointed):
            return _(
                "Excel drops zeros at the end of a number with a point (2023.10). Format the column as text, and"
                " type it again."
            )
        if self.is_text and isinstance(raw, Dated):
            return _("Excel has made a date of this. Format the column as text, and type it again.")
        return ""


@dataclass
class Row:
    """A row of a file on its way: its cells as they stood, and what they say by the codes of the columns."""

    number: int
    cells: Sequence[str]
    values: Mapping[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    became: Became = Became.REFUSED
    # Why nothing is kept of it.
    passed: str = ""

    def __getitem__(self, code: str) -> Any:
        """Return what a column says, "" where it says nothing or isn't there."""
        return self.values.get(code, "")

    def refuse(self, column: str, why: str, value: str = "") -> None:
        """Note one more thing that is wrong."""
        self.faults.append(Fault(column, why, readable(value[:SHOWN])))
        self.became = Became.REFUSED

    def pass_over(self, why: str) -> None:
        """Keep nothing of it, for a reason that is no fault."""
        self.became, self.passed = Became.PASSED, why


class Taking(Protocol):
    """Takes in the rows of one file, some at a time, each in the caller's transaction."""

    # What sound rows have named, for rows that name it again.
    said: SaidOnce

    def key(self, row: Row) -> Hashable:
        """Return what makes rows one and the same thing: they follow each other, and are taken together."""

    def take(self, rows: Sequence[Row]) -> None:
        """Write what sound rows say, and note of each what became of it."""

    def finish(self) -> Sequence[str]:
        """Return what whoever brought the file should know besides, when all rows are taken."""


# Begins to take in a file: by the actor, the city's profile, and the answers to what its sheet asks, all by name.
Begin = Callable[..., Taking]


@dataclass(frozen=True)
class Ask:
    """What a file can't say itself, and whoever brings it must: a code, why, and the answers if there are but some."""

    code: str
    why: str
    choices: tuple[str, ...] = ()


def _no_columns(_profile: Profile) -> tuple[Column, ...]:
    return ()


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet: its code is the command's name; ``own`` gives the columns that only a city's profile knows."""

    code: str
    columns: tuple[Column, ...]
    begin: Begin
    # Columns of which one at least must have a heading.
    either: tuple[str, ...] = ()
    # Given to ``begin`` by their codes.
    asks: tuple[Ask, ...] = ()
    own: Callable[[Profile], tuple[Column, ...]] = _no_columns

    def of_city(self, profile: Profile) -> "Sheet":
        """Return the sheet with all the columns that it has in a city."""
        return replace(self, columns=(*self.columns, *self.own(profile)))


@dataclass(frozen=True)
class Headed:
    """A table whose header was found."""

    name: str
    at: int
    heads: Sequence[str]
    places: Mapping[str, int]
    rest: Iterator[Numbered]
    unused: Sequence[str]

    def heading(self, code: str) -> str:
        """Return what the file calls a column, "" for one that it hasn't got."""
        return self.heads[self.places[code]].strip() if code in self.places else ""


def plain(heading: str) -> str:
    """Return a heading or a name as it is compared: without notes in brackets, stars, colons and spaces."""
    return _NOTE.sub("", fold(heading)).lower()


def headed(table: Table, sheet: Sheet) -> Headed | None:
    """Return a table with its header, that row of the first thirty which names most columns; ``None`` for none.

    Of two rows of headings, the lower one of which names parts of the upper, the lower counts.
    """
    known = {plain(name): column.code for column in sheet.columns for name in column.names}
    buffered = list(islice(table.rows, HIGHEST_HEADS))
    best: tuple[int, dict[str, int]] = (0, {})
    for nth, (_number, cells) in enumerate(buffered):
        places: dict[str, int] = {}
        for place, cell in enumerate(cells):
            code = known.get(plain(cell))
            if code:
                places.setdefault(code, place)
        if places and len(places) >= len(best[1]):
            best = nth, places
    nth, places = best
    if missing(sheet, places):
        return None
    number, heads = buffered[nth]
    used = set(places.values())
    unused = [cell.strip() for place, cell in enumerate(heads) if cell.strip() and place not in used]
    rest = iter(buffered[nth + 1 :])
    return Headed(table.name, number, heads, places, _then(rest, table.rows), unused)


def missing(sheet: Sheet, places: Collection[str]) -> list[str]:
    """Return the headings that a table would need and hasn't got."""
    names = {column.code: column.names[0] for column in sheet.columns}
    lacking = [column.names[0] for column in sheet.columns if column.required and column.code not in places]
    if sheet.either and not set(sheet.either) & set(places):
        lacking.append("/".join(names[code] for code in sheet.either))
    return lacking


def rows_of(found: Headed, sheet: Sheet) -> Iterator[Row]:
    """Yield the rows below a header with all that is wrong with each cell; of empty ones and notes, none.

    A row in which fewer than two of the columns are filled in is a note ("合计", "填表人"): it is passed over.
    """
    for number, cells in found.rest:
        filled = {
            code: cells[place]
            for code, place in found.places.items()
            if place < len(cells) and cells[place].strip()
        }
        row = Row(number, cells)
        if len(filled) >= min(2, len(found.places)):
            row.values = dict(_values(row, found, sheet))
        elif any(cell.strip() for cell in cells):
            row.pass_over(_("names nothing"))
        else:
            continue
        yield row


def _values(row: Row, found: Headed, sheet: Sheet) -> Iterator[tuple[str, Any]]:
    for column in sheet.columns:
        place = found.places.get(column.code)
        if place is None:
            continue
        raw = row.cells[place] if place < len(row.cells) else ""
        try:
            yield column.code, column.value_of(raw, found.heading(column.code))
        except ValueError as error:
            row.refuse(found.heading(column.code), str(error), "" if column.personal else raw)


def _then(first: Iterator[Numbered], rest: Iterator[Numbered]) -> Iterator[Numbered]:
    yield from first
    yield from rest

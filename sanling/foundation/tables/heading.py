"""Finds the header of a table: below titles and notes, over several rows, under names of a clerk's own."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from sanling.foundation.cleaning import fold
from sanling.foundation.tables.frame import Row, Sheet, plain
from sanling.foundation.tables.reading import Numbered, Table

# How far down a header may stand, below titles and notes.
HIGHEST_HEADS = 30
# Over so many rows a heading may be spread: "负责人" above "姓名" and "电话".
DEEPEST = 3
# "单位：万元" above a table is of all its numbers; "填报单位：" says whose table it is.
_IN_UNITS = re.compile(r"(?:^|[( ])(?:金额|计量|货币|数据)?单位 ?: ?([^:]+)")
# A cell below a heading that says its unit alone is part of it, as if it stood in brackets.
_UNIT = re.compile(r"(?:[十百千]?[万亿]|[十百千])?元|[人名起件次户家个]")


@dataclass(frozen=True)
class Headed:
    """A table whose header was found."""

    name: str
    at: int
    heads: Sequence[str]
    places: Mapping[str, int]
    rest: Iterator[Numbered]
    unused: Sequence[str]
    # The first column of Excel that holds something, from 0.
    left: int = 0
    # All that stands above each column and may say its unit, the nearest last.
    above: Sequence[str] = ()

    def heading(self, code: str) -> str:
        """Return what the file calls a column, "" for one that it hasn't got."""
        return self.heads[self.places[code]] if code in self.places else ""

    def above_of(self, code: str) -> str:
        """Return what stands above a column, of all rows."""
        return self.above[self.places[code]] if self.above else ""


@dataclass(frozen=True)
class _Heads:
    """One row of headings: as they are shown, each once, and all that each may be called, the longest first."""

    shown: Sequence[str]
    called: Sequence[Sequence[str]]
    own: Sequence[str]
    # What stands above each column in these rows, the lowest last.
    above: Sequence[str]

    def places(self, known: Mapping[str, str]) -> dict[str, int]:
        """Return which columns they name; none where no cell of this very row takes part."""
        places: dict[str, int] = {}
        is_header = False
        for place, names in enumerate(self.called):
            code = next((known[name] for name in names if name in known), None)
            if code and code not in places:
                places[code] = place
                is_header = is_header or bool(self.own[place])
        return places if is_header else {}


def headed(table: Table, sheet: Sheet, chosen: Mapping[str, str] | None = None) -> Headed | None:
    """Return a table with its header, that row of the first thirty which names most columns; ``None`` for none.

    Of two rows of headings, the lower one of which names parts of the upper, the lower counts. ``chosen`` says by which
    heading each column goes, instead of what they are usually called.
    """
    found = looked_at(table, sheet, chosen)
    lacking = chosen is not None and not set(chosen) <= set(found.places)
    return None if lacking or missing(sheet, found.places) else found


def looked_at(table: Table, sheet: Sheet, chosen: Mapping[str, str] | None = None) -> Headed:
    """Return a table with what may be its header, though it lacks some; without any known name the fullest row."""
    known = {plain(name): column.code for column in sheet.columns for name in column.names}
    buffered = list(islice(table.rows, HIGHEST_HEADS))
    best: tuple[int, dict[str, int]] = (0, {})
    for nth in range(len(buffered)):
        heads = _heads([cells for _number, cells in buffered[max(0, nth + 1 - DEEPEST) : nth + 1]])
        if chosen is None:
            places = heads.places(known)
        else:
            at = {name: place for place, name in enumerate(heads.shown) if name}
            places = {code: at[name] for code, name in chosen.items() if name in at}
        # Of rows that name what was chosen, the first is the header: what stands in them is as chosen.
        if places and (len(places) > len(best[1]) or (chosen is None and len(places) == len(best[1]))):
            best = nth, places
    nth, places = best
    if not places and buffered:
        widths = [sum(bool(cell.strip()) for cell in cells) for _number, cells in buffered]
        nth = widths.index(max(widths))
    heads = _heads([cells for _number, cells in buffered[max(0, nth + 1 - DEEPEST) : nth + 1]])
    shown = heads.shown
    used = set(places.values())
    unused = [head for place, head in enumerate(shown) if head and place not in used]
    rest = _then(iter(buffered[nth + 1 :]), table.rows)
    number = buffered[nth][0] if buffered else 0
    said = "\n".join(_units(cells for _number, cells in buffered[:nth]))
    above = [f"{said}\n{own}" for own in heads.above]
    return Headed(table.name, number, shown, places, rest, unused, table.left, above)


def _units(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the units that rows above a table say of all of it."""
    for cells in rows:
        for found in (_IN_UNITS.search(fold(cell)) for cell in cells):
            if found:
                yield found[1]


def _heads(rows: Sequence[Sequence[str]]) -> _Heads:
    """Return what the last of some rows says together with those above it."""
    width = max((len(cells) for cells in rows), default=0)
    *above, last = [[*map(str.strip, cells), *[""] * (width - len(cells))] for cells in rows] or [[]]
    # A title stands alone in its row.
    groups = [row for row in above if len({cell for cell in row if cell}) > 1]
    spread = [_spread(row) for row in groups]
    if groups:
        last = [f"({cell})" if _UNIT.fullmatch(cell) else cell for cell in last]
    paths = []
    for place in range(width):
        path = [last[place]] if last[place] else []
        if not path:
            # Merged downwards, and written out by what doesn't know of merging.
            path = [cell for cell in (row[place] for row in groups) if cell][-1:]
        for row in reversed(spread):
            if row[place] and plain(row[place]) != plain(path[0] if path else ""):
                path = [row[place], *path] if path else path
        paths.append(path)
    called = [
        [plain("".join(path[nth:])) for nth in range(len(path))]
        + ([plain(path[0] + path[-1])] if len(path) == DEEPEST else [])
        for path in paths
    ]
    columns = zip(*map(_spread, above), last, strict=True)
    return _Heads(_shown(paths), called, last, ["\n".join(filter(None, column)) for column in columns])


def _spread(row: Sequence[str]) -> list[str]:
    """Return a row in which each text also stands over the blanks behind it, as if merged with them."""
    spread: list[str] = []
    for cell in row:
        spread.append(cell or (spread[-1] if spread else ""))
    return spread


def _shown(paths: Sequence[Sequence[str]]) -> list[str]:
    """Return each heading by the shortest that no other column has; of blank ones nothing."""
    # A unit alone names nothing.
    named = [path if not path or plain(path[-1]) else ["".join(path[-2:])] for path in paths]
    lowest = [path[-1] if path else "" for path in named]
    shown: list[str] = []
    for path, name in zip(named, lowest, strict=True):
        whole = " ".join(path[-2:]) if lowest.count(name) > 1 else name
        nth, called = 1, whole
        while called and called in shown:
            nth += 1
            called = f"{whole} ({nth})"
        shown.append(called)
    return shown


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
            yield column.code, column.value_of(raw, found.above_of(column.code))
        except ValueError as error:
            row.unread.add(column.code)
            row.refuse(found.heading(column.code), str(error), "" if column.personal else raw)


def _then(first: Iterator[Numbered], rest: Iterator[Numbered]) -> Iterator[Numbered]:
    yield from first
    yield from rest

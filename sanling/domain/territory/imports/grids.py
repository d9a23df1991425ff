"""Grids from a city's list: under their villages, by code or by name."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import gettext as _

from sanling.domain.territory.actions.add_grids import add_grids
from sanling.domain.territory.actions.draw import NewGrid
from sanling.domain.territory.config import TerritoryPart
from sanling.domain.territory.naming import PLACE_COLUMNS, PlaceBook, said_place
from sanling.domain.territory.rules import Level
from sanling.foundation import text
from sanling.foundation.audit.actor import Actor
from sanling.foundation.cleaning import fold_code, name_key
from sanling.foundation.days import today
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Became, Column, Row, Sheet, Taking, line_of, name_of
from sanling.foundation.tables.said import SaidOnce

WIDTH = 3
_pinyin = lru_cache(maxsize=10_000)(text.pinyin)


class TakeGrids(Taking):
    """Takes in grids and micro-grids."""

    def __init__(self, *, actor: Actor, profile: Profile) -> None:
        self.actor, self.city = actor, profile.city
        self.territory: TerritoryPart = profile.part("territory")
        self.places = PlaceBook(profile.city)
        self.said = SaidOnce()

    def take(self, rows: Sequence[Row]) -> None:
        """Add and rename what the rows say."""
        added: list[NewGrid] = []
        renamed: dict[str, str] = {}
        for row in rows:
            try:
                path = self._path(row)
            except ValueError as error:
                row.refuse("", str(error))
                continue
            if not row.faults:
                self._judge(row, path, added, renamed)
        add_grids(actor=self.actor, city=self.city, grids=added, renamed=renamed, on=today())

    def _path(self, row: Row) -> str:
        """Return where the grid is, or is to be. Raises ``ValueError`` with words for the writer."""
        within = self._within(row)
        code = row["code"]
        if code:
            return self._of_code(code, within)
        if not within:
            raise ValueError(_("Say in which village or grid it lies, or give its whole code."))
        there = self.places.below(within)
        key = name_key(row["name"])
        found = [path for path in there if name_key(self.places.name_of(path)) == key]
        return found[0] if found else self._next_below(within)

    def _next_below(self, within: str) -> str:
        """Return the code after the highest that was ever given there."""
        ended = [path for path in self.places.ended_grids if path.startswith(within)]
        given = [
            int(path[len(within) :])
            for path in (*self.places.below(within), *ended)
            if len(path) == len(within) + WIDTH
        ]
        number = max(given, default=0) + 1
        if number >= 10**WIDTH:
            raise ValueError(
                _("A grid's code is that of its village, or of its grid, and three digits more.")
            )
        return f"{within}{number:0{WIDTH}d}"

    def _within(self, row: Row) -> str:
        """Return the village or grid that holds it, "" where only its code says so."""
        said = said_place(row)
        if not said:
            return ""
        path = self.places.find(said)
        if row["grid"]:
            path = self.places.find(row["grid"], within=path)
        if len(path) not in (Level.VILLAGE, Level.GRID):
            raise ValueError(_("A grid lies in a village, a micro-grid in a grid."))
        return path

    def _of_code(self, code: str, within: str) -> str:
        if within and len(code) <= WIDTH:
            return within + code.zfill(WIDTH)
        path = self.territory.path_of(code[: Level.VILLAGE]) + code[Level.VILLAGE :]
        if len(path) not in (Level.GRID, Level.MICRO_GRID) or not path.startswith(within):
            raise ValueError(
                _("A grid's code is that of its village, or of its grid, and three digits more.")
            )
        if path[:-WIDTH] not in self.places:
            raise ValueError(_("There is no such place in this city."))
        return path

    def _judge(self, row: Row, path: str, added: list[NewGrid], renamed: dict[str, str]) -> None:
        if path in self.places.ended_grids:
            row.refuse("", _("This grid has ended; its code is given to no other."), path)
        elif (first := self.said.claim(row.number, path)) is not None:
            row.refuse("", _("This grid stands in row %(row)d already.") % {"row": first}, path)
        elif path not in self.places:
            read = _pinyin(row["name"])
            added.append(NewGrid(path, row["name"], read.full[:240], read.initials[:40]))
            self.places.add(path, row["name"])
            row.became = Became.NEW
        elif row["code"] and self.places.name_of(path) != row["name"]:
            renamed[path] = row["name"]
            self.places.rename(path, row["name"])
            row.became = Became.CHANGED
        else:
            row.became = Became.SAME


def _code(raw: str) -> str:
    code = fold_code(raw)
    if not (code.isascii() and code.isdigit()):
        raise ValueError(_("A code has digits only."))
    return code


GRIDS = Sheet(
    "grids",
    (
        Column("name", ("网格名称", "名称", "网格名", "微网格名称", "name"), name_of(80), required=True),
        Column("code", ("网格编码", "网格编号", "网格代码", "编码", "编号", "代码", "code"), _code),
        *PLACE_COLUMNS,
        Column("grid", ("所属网格", "上级网格", "grid"), line_of(80)),
    ),
    TakeGrids,
    either=("code", *(column.code for column in PLACE_COLUMNS)),
)

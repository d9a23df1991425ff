"""Outlines of divisions from a surveyor's file, GeoJSON or CSV, in the datum that is stated for it."""

from collections.abc import Iterable, Sequence
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.actions.draw import NewOutline, draw
from sanling.domain.territory.config import TerritoryPart
from sanling.domain.territory.models import Boundary
from sanling.domain.territory.naming import PLACE_COLUMNS, PlaceBook, said_place
from sanling.domain.territory.rules import ancestors_of
from sanling.foundation.audit.actor import Actor
from sanling.foundation.cleaning import fold
from sanling.foundation.datum import Datum, convert, in_china
from sanling.foundation.days import today
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Ask, Became, Column, Row, Sheet, Taking, line_of
from sanling.foundation.tables.said import SaidOnce

# How much of an outline must lie in that of what holds it: surveys of two offices never meet exactly.
INSIDE = 0.5


class TakeOutlines(Taking):
    """Takes in outlines."""

    def __init__(self, *, actor: Actor, profile: Profile, datum: str, source: str) -> None:
        self.actor, self.city, self.source = actor, profile.city, source
        part: TerritoryPart = profile.part("territory")
        self.datum, self.own = Datum(datum), part.datum
        self.places = PlaceBook(profile.city)
        self.said = SaidOnce()

    def take(self, rows: Sequence[Row]) -> None:
        """Draw what the rows say, in the city's own datum."""
        asked = []
        for row in rows:
            path, geometry = self._path(row), self._geometry(row)
            if path and geometry is not None and not row.faults:
                asked.append((path, row, geometry))
        drawn = self._drawn([path for path, _row, _geometry in asked])
        wanted: dict[str, tuple[Row, BaseGeometry]] = {}
        # From above: what a refused outline holds is judged by the one that is drawn.
        for path, row, geometry in sorted(asked, key=lambda found: len(found[0])):
            self._check_inside(row, path, geometry, drawn, wanted)
            if not row.faults and self._stands_once(row, path):
                wanted[path] = row, geometry
        new = [NewOutline(path, geometry) for path, (_row, geometry) in wanted.items()]
        changed = [outline for outline in new if not _same(drawn.get(outline.path), outline.geometry)]
        for outline in new:
            wanted[outline.path][0].became = Became.SAME
        for outline in changed:
            wanted[outline.path][0].became = Became.CHANGED if outline.path in drawn else Became.NEW
        if changed:
            draw(
                actor=self.actor,
                city=self.city,
                outlines=changed,
                source=self.source,
                demonstration=False,
                valid_from=today(),
            )

    def finish(self) -> Sequence[str]:
        """Name the counties of which nothing is drawn: what happens there can't be put on the map."""
        drawn = Boundary.objects.filter(division__path__startswith=self.city, valid_until=None)
        paths = set(drawn.values_list("division_id", flat=True))
        counties = [
            path for path in self.places.below(self.city) if not any(own.startswith(path) for own in paths)
        ]
        if not paths or self.city in paths or not counties:
            return ()
        text = _("Nothing is drawn of %(names)s: points there are told to be outside the city.")
        return (text % {"names": "、".join(map(self.places.name_of, counties))},)

    def _path(self, row: Row) -> str:
        said = row["code"] or said_place(row)
        try:
            if row["code"]:
                path = self.places.find(said)
            else:
                path = self.places.find(said) if said else ""
                path = self.places.find(row["name"], within=path) if row["name"] else path
        except ValueError as error:
            row.refuse(_("Division"), str(error), said or row["name"])
            return ""
        if not path:
            row.refuse(_("Division"), _("Say of which division this is the outline."))
        return path

    def _stands_once(self, row: Row, path: str) -> bool:
        first = self.said.claim(row.number, path)
        if first is not None:
            row.refuse("", _("This division stands in row %(row)d already.") % {"row": first}, path)
        return first is None

    def _geometry(self, row: Row) -> BaseGeometry | None:
        """Return the outline in the city's own datum."""
        geometry: BaseGeometry | None = row["outline"] or None
        return None if geometry is None else converted(geometry, of=self.datum, to=self.own)

    def _drawn(self, wanted: Iterable[str]) -> dict[str, BaseGeometry]:
        """Return the outlines that the divisions and those above them have now, with one statement."""
        paths = {above for path in wanted for above in (*ancestors_of(path), path)}
        found = Boundary.objects.filter(division__in=paths, valid_until=None)
        return {path: shapely.from_wkb(bytes(wkb)) for path, wkb in found.values_list("division_id", "wkb")}

    def _check_inside(
        self,
        row: Row,
        path: str,
        geometry: BaseGeometry,
        drawn: dict[str, BaseGeometry],
        wanted: dict[str, tuple[Row, BaseGeometry]],
    ) -> None:
        """Refuse an outline that lies outside that of the nearest division above which has one."""
        for above in reversed(ancestors_of(path)):
            holding = wanted[above][1] if above in wanted else drawn.get(above)
            if holding is not None:
                if geometry.intersection(holding).area < INSIDE * geometry.area:
                    text = _("Most of this outline lies outside %(name)s. Is the datum right?")
                    row.refuse("", text % {"name": self.places.name_of(above)}, path)
                return


def _same(before: BaseGeometry | None, now: BaseGeometry) -> bool:
    return before is not None and shapely.to_wkb(before) == shapely.to_wkb(now)


def converted(geometry: BaseGeometry, *, of: Datum, to: Datum) -> BaseGeometry:
    """Return an outline of one datum in another."""

    def moved(points: Any) -> Any:
        for nth in range(len(points)):
            points[nth] = convert(*points[nth], of=of, to=to)
        return points

    return shapely.transform(geometry, moved)


def read_outline(raw: str) -> BaseGeometry:
    """Return a polygon or several in degrees, from GeoJSON, from WKT, or from points "lon,lat;lon,lat;…".

    Raises ``ValueError`` with words for the writer for what is none, crosses itself, or lies outside China.
    """
    text = fold(raw)
    try:
        geometry = shapely.from_geojson(text) if text.startswith("{") else shapely.from_wkt(_as_wkt(text))
    except (ShapelyError, ValueError, TypeError, NotImplementedError):
        geometry = None
    if geometry is None or geometry.geom_type not in ("Polygon", "MultiPolygon") or geometry.is_empty:
        raise ValueError(_("This is no outline: give a polygon as GeoJSON or WKT, longitude first."))
    west, south, east, north = geometry.bounds
    if in_china(south, west) and in_china(north, east):
        raise ValueError(_("Latitude stands first here: give longitude first."))
    if not (in_china(west, south) and in_china(east, north)):
        raise ValueError(_("This outline lies outside China. Give degrees, longitude first."))
    if not geometry.is_valid:
        why = shapely.is_valid_reason(geometry)
        raise ValueError(
            _("This outline crosses itself (%(why)s). Correct it where it was drawn.") % {"why": why}
        )
    return shapely.force_2d(geometry)


def _as_wkt(text: str) -> str:
    """Return points one after the other as the ring that they are."""
    if text[:1].isalpha():
        return text
    points = [point.replace(",", " ") for point in text.rstrip("; ").split(";")]
    closed = points if points[0] == points[-1] else [*points, points[0]]
    return f"POLYGON (({', '.join(closed)}))"


OUTLINES = Sheet(
    "outlines",
    (
        Column(
            "outline",
            ("geometry", "边界", "边界坐标", "几何", "图形", "轮廓", "坐标", "范围", "wkt", "outline"),
            read_outline,
            required=True,
        ),
        Column("code", ("编码", "代码", "网格编码", "adcode", "code", "path"), line_of(40)),
        Column("name", ("名称", "区划名称", "网格名称", "网格", "name"), line_of(80)),
        *PLACE_COLUMNS,
    ),
    TakeOutlines,
    either=("code", "name", *(column.code for column in PLACE_COLUMNS)),
    asks=(
        Ask("datum", "What the coordinates are measured in.", tuple(datum.value for datum in Datum)),
        Ask("source", "Who drew them, and when; kept with each outline."),
    ),
)

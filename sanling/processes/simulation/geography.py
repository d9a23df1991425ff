"""Demonstration outlines: counties are divided into townships, villages and grids, because nobody publishes theirs.

Seeded points are spread evenly over a county's outline, as many as it has grids, and dealt to townships and villages
by halving along the longer side. The points' Voronoi cells, cut at the outline, are the grids. Lines are noded
together before faces are built, and counties are fitted to each other, so that neighbours share their edges
exactly: no gaps, no overlaps.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from math import cos, radians
from random import Random

import shapely
from django.db.models import QuerySet
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.actions.draw import NewGrid, NewOutline, draw
from sanling.domain.territory.config import Piece, TerritoryPart
from sanling.domain.territory.models import Boundary, Division
from sanling.domain.territory.rules import Level
from sanling.foundation import text
from sanling.foundation.audit.actor import Actor
from sanling.foundation.profile.loader import Profile

Point = tuple[float, float]
# A village has three to five grids, 3.8 on average: Zhengzhou has 12,485 of them in 3,285 communities.
GRIDS = (3, 4, 5)
GRIDS_WEIGHTS = (35, 50, 15)
NUMERALS = "一二三四五"
# The plastic number: its powers spread points evenly over a plane (Roberts' R2 sequence).
PLASTIC = 1.32471795724474602596
SIDES: Mapping[str, Callable[[Point], float]] = {
    "west": lambda point: point[0],
    "east": lambda point: -point[0],
    "south": lambda point: point[1],
    "north": lambda point: -point[1],
}


@dataclass(frozen=True)
class UndrawnVillage:
    """A village to be given ground: where it lies and how many grids it has."""

    path: str
    grids: int


@dataclass(frozen=True)
class Share:
    """The villages of one county-level division that lie in a county's outline, on a side of it or in what is left."""

    villages: Sequence[UndrawnVillage]
    side: str | None = None


def draw_city(*, actor: Actor, profile: Profile, seed: int = 1) -> int:
    """Give every division of a city an outline and every village about four grids; return the number of outlines.

    Raises ``ValueError`` when the city has outlines already.
    """
    if Boundary.objects.filter(division__path__startswith=profile.city).exists():
        raise ValueError("This city has outlines already.")
    part: TerritoryPart = profile.part("territory")
    counties = outlines_of(profile)
    shares = _shares(profile.city, part, seed)
    cells: dict[str, BaseGeometry] = {}
    for county, outline in counties.items():
        cells |= partition(outline, shares[county], seed=f"{seed}:{county}")
    return draw(
        actor=actor,
        city=profile.city,
        grids=(_grid(path) for path in sorted(cells)),
        outlines=_all_levels(_fitted(cells)),
        source=part.boundary_source,
        demonstration=True,
        valid_from=part.as_of,
    )


def outlines_of(profile: Profile) -> dict[str, BaseGeometry]:
    """Return the profile's county outlines by code, those that its file draws under other codes put together.

    Raises ValueError for a profile that names no file of them.
    """
    part: TerritoryPart = profile.part("territory")
    if part.boundaries is None:
        raise ValueError(f"{profile.code}/territory.toml names no file of outlines (boundaries).")
    collection = json.loads((profile.folder / part.boundaries).read_text(encoding="utf-8"))
    drawn = {
        str(feature["properties"]["code"]): shapely.make_valid(
            shapely.from_geojson(json.dumps(feature["geometry"])), method="structure", keep_collapsed=False
        )
        for feature in collection["features"]
    }
    united = {
        county: shapely.union_all([drawn.pop(code) for code in codes])
        for county, codes in part.outlines.items()
    }
    return dict(sorted((drawn | united).items()))


def points_inside(outlines: "QuerySet[Boundary]") -> dict[str, Point]:
    """Return a point inside each of some outlines that are valid now, by division; degrees, to a decimetre."""
    rows = list(outlines.filter(valid_until=None).order_by("division_id").values_list("division_id", "wkb"))
    inside = shapely.point_on_surface(shapely.from_wkb([bytes(wkb) for _path, wkb in rows]))
    return {
        path: (round(float(point.x), 6), round(float(point.y), 6))
        for (path, _wkb), point in zip(rows, inside, strict=True)
    }


def _shares(city: str, part: TerritoryPart, seed: int) -> dict[str, list[Share]]:
    """Return who lies in each county's outline: zones with their sides first, then the county itself."""
    townships: dict[str, list[tuple[str, str]]] = {}
    found = Division.objects.filter(path__startswith=city, level=Level.TOWNSHIP, valid_until=None)
    for path, code in found.order_by("path").values_list("path", "official_code"):
        townships.setdefault(path[: Level.COUNTY], []).append((path, code or path))
    villages = _villages(city, seed)
    shares: dict[str, list[Share]] = {}
    for zone in part.zones:
        for piece, paths in _deal(zone.path, townships.pop(zone.path, []), zone.pieces):
            share = Share([village for path in paths for village in villages.get(path, [])], piece.side)
            shares.setdefault(piece.county, []).append(share)
    for county, own in townships.items():
        share = Share([village for path, _code in own for village in villages.get(path, [])])
        shares.setdefault(county, []).append(share)
    return shares


def _villages(city: str, seed: int) -> dict[str, list[UndrawnVillage]]:
    found = Division.objects.filter(path__startswith=city, level=Level.VILLAGE, valid_until=None)
    villages: dict[str, list[UndrawnVillage]] = {}
    for path in found.order_by("path").values_list("path", flat=True):
        random = Random(f"{seed}:{path}")  # noqa: S311 -- invented geography
        grids = random.choices(GRIDS, GRIDS_WEIGHTS)[0]
        villages.setdefault(path[: Level.TOWNSHIP], []).append(UndrawnVillage(path, grids))
    return villages


def _deal(
    zone: str, townships: Sequence[tuple[str, str]], pieces: Sequence[Piece]
) -> Iterator[tuple[Piece, list[str]]]:
    """Deal a zone's townships to its pieces: re-hung ones to the county of their code, the rest in order."""
    rest = [path for path, code in townships if code.startswith(zone)]
    for nth, piece in enumerate(pieces):
        own = [path for path, code in townships if code[: Level.COUNTY] == piece.county != zone]
        own += rest[nth * len(rest) // len(pieces) : (nth + 1) * len(rest) // len(pieces)]
        yield piece, own


def partition(outline: BaseGeometry, shares: Sequence[Share], *, seed: str) -> dict[str, BaseGeometry]:
    """Divide an outline into the grids of all villages of all shares; return polygons by grid path."""
    total = sum(village.grids for share in shares for village in share.villages)
    left = _scatter(outline, total, seed)
    dealt: dict[str, list[Point]] = {}
    for share in shares:
        if share.side:
            left.sort(key=SIDES[share.side])
        size = sum(village.grids for village in share.villages)
        own, left = left[:size], left[size:]
        _deal_points(own, _by_township(share.villages), dealt)
    paths = [f"{path}{n:03d}" for path, points in dealt.items() for n in range(1, len(points) + 1)]
    seeds = [point for points in dealt.values() for point in points]
    return _cells(outline, paths, seeds)


def _scatter(outline: BaseGeometry, wanted: int, seed: str) -> list[Point]:
    """Return points spread evenly over an outline."""
    west, south, east, north = outline.bounds
    random = Random(seed)  # noqa: S311 -- invented geography
    x, y = random.random(), random.random()
    shapely.prepare(outline)
    points: list[Point] = []
    for n in count(1):
        if len(points) == wanted:
            break
        lon = west + (east - west) * ((x + n / PLASTIC) % 1)
        lat = south + (north - south) * ((y + n / PLASTIC**2) % 1)
        if shapely.contains_xy(outline, lon, lat):
            points.append((lon, lat))
    return points


def _by_township(villages: Sequence[UndrawnVillage]) -> list[list[UndrawnVillage]]:
    groups: dict[str, list[UndrawnVillage]] = {}
    for village in villages:
        groups.setdefault(village.path[: Level.TOWNSHIP], []).append(village)
    return list(groups.values())


def _deal_points(
    points: list[Point], groups: Sequence[Sequence[UndrawnVillage]], dealt: dict[str, list[Point]]
) -> None:
    """Deal points to groups of villages, then to their villages, by halving both until one is left."""
    if len(groups) > 1:
        sizes = [sum(village.grids for village in group) for group in groups]
        middle, cut = _halfway(sizes)
        points = _along_longer_side(points)
        _deal_points(points[:cut], groups[:middle], dealt)
        _deal_points(points[cut:], groups[middle:], dealt)
    elif groups and len(groups[0]) > 1:
        _deal_points(points, [[village] for village in groups[0]], dealt)
    elif groups:
        dealt[groups[0][0].path] = points


def _halfway(sizes: Sequence[int]) -> tuple[int, int]:
    """Return how many of the sizes make up about half of their sum, and the sum of those."""
    half, best, cut = sum(sizes) / 2, 1, sizes[0]
    reached = 0
    for n, size in enumerate(sizes[:-1], 1):
        reached += size
        if abs(reached - half) < abs(cut - half):
            best, cut = n, reached
    return best, cut


def _along_longer_side(points: Sequence[Point]) -> list[Point]:
    lons, lats = [lon for lon, _lat in points], [lat for _lon, lat in points]
    width = (max(lons) - min(lons)) * cos(radians(lats[0]))
    axis = 0 if width > max(lats) - min(lats) else 1
    return sorted(points, key=lambda point: point[axis])


def _cells(outline: BaseGeometry, paths: Sequence[str], seeds: Sequence[Point]) -> dict[str, BaseGeometry]:
    """Return each seed's Voronoi cell within the outline."""
    edges = shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=outline, only_edges=True)
    lines = shapely.union_all([edges, outline.boundary])
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    inside = [face.representative_point() for face in faces]
    nearest = shapely.STRtree(shapely.points(seeds)).nearest(inside)
    parts: dict[str, list[BaseGeometry]] = {}
    for face, point, nth in zip(faces, inside, nearest, strict=True):
        if outline.contains(point):
            parts.setdefault(paths[nth], []).append(face)
    return {path: merged(faces) for path, faces in parts.items()}


def _fitted(cells: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Return the grids of all counties with every point on a common border in both neighbours' outlines."""
    # Newer than the type stubs.
    fitted = shapely.coverage_clean(list(cells.values()))  # type: ignore[attr-defined]
    return dict(zip(cells, fitted, strict=True))


def merged(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the union of neighbours that share their edges exactly."""
    return parts[0] if len(parts) == 1 else shapely.coverage_union_all(parts)


def _all_levels(cells: Mapping[str, BaseGeometry]) -> Iterator[NewOutline]:
    """Yield the outlines of grids, and of all that they make up, to the city."""
    below = dict(cells)
    for level in (Level.GRID, Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY, Level.CITY):
        if level < Level.GRID:
            groups: dict[str, list[BaseGeometry]] = {}
            for path, geometry in below.items():
                groups.setdefault(path[:level], []).append(geometry)
            below = {path: merged(parts) for path, parts in groups.items()}
        yield from (NewOutline(path, geometry) for path, geometry in sorted(below.items()))


@lru_cache
def _grid_name(nth: int) -> tuple[str, str, str]:
    name = f"第{NUMERALS[nth - 1]}网格"
    read = text.pinyin(name)
    return name, read.full, read.initials


def _grid(path: str) -> NewGrid:
    return NewGrid(path, *_grid_name(int(path[Level.VILLAGE :])))

"""What is open to be redrawn: the deepest divisions that are drawn in a place, and those around it that touch them.

The divisions above follow: each is put together anew of those that are drawn in it, up to the first that stays as it
was. So a line between two townships is that of their villages and grids, and moved once.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import shapely
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.locate import Outlined, outlined
from sanling.domain.territory.mesh import Mesh, Point, Polygons, mesh_of
from sanling.domain.territory.models import Boundary
from sanling.domain.territory.points import datum_of
from sanling.domain.territory.rules import ancestors_of, city_of
from sanling.foundation.datum import Datum, convert

# So much is open at once: what a browser draws while a finger moves.
MOST_PARTS, MOST_POINTS = 900, 20_000
# How much of what holds others may be theirs not: surveys of two offices never meet exactly.
SLIVERS = 0.01


class TooMuch(ValueError):
    """More lies in a place than can be open at once."""


class Unfit(ValueError):
    """A division above can't follow: it has ground that is drawn of none in it."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


@dataclass(frozen=True)
class Begun:
    """A division that is to begin: its name, and which one it was cut from."""

    name: str
    of: str


@dataclass(frozen=True)
class Drawn:
    """What was drawn over one version of lines: points that moved or are new (WGS-84), rings that changed.

    ``begun`` has the parts that aren't there yet, by keys of their own; ``ended`` says in which part one ends.
    """

    version: str
    points: Mapping[int, Point] = field(default_factory=dict)
    parts: Mapping[str, Polygons] = field(default_factory=dict)
    begun: Mapping[str, Begun] = field(default_factory=dict)
    ended: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    """Divisions whose lines are open, in their city's datum; ``inside`` are those of the place itself.

    ``outlines`` are the keys of what they are drawn by, so ``version`` is another once one of them was redrawn.
    """

    place: str
    mesh: Mesh
    names: Mapping[str, str]
    inside: frozenset[str]
    outlines: Mapping[str, int]
    demonstration: bool

    @property
    def city(self) -> str:
        """Return the city of them all."""
        return city_of(self.place)

    @property
    def version(self) -> str:
        """Return the stamp of all that is open."""
        return hashlib.blake2b(repr(sorted(self.outlines.items())).encode(), digest_size=8).hexdigest()

    def shown(self) -> list[Point]:
        """Return its points as maps have them (WGS-84)."""
        datum = datum_of(self.city)
        return [convert(*point, of=datum, to=Datum.WGS84) for point in self.mesh.points]

    def drawn_over(self, drawn: Drawn) -> Mesh:
        """Return the mesh that somebody drew over it; all points that weren't moved stay to the last bit.

        Raises ``ValueError`` for what isn't open, what isn't there, and numbers of no point.
        """
        datum = datum_of(self.city)
        known = len(self.mesh.points)
        new = sorted(nth for nth in drawn.points if nth >= known)
        if (
            new != list(range(known, known + len(new)))
            or len(new) > MOST_POINTS
            or min(drawn.points, default=0) < 0
        ):
            raise ValueError("The numbers of points don't follow each other.")
        placed = {nth: convert(*point, of=Datum.WGS84, to=datum) for nth, point in drawn.points.items()}
        corners = [placed.get(nth, point) for nth, point in enumerate(self.mesh.points)]
        corners += [placed[nth] for nth in new]
        parts = {key: polygons for key, polygons in self.mesh.parts.items() if key not in drawn.ended}
        parts.update(drawn.parts)
        numbers = {
            nth for polygons in parts.values() for polygon in polygons for ring in polygon for nth in ring
        }
        stay = set(self.mesh.parts) - set(drawn.ended)
        heirs = {*drawn.ended.values(), *(begun.of for begun in drawn.begun.values())}
        if set(parts) != stay | set(drawn.begun) or set(drawn.begun) & set(self.mesh.parts):
            raise ValueError("There is no such part.")
        if set(drawn.ended) - set(self.mesh.parts) or heirs - stay or numbers - set(range(len(corners))):
            raise ValueError("There is no such part or point.")
        return Mesh(corners, parts)


def opened(place: str, may: Callable[[str], bool]) -> Opened | None:
    """Return what is open at a place; around it only what ``may`` be redrawn. ``None`` where nothing is drawn.

    Raises `TooMuch` for a place that is to be opened in parts.
    """
    drawn = outlined(city_of(place))
    if drawn is None:
        return None
    nth_of = {path: drawn.nth[path] for path in deepest(drawn)}
    inside = [path for path in nth_of if path.startswith(place)]
    if not inside:
        return None
    if len(inside) > MOST_PARTS:
        raise TooMuch(place)
    own = [drawn.geometries[nth_of[path]] for path in inside]
    _asked, touched = drawn.tree.query(own, predicate="intersects")
    near = {drawn.divisions[nth].path for nth in map(int, touched)} & set(nth_of)
    paths = sorted({*inside, *filter(may, near)})
    found = Boundary.objects.filter(division__in=paths, valid_until=None).order_by("division_id")
    rows = list(found.values_list("division_id", "division__name", "pk", "demonstration", "wkb"))
    mesh = mesh_of({path: shapely.from_wkb(bytes(wkb)) for path, *_rest, wkb in rows})
    if len(rows) > MOST_PARTS or len(mesh.points) > MOST_POINTS:
        raise TooMuch(place)
    return Opened(
        place=place,
        mesh=mesh,
        names={path: name for path, name, *_rest in rows},
        inside=frozenset(inside) & set(mesh.parts),
        outlines={path: key for path, _name, key, *_rest in rows},
        demonstration=any(demonstration for _path, _name, _key, demonstration, _wkb in rows),
    )


def deepest(drawn: Outlined) -> Iterator[str]:
    """Yield the divisions in which none is drawn, by path."""
    paths = [division.path for division in drawn.divisions]
    yield from (
        path
        for path, following in zip(paths, (*paths[1:], ""), strict=True)
        if not following.startswith(path)
    )


def following(drawn: Outlined, changed: Mapping[str, BaseGeometry | None]) -> dict[str, BaseGeometry]:
    """Return the new outlines of the divisions above some that changed, begin, or end (``None``), of those that must.

    Raises `Unfit` for one that can't.
    """
    found: dict[str, BaseGeometry] = {}
    waiting = _holding(drawn, changed)
    while waiting:
        path = max(waiting, key=len)
        waiting.discard(path)
        outline = _put_together(drawn, path, {**changed, **found})
        if outline is not None:
            found[path] = outline
            waiting |= _holding(drawn, [path])
    return found


def _holding(drawn: Outlined, paths: Collection[str]) -> set[str]:
    """Return the nearest divisions above some that are drawn."""
    above = ([over for over in ancestors_of(path) if over in drawn.nth] for path in paths)
    return {over[-1] for over in above if over}


def _put_together(
    drawn: Outlined, path: str, changed: Mapping[str, BaseGeometry | None]
) -> BaseGeometry | None:
    """Return the outline of a division by what is drawn in it; ``None`` if it stays as it was."""
    was = drawn.geometries[drawn.nth[path]]
    tiles = {tile: drawn.geometries[drawn.nth[tile]] for tile in _topmost(drawn, path)}
    new = {key for key in changed if key not in drawn.nth and _holding(drawn, [key]) == {path}}
    found = [changed.get(tile, tiles.get(tile)) for tile in (*tiles, *sorted(new))]
    before, after = (
        _united(list(tiles.values())),
        _united([outline for outline in found if outline is not None]),
    )
    if shapely.equals(after, was) or shapely.equals(after, before):
        return None
    if shapely.symmetric_difference(before, was).area > SLIVERS * was.area:
        raise Unfit(path)
    return after


def _topmost(drawn: Outlined, path: str) -> list[str]:
    """Return the highest divisions that are drawn in one."""
    found: list[str] = []
    for division in drawn.divisions:
        inside = division.path.startswith(path) and division.path != path
        if inside and not (found and division.path.startswith(found[-1])):
            found.append(division.path)
    return found


def _united(outlines: Sequence[BaseGeometry]) -> BaseGeometry:
    unite = shapely.coverage_union_all if shapely.coverage_is_valid(outlines) else shapely.union_all
    return unite(outlines)

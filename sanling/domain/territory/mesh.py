"""Outlines of neighbours as rings of common points: whatever moves a point changes all whose line it is on.

Nothing here knows tables. A mesh is made of outlines that meet exactly and gives them back; `faults_of` says what is
wrong with one that somebody drew over another. What it lets through has neither gaps nor overlaps that weren't there:
lines that belong to one part alone, the border, are the same as before, and no two parts have ground in common.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

# Degrees, longitude first.
Point = tuple[float, float]
# Numbers of points one after the other, without the first again.
Ring = tuple[int, ...]
# Each with its outer ring first, then those of its holes.
Polygons = tuple[tuple[Ring, ...], ...]
Edge = frozenset[int]
# What is left of ground by rounding alone, as a part of all.
NOTHING = 1e-12


class Wrong(StrEnum):
    """What can be wrong with a drawn part."""

    # Its line crosses or touches itself, or holds no ground.
    CROSSED = "crossed"
    # It has ground in common with a neighbour, or their lines meet nowhere though they touch.
    OVERLAP = "overlap"
    # It leaves ground to nobody, or takes some beyond the border.
    GAP = "gap"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a part."""

    wrong: Wrong
    part: str


@dataclass(frozen=True)
class Mesh:
    """Parts by their keys, as rings of numbers of common points."""

    points: Sequence[Point]
    parts: Mapping[str, Polygons]

    def ring(self, ring: Ring) -> list[Point]:
        """Return the corners of a ring."""
        return [self.points[nth] for nth in ring]

    def outline(self, key: str) -> BaseGeometry:
        """Return the outline of a part, points that came to lie on each other as one.

        Raises ``ValueError`` for a ring of less than three points.
        """
        drawn = [
            shapely.Polygon(self.ring(outer), [self.ring(hole) for hole in holes])
            for outer, *holes in self.parts[key]
        ]
        outline = drawn[0] if len(drawn) == 1 else shapely.MultiPolygon(drawn)
        return shapely.remove_repeated_points(outline)

    @cached_property
    def edges(self) -> Mapping[Edge, tuple[str, ...]]:
        """Return which parts each line from point to point belongs to."""
        found: dict[Edge, tuple[str, ...]] = {}
        for key, polygons in self.parts.items():
            for edge in (edge for polygon in polygons for ring in polygon for edge in edges_of(ring)):
                found[edge] = (*found.get(edge, ()), key)
        return found

    @cached_property
    def border(self) -> Mapping[Edge, str]:
        """Return the lines that belong to one part alone: beyond them is what isn't here."""
        return {edge: keys[0] for edge, keys in self.edges.items() if len(keys) == 1}


def edges_of(ring: Ring) -> Iterator[Edge]:
    """Yield the lines from point to point of a ring."""
    yield from (frozenset(pair) for pair in zip(ring, (*ring[1:], ring[0]), strict=True))


def mesh_of(outlines: Mapping[str, BaseGeometry]) -> Mesh:
    """Return outlines as rings of common points; corners that are equal to the last bit are one point.

    Outer rings go against the clock, holes with it: two neighbours go along their line in opposite ways.
    """
    numbers: dict[Point, int] = {}

    def ring(line: BaseGeometry) -> Ring:
        corners = shapely.get_coordinates(line)[:-1].tolist()
        return tuple(numbers.setdefault((lon, lat), len(numbers)) for lon, lat in corners)

    parts = {
        key: tuple(
            tuple(ring(line) for line in (part.exterior, *part.interiors))
            for part in shapely.get_parts(shapely.orient_polygons(outline))
        )
        for key, outline in outlines.items()
    }
    return Mesh(tuple(numbers), parts)


def faults_of(before: Mesh, after: Mesh) -> list[Fault]:
    """Return what is wrong with a mesh that was drawn over another, which may lack what was wrong already."""
    faults = [Fault(Wrong.CROSSED, key) for key in after.parts if not _is_whole(after, key)]
    if faults:
        return faults
    keys = list(after.parts)
    outlines = [after.outline(key) for key in keys]
    lines = shapely.coverage_invalid_edges(outlines)
    faults = [
        Fault(Wrong.OVERLAP, key) for key, line in zip(keys, lines, strict=True) if not shapely.is_empty(line)
    ]
    return faults or [Fault(Wrong.GAP, key) for key in sorted(set(_strayed(before, after)))]


def _is_whole(mesh: Mesh, key: str) -> bool:
    polygons = mesh.parts[key]
    rings = [ring for polygon in polygons for ring in polygon]
    if not rings or any(len(set(ring)) < len(ring) or len(ring) < 3 for ring in rings):
        return False
    return bool(shapely.is_valid(mesh.outline(key)))


def _strayed(before: Mesh, after: Mesh) -> Iterator[str]:
    """Yield the parts that have a border where none was, or had one of ground that is nobody's now.

    Where what lay between them was nobody's already, they may close it.
    """
    was, now = _located(before), _located(after)
    yield from (key for line, key in now.items() if line not in was)
    gone = [key for line, key in was.items() if line not in now]
    if gone and _ground(before).difference(_ground(after)).area > NOTHING * _ground(before).area:
        yield from gone


def _ground(mesh: Mesh) -> BaseGeometry:
    return shapely.union_all([mesh.outline(key) for key in mesh.parts])


def _located(mesh: Mesh) -> Mapping[frozenset[Point], str]:
    return {frozenset(mesh.points[nth] for nth in edge): key for edge, key in mesh.border.items()}

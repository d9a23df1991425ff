"""Neighbours are rings of common points: what moves one changes both, and nothing that opens a gap is let through."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.mesh import Mesh, Polygons, Wrong, faults_of, mesh_of

POINTS = 10_000
SIZE = 4


def squares(size: int = SIZE) -> dict[str, BaseGeometry]:
    """Return squares of one degree, in rows of so many."""
    return {f"{x}{y}": shapely.box(x, y, x + 1, y + 1) for x in range(size) for y in range(size)}


def wrongs(before: Mesh, after: Mesh) -> dict[str, Wrong]:
    return {fault.part: fault.wrong for fault in faults_of(before, after)}


def moved(mesh: Mesh, was: tuple[float, float], to: tuple[float, float]) -> Mesh:
    points = [to if point == was else point for point in mesh.points]
    return replace(mesh, points=points)


def test_outlines_that_meet_share_their_points_and_come_back_as_they_were() -> None:
    outlines = squares() | {"ring": shapely.box(-1, -1, 5, 5).difference(shapely.box(0, 0, 4, 4))}
    mesh = mesh_of(outlines)
    assert len(mesh.points) == (SIZE + 1) ** 2 + 4
    oriented = {key: shapely.orient_polygons(outline) for key, outline in outlines.items()}
    assert all(shapely.equals_exact(mesh.outline(key), outline) for key, outline in oriented.items())
    assert len(mesh_of(squares()).border) == 4 * SIZE


def test_a_point_inside_moves_with_all_that_meet_there() -> None:
    mesh = mesh_of(squares())
    after = moved(mesh, (1, 1), (1.3, 1.2))
    assert wrongs(mesh, after) == {}
    assert after.outline("00").area > 1 > after.outline("11").area
    assert shapely.coverage_is_valid([after.outline(key) for key in after.parts])


def test_a_point_that_comes_to_lie_on_the_next_is_one_with_it() -> None:
    mesh = mesh_of(squares())
    after = moved(mesh, (1, 1), (2, 1))
    assert wrongs(mesh, after) == {}
    assert len(shapely.get_coordinates(after.outline("10"))) == 4


@pytest.mark.parametrize(
    ("was", "to", "wrong"),
    [
        # Beyond the next point: two lines cross.
        ((1, 1), (2.5, 1.5), {Wrong.CROSSED, Wrong.OVERLAP}),
        ((1, 1), (2, 0), {Wrong.CROSSED, Wrong.OVERLAP}),
        # A point of the border, out and in.
        ((0, 1), (-0.5, 1), {Wrong.GAP}),
        ((0, 1), (0.5, 1), {Wrong.GAP}),
    ],
)
def test_what_crosses_or_leaves_its_ground_is_told_by_part(
    was: tuple[float, float], to: tuple[float, float], wrong: set[Wrong]
) -> None:
    mesh = mesh_of(squares())
    found = wrongs(mesh, moved(mesh, was, to))
    assert found
    assert set(found.values()) <= wrong


def test_a_part_may_not_give_up_ground_nor_take_any_twice() -> None:
    mesh = mesh_of(squares(2))
    (ring,), *_rest = mesh.parts["00"]
    smaller = {**mesh.parts, "00": ((ring[:-1],),)}
    assert set(wrongs(mesh, replace(mesh, parts=smaller)).values()) <= {Wrong.GAP, Wrong.OVERLAP}
    twice = {**mesh.parts, "00": mesh.parts["11"]}
    assert Wrong.OVERLAP in wrongs(mesh, replace(mesh, parts=twice)).values()
    assert wrongs(mesh, replace(mesh, parts={**mesh.parts, "00": ()})) == {"00": Wrong.CROSSED}
    assert wrongs(mesh, replace(mesh, parts={**mesh.parts, "00": ((ring[:2],),)})) == {"00": Wrong.CROSSED}
    assert "00" in wrongs(mesh, replace(mesh, parts={key: mesh.parts[key] for key in ("01", "10", "11")}))


def test_what_was_nobodys_may_be_closed_and_what_was_somebodys_not_left() -> None:
    hollow = {key: square for key, square in squares().items() if key != "11"}
    mesh = mesh_of(hollow)
    filled = mesh_of({**hollow, "10": shapely.coverage_union_all([squares()["10"], squares()["11"]])})
    assert wrongs(mesh, filled) == {}
    assert set(wrongs(filled, mesh).values()) == {Wrong.GAP}
    islands = mesh_of({"a": shapely.box(0, 0, 1, 1), "b": shapely.box(5, 5, 6, 6)})
    assert wrongs(islands, replace(islands, parts={"a": islands.parts["a"]})) == {"b": Wrong.GAP}


def bent(random: Random, mesh: Mesh) -> Mesh:
    """Return a mesh with a new point in the middle of some line, anywhere near."""
    a, b = random.choice([sorted(edge) for edge in mesh.edges])
    nth = len(mesh.points)
    (west, south), (east, north) = mesh.points[a], mesh.points[b]
    at = ((west + east) / 2 + random.uniform(-0.6, 0.6), (south + north) / 2 + random.uniform(-0.6, 0.6))

    def into(ring: tuple[int, ...]) -> tuple[int, ...]:
        found: list[int] = []
        for point, following in zip(ring, (*ring[1:], ring[0]), strict=True):
            found += [point, nth] if {point, following} == {a, b} else [point]
        return tuple(found)

    return Mesh((*mesh.points, at), _mapped(mesh.parts, into))


def shifted(random: Random, mesh: Mesh) -> Mesh:
    """Return a mesh with some point elsewhere."""
    nth = random.randrange(len(mesh.points))
    lon, lat = mesh.points[nth]
    to = (lon + random.uniform(-0.7, 0.7), lat + random.uniform(-0.7, 0.7))
    return replace(mesh, points=[to if at == nth else point for at, point in enumerate(mesh.points)])


def dropped(random: Random, mesh: Mesh) -> Mesh:
    """Return a mesh without some point, in all rings or in one alone."""
    nth = random.randrange(len(mesh.points))
    key = random.choice([*mesh.parts, ""])

    def without(ring: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(point for point in ring if point != nth)

    only = {key: mesh.parts[key]} if key else mesh.parts
    return replace(mesh, parts={**mesh.parts, **_mapped(only, without)})


def given_away(random: Random, mesh: Mesh) -> Mesh:
    """Return a mesh in which a part has the ground of another."""
    key, taken = random.choice(list(mesh.parts)), random.choice(list(mesh.parts))
    return replace(mesh, parts={**mesh.parts, key: mesh.parts[taken]})


def _mapped(
    parts: Mapping[str, Polygons], change: Callable[[tuple[int, ...]], tuple[int, ...]]
) -> dict[str, Polygons]:
    return {
        key: tuple(tuple(change(ring) for ring in polygon) for polygon in polygons)
        for key, polygons in parts.items()
    }


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_is_drawn_ten_thousand_points_lie_in_exactly_one_part_each(seed: int) -> None:
    random = Random(seed)
    first = mesh = mesh_of(squares())
    taken = 0
    for _act in range(60):
        drawn = random.choice((bent, bent, shifted, shifted, shifted, dropped, given_away))(random, mesh)
        if not faults_of(first, drawn):
            mesh, taken = drawn, taken + 1
    assert taken
    outlines = [mesh.outline(key) for key in mesh.parts]
    points = shapely.points([(random.uniform(0, SIZE), random.uniform(0, SIZE)) for _nth in range(POINTS)])
    found, _parts = shapely.STRtree(outlines).query(points, predicate="within")
    assert sorted(found.tolist()) == list(range(POINTS))

"""Outlines that were drawn elsewhere are fitted to what is there; in any datum, and there and back nothing changes."""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.actions.draw import NewOutline, draw
from sanling.domain.territory.actions.move_lines import Misdrawn, move_lines
from sanling.domain.territory.brought import DEGREE, Corners, collection_of, drawn_by, read_collection
from sanling.domain.territory.lines import Drawn, Opened, opened
from sanling.domain.territory.mesh import faults_of
from sanling.foundation.datum import Datum
from sanling.foundation.days import today
from tests.city import BEGAN, CITY, GRIDS, SIDE, SOUTH, TEST, VILLAGE, WEST
from tests.domain.territory.drawn import FIRST, MIDDLE, SECOND, draw_piece, outline, outlines, square

pytestmark = pytest.mark.usefixtures("city")
METRE = 1 / DEGREE
ALL = [f"{VILLAGE}{n:03d}" for n in range(1, GRIDS + 1)]


def open_lines() -> Opened:
    here = opened(VILLAGE, lambda _path: True)
    assert here is not None
    return here


def hold(drawn: Drawn) -> None:
    move_lines(
        actor=TEST, place=VILLAGE, may=lambda _path: True, drawn=drawn, on=today(), basis="测绘院 2026-11"
    )


@pytest.mark.parametrize("datum", Datum)
def test_what_is_handed_out_and_brought_back_changes_nothing(gcj_city: None, datum: Datum) -> None:
    draw_piece()
    here = open_lines()
    collection = collection_of(here, datum)
    assert [feature["id"] for feature in collection["features"]] == ALL
    assert shapely.coverage_is_valid(
        [shapely.geometry.shape(each["geometry"]) for each in collection["features"]]
    )
    found = read_collection(json.dumps(collection), here, datum)
    assert drawn_by(here, found, near=1) == Drawn(here.version)


def test_a_moved_line_comes_in_though_its_corners_are_some_decimetres_off() -> None:
    draw_piece()
    here = open_lines()
    off = 0.4 * METRE
    cut = WEST + SIDE * 1.25
    west = shapely.box(WEST - off, SOUTH + off, cut, SOUTH + SIDE - off)
    east = shapely.box(cut + off, SOUTH, WEST + 2 * SIDE, SOUTH + SIDE + off)
    # Its border has corners where it had none: the line goes on to the old ones.
    drawn = drawn_by(here, {FIRST: west, SECOND: east}, near=1)
    assert faults_of(here.mesh, here.drawn_over(drawn))
    corners = [(WEST, SOUTH), (WEST + SIDE, SOUTH), (cut, SOUTH + SIDE / 2), MIDDLE, (WEST, SOUTH + SIDE)]
    bent = shapely.Polygon(corners)
    drawn = drawn_by(here, {FIRST: shapely.transform(bent, lambda points: points + off)}, near=1)
    hold(drawn)
    assert outline(FIRST).area == pytest.approx(SIDE * SIDE * 1.125, rel=1e-3)
    assert outline(SECOND).area == pytest.approx(SIDE * SIDE * 0.875, rel=1e-3)
    assert shapely.coverage_is_valid(outlines(ALL))


def test_ground_that_a_file_leaves_to_nobody_is_refused() -> None:
    here = open_lines()
    dented = shapely.Polygon(
        [
            (WEST, SOUTH),
            (WEST + SIDE, SOUTH),
            (WEST + SIDE / 2, SOUTH + SIDE / 2),
            (WEST + SIDE, SOUTH + SIDE),
            (WEST, SOUTH + SIDE),
        ]
    )
    with pytest.raises(Misdrawn):
        hold(drawn_by(here, {FIRST: dented}, near=1))
    with pytest.raises(ValueError, match=r"corner|拐点"):
        drawn_by(here, {FIRST: shapely.box(WEST, SOUTH, WEST + SIDE / 2, SOUTH + SIDE)}, near=1)


@pytest.mark.parametrize("off", [0.5 * METRE, -0.5 * METRE], ids=["a gap", "an overlap"])
def test_lines_of_two_surveys_are_fitted_together(off: float) -> None:
    corners = [
        (WEST + SIDE, SOUTH),
        (WEST + 2 * SIDE, SOUTH),
        (WEST + 2 * SIDE, SOUTH + SIDE),
        MIDDLE,
        (WEST + SIDE + off, SOUTH + SIDE / 2),
    ]
    surveyed(SECOND, shapely.Polygon(corners))
    here = open_lines()
    hold(drawn_by(here, {}, near=1))
    assert shapely.coverage_is_valid(outlines(ALL))
    assert shapely.equals(
        shapely.union_all(outlines(ALL)), shapely.union_all([square(n, 0) for n in range(GRIDS)])
    )


@given(
    st.lists(
        st.tuples(st.floats(-3, 3, allow_subnormal=False), st.floats(-3, 3, allow_subnormal=False)),
        max_size=60,
    )
)
def test_a_corner_becomes_the_first_that_came_near_it(came: list[tuple[float, float]]) -> None:
    corners, kept = Corners(1.0), list[tuple[float, float]]()
    for lon, lat in came:
        near = [other for other in kept if abs(other[0] - lon) + abs(other[1] - lat) < 1.0]
        kept += [] if near else [(lon, lat)]
        assert corners.put((lon, lat)) == (near[0] if near else (lon, lat))


def surveyed(path: str, geometry: BaseGeometry) -> None:
    draw(
        actor=TEST,
        city=CITY,
        outlines=[NewOutline(path, geometry)],
        source="another office",
        demonstration=False,
        valid_from=BEGAN.date(),
    )


SQUARE = shapely.geometry.mapping(square(0, 0))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"features": 1}',
        '{"features": [{"geometry": null, "properties": null}]}',
        json.dumps({"features": [{"properties": {"name": "无此网格"}, "geometry": SQUARE}]}),
        json.dumps({"features": [{"properties": {"path": FIRST}, "geometry": SQUARE}] * 2}),
        json.dumps(
            {"features": [{"id": FIRST, "geometry": {"type": "Point", "coordinates": [113.7, 34.7]}}]}
        ),
    ],
)
def test_what_is_no_collection_of_what_is_open_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_collection(text, open_lines(), Datum.WGS84)


def test_a_division_is_known_by_its_code_or_its_name() -> None:
    here = open_lines()
    features = [
        {"properties": {"编码": FIRST}, "geometry": SQUARE},
        {"properties": {"名称": "第二网格"}, "geometry": SQUARE},
    ]
    assert set(read_collection(json.dumps({"features": features}), here, Datum.WGS84)) == {FIRST, SECOND}

"""Outlines are drawn once for each version of them, together, and fit the wire."""

import gzip
import json
from typing import Any

import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.territory.models import Boundary, Division
from sanling.processes.map import drawing
from sanling.processes.map.drawing import Parts, drawn, kept, parts_of
from sanling.processes.map.models import Drawing
from tests.city import BEGAN, CITY, COUNTY, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def parts(path: str = VILLAGE) -> Parts:
    found = parts_of(path)
    assert found is not None
    return found


def read(body: bytes) -> dict[str, Any]:
    collection: dict[str, Any] = json.loads(gzip.decompress(body))
    return collection


def test_a_place_is_drawn_by_its_parts_with_five_decimals_and_no_gaps() -> None:
    collection = read(drawn(parts()))
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in collection["features"]]
    properties = [feature["properties"] for feature in collection["features"]]
    assert [said["path"] for said in properties] == [f"{VILLAGE}{n:03d}" for n in range(1, 5)]
    assert all(said["demonstration"] and said["name"] for said in properties)
    assert shapely.coverage_is_valid(shapes)
    assert all(
        shape.contains(shapely.Point(said["at"])) for shape, said in zip(shapes, properties, strict=True)
    )
    assert all(round(number, 5) == number for number in shapely.get_coordinates(shapes).ravel())


def test_it_is_made_once_and_another_version_once_more() -> None:
    first = parts()
    body = drawn(first)
    assert kept(VILLAGE, first.version) == body
    with CaptureQueriesContext(connection) as seen:
        assert drawn(first) == body
    assert len(seen) == 1
    Division.objects.filter(path=f"{VILLAGE}001").update(name="东网格")
    second = parts()
    assert second.version != first.version
    assert kept(VILLAGE, second.version) is None
    assert "东网格" in gzip.decompress(drawn(second)).decode()
    assert Drawing.objects.count() == 1


def test_what_changes_elsewhere_leaves_the_version() -> None:
    before = parts(COUNTY).version
    grid = Boundary.objects.get(division=f"{VILLAGE}001")
    grid.wkb = shapely.box(113.0, 34.0, 113.1, 34.1).wkb
    grid.save()
    assert parts(COUNTY).version == before


def test_where_nothing_lies_below_a_place_is_drawn_itself() -> None:
    grid = parts(f"{VILLAGE}001")
    assert [division.path for division in grid.divisions] == [f"{VILLAGE}001"]
    assert grid.anchor == f"{VILLAGE}001"
    assert len(read(drawn(grid))["features"]) == 1
    assert parts_of("999999") is None


def test_a_place_of_which_nothing_is_drawn_is_an_empty_map() -> None:
    nothing = parts(CITY)
    assert not nothing.outlines
    assert read(drawn(nothing))["features"] == []


def test_outlines_get_coarser_until_they_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "MOST_BYTES", 2_000)
    ring = shapely.Point(113.7, 34.8).buffer(0.1, quad_segs=5_000)
    east, west = (shapely.box(x, 34, x + 0.7, 35) & ring for x in (113.7, 113.0))
    for nth, shape in enumerate((east, west), 1):
        Boundary.objects.filter(division=f"{VILLAGE}{nth:03d}").update(wkb=shape.wkb, valid_from=BEGAN.date())
    body = drawn(parts())
    assert len(body) <= 2_000
    shapes = [shapely.from_geojson(json.dumps(row["geometry"])) for row in read(body)["features"][:2]]
    assert shapely.coverage_is_valid(shapes)

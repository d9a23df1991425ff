"""Outlines come in the datum that is stated, are drawn in the city's own, and what can't be one is refused in words."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from sanling.domain.territory.imports.outlines import read_outline
from sanling.domain.territory.locate import locate
from sanling.domain.territory.maps import is_drawn
from sanling.domain.territory.models import Boundary
from sanling.domain.territory.points import Misplaced, place_point
from sanling.foundation.datum import Datum, convert
from sanling.foundation.tables.frame import Became
from sanling.processes.imports.work import Report
from tests.city import CITY, SIBLING_VILLAGE, SOUTH, VILLAGE, WEST, City
from tests.sheets import csv_file, faults, take

pytestmark = pytest.mark.django_db
SQUARE = shapely.box(113.70, 34.70, 113.71, 34.71)


def collection(tmp_path: Path, *features: tuple[dict[str, Any], Any]) -> Path:
    file = tmp_path / "outlines.geojson"
    told = [
        {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(geometry)}
        for properties, geometry in features
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": told}), "utf-8")
    return file


def draw(file: Path, datum: str = "gcj02") -> Report:
    return take("outlines", file, datum=datum, source="测绘院 2026")


def test_outlines_are_drawn_and_points_are_found_in_them(city: City, tmp_path: Path) -> None:
    file = collection(tmp_path, ({"code": SIBLING_VILLAGE, "remark": 1}, SQUARE))
    report = draw(file, str(city.profile.part("territory").datum))
    assert report.counts == {Became.NEW: 1}, faults(report)
    found = locate(113.705, 34.705, CITY)
    assert found is not None
    assert found.path == SIBLING_VILLAGE
    boundary = Boundary.objects.get(division=SIBLING_VILLAGE)
    assert (boundary.demonstration, boundary.source) == (False, "测绘院 2026")
    assert draw(file, str(city.profile.part("territory").datum)).counts == {Became.SAME: 1}


@pytest.mark.usefixtures("gcj_city")
@pytest.mark.parametrize("stated", ["wgs84", "cgcs2000"])
def test_an_outline_of_another_datum_is_drawn_where_it_is(tmp_path: Path, stated: str) -> None:
    draw(collection(tmp_path, ({"code": SIBLING_VILLAGE}, SQUARE)), stated)
    drawn = shapely.from_wkb(bytes(Boundary.objects.get(division=SIBLING_VILLAGE).wkb))
    wanted = shapely.Point(convert(113.70, 34.70, of=Datum.WGS84, to=Datum.GCJ02))
    assert drawn.boundary.distance(wanted) < 1e-9


def test_counties_of_which_nothing_is_drawn_are_named(city: City, tmp_path: Path) -> None:
    (hint,) = draw(collection(tmp_path, ({"code": SIBLING_VILLAGE}, SQUARE))).hints
    assert "管城回族区" in hint
    assert "金水区" not in hint
    assert not draw(collection(tmp_path, ({"code": CITY}, shapely.box(113.6, 34.6, 114, 35)))).hints


def test_a_changed_outline_takes_the_place_of_the_one_before(city: City, tmp_path: Path) -> None:
    other = shapely.box(WEST, SOUTH, WEST + 0.005, SOUTH + 0.01)
    report = draw(collection(tmp_path, ({"code": f"{VILLAGE}001"}, other)))
    assert report.counts == {Became.CHANGED: 1}
    assert Boundary.objects.filter(division=f"{VILLAGE}001").count() == 2
    assert Boundary.objects.filter(division=f"{VILLAGE}001", valid_until=None).count() == 1


def test_an_outline_outside_that_of_what_holds_it_is_refused(city: City, tmp_path: Path) -> None:
    outside = shapely.box(113.9, 34.9, 113.91, 34.91)
    file = collection(tmp_path, ({"code": VILLAGE}, SQUARE), ({"code": f"{VILLAGE}001"}, outside))
    assert draw(file).counts == {Became.NEW: 1, Became.REFUSED: 1}


def test_an_outline_of_a_csv_file_by_name_is_drawn(city: City, tmp_path: Path) -> None:
    text = f'网格名称,区划,边界坐标\n第一网格,{VILLAGE},"113.68,34.78;113.69,34.78;113.69,34.79"\n'
    assert draw(csv_file(tmp_path / "a.csv", text, "gb18030")).counts == {Became.CHANGED: 1}


@pytest.mark.parametrize(
    "raw",
    [
        "CURVEPOLYGON((113 34,114 34,114 35,113 34))",
        "x",
        "{}",
        '{"type":"Point","coordinates":[113,34]}',
        "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))",
        "POLYGON ((113 34, 114 35, 114 34, 113 35, 113 34))",
        "34.7,113.7;34.71,113.7;34.71,113.71",
        "POLYGON EMPTY",
        "113,34;114",
        '{"type":"Polygon","coordinates":[[[1e999,34],[114,34],[114,35],[1,1]]]}',
        "1;2;3",
        "[" * 3000,
    ],
)
def test_what_is_no_outline_is_refused_in_words(raw: str) -> None:
    with pytest.raises(ValueError) as refused:
        read_outline(raw)
    assert str(refused.value)


def test_a_city_of_which_nothing_is_drawn_has_no_map(city: City, tmp_path: Path) -> None:
    assert is_drawn(CITY)
    assert not is_drawn("4110")


def test_a_point_outside_what_was_drawn_is_said_to_be_outside(city: City, tmp_path: Path) -> None:
    draw(collection(tmp_path, ({"code": CITY}, shapely.box(113.6, 34.6, 114, 35))))
    with pytest.raises(Misplaced) as refused:
        place_point(CITY, 114.5, 34.7)
    assert refused.value.field == "lon"


def test_an_outline_is_judged_by_none_that_is_refused(city: City, tmp_path: Path) -> None:
    draw(collection(tmp_path, ({"code": CITY}, shapely.box(113.0, 34.0, 114.5, 35.5))))
    far = shapely.box(100, 30, 100.1, 30.1)
    report = draw(collection(tmp_path, ({"code": f"{VILLAGE}001"}, far), ({"code": VILLAGE}, far)))
    assert report.counts == {Became.REFUSED: 2}, faults(report)


def test_a_refused_outline_keeps_no_sound_one_of_the_same_division_out(city: City, tmp_path: Path) -> None:
    far, near = shapely.box(100, 30, 100.1, 30.1), shapely.box(WEST, SOUTH, WEST + 0.005, SOUTH + 0.01)
    code = {"code": f"{VILLAGE}001"}
    report = draw(collection(tmp_path, (code, shapely.Point(1, 1)), (code, far), (code, near), (code, near)))
    assert report.counts == {Became.REFUSED: 3, Became.CHANGED: 1}, faults(report)
    assert "4" in [row for rows in faults(report).values() for row in rows]

"""What a text file is written in is told from its bytes, whatever its signs and lines are like."""

import json
from pathlib import Path

import pytest

from sanling.foundation.tables.reading import tables_of


def rows(path: Path) -> list[tuple[int, list[str]]]:
    return [(number, list(cells)) for table in tables_of(path) for number, cells in table.rows]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_told_where_signs_of_chinese_hold_noughts_too(
    tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("单位,主管单位\n第一小学,一区教育局\n第一中学,一区教育局\n".encode(encoding))
    assert [cells[0] for _number, cells in rows(file)] == ["单位", "第一小学", "第一中学"]


def test_a_stray_nought_makes_no_other_encoding_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("单位,电话\n教育\0局,1\n".encode("gb18030"))
    assert rows(file) == [(1, ["单位", "电话"]), (2, ["教育\ufffd局", "1"])]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("points", [0, 300])
def test_geojson_of_one_long_line_is_read_in_any_encoding(tmp_path: Path, encoding: str, points: int) -> None:
    geometry = {"type": "Polygon", "coordinates": [[[113.6, 34.7]] * points]}
    feature = {"geometry": geometry, "properties": {"name": "金水区花园路街道" * 80}}
    text = json.dumps({"features": [feature]}, ensure_ascii=False)
    file = tmp_path / "a.geojson"
    file.write_bytes(text.encode(encoding))
    assert rows(file)[1][1][0] == "金水区花园路街道" * 80


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_geojson_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    feature = {"type": "Feature", "properties": {"name": "金水区"}, "geometry": None}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]}, ensure_ascii=False)
    file = tmp_path / "a.geojson"
    file.write_bytes(text.encode(encoding))
    assert rows(file) == [(0, ["name", "geometry"]), (1, ["金水区", ""])]

"""Demonstration outlines of all of Zhengzhou, and the division of one outline."""

import csv
from datetime import date

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from sanling.domain.territory.actions.import_divisions import import_divisions
from sanling.domain.territory.config import TerritoryPart
from sanling.domain.territory.locate import locate
from sanling.domain.territory.models import Boundary, Division
from sanling.domain.territory.rules import Level
from sanling.foundation.profile.registry import profile_by_code
from sanling.processes.simulation.geography import Share, UndrawnVillage, draw_city, outlines_of, partition
from tests.city import TEST


def drawn(level: Level) -> list[shapely.Geometry]:
    found = Boundary.objects.filter(division__level=level).order_by("division_id")
    return list(shapely.from_wkb([bytes(wkb) for wkb in found.values_list("wkb", flat=True)]))


@pytest.mark.django_db
def test_every_division_of_zhengzhou_gets_an_outline_without_gaps_or_overlaps() -> None:
    profile = profile_by_code("zhengzhou")
    import_divisions(
        actor=TEST, file=profile.folder / "divisions.csv", profiles=[profile], as_of=date(2023, 6, 30)
    )
    count = draw_city(actor=TEST, profile=profile)
    levels = [Level.CITY, Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE, Level.GRID]
    shapes = {level: drawn(level) for level in levels}
    assert count == sum(map(len, shapes.values()))
    assert [len(shapes[level]) for level in levels[:-1]] == [1, 16, 208, 3306]
    assert 3.5 * 3306 < len(shapes[Level.GRID]) < 4 * 3306
    whole = shapely.union_all(list(outlines_of(profile).values())).area
    for level in levels[1:]:
        assert shapely.coverage_is_valid(shapes[level])
        assert shapely.is_valid(shapes[level]).all()
        assert shapely.area(shapes[level]).sum() == pytest.approx(whole)
    assert not Boundary.objects.filter(demonstration=False).exists()
    assert not Division.objects.filter(level__gte=4, boundaries=None).exists()
    inside = shapely.point_on_surface(shapes[Level.GRID][-1])
    found = locate(shapely.get_x(inside), shapely.get_y(inside), "4101")
    assert found is not None
    assert found.level == Level.GRID
    with pytest.raises(ValueError, match="outlines already"):
        draw_city(actor=TEST, profile=profile)


counties = st.lists(
    st.tuples(st.integers(1, 4), st.lists(st.integers(1, 5), min_size=1, max_size=6)), min_size=1, max_size=5
)


@settings(max_examples=30)
@given(counties, st.sampled_from(["north", "east", "south", "west", None]), st.text(max_size=3))
def test_an_outline_is_divided_into_exactly_the_grids_asked_for(
    townships: list[tuple[int, list[int]]], side: str | None, seed: str
) -> None:
    outline = shapely.Polygon([(0, 0), (3, 0.2), (2.5, 1), (3, 2), (1.4, 1.2), (0.2, 2)])
    villages = [
        UndrawnVillage(f"4101{nth:05d}{n:03d}", grids)
        for nth, (_, sizes) in enumerate(townships)
        for n, grids in enumerate(sizes)
    ]
    own, zone = villages[len(villages) // 2 :], villages[: len(villages) // 2]
    cells = partition(outline, [Share(zone, side), Share(own)], seed=seed)
    assert sorted(cells) == sorted(f"{v.path}{n:03d}" for v in villages for n in range(1, v.grids + 1))
    assert shapely.coverage_is_valid(list(cells.values()))
    assert sum(cell.area for cell in cells.values()) == pytest.approx(outline.area)


def test_the_same_seed_gives_the_same_outlines() -> None:
    outline = shapely.box(0, 0, 1, 1)
    shares = [Share([UndrawnVillage("410100001001", 4), UndrawnVillage("410100001002", 3)])]
    assert partition(outline, shares, seed="a") == partition(outline, shares, seed="a")
    assert partition(outline, shares, seed="a") != partition(outline, shares, seed="b")


@pytest.mark.parametrize("code", ["zhengzhou", "xuchang", "changzhi", "shenyang"])
def test_each_county_has_an_outline_or_is_a_zone_with_pieces_of_others(code: str) -> None:
    profile = profile_by_code(code)
    part: TerritoryPart = profile.part("territory")
    with (profile.folder / part.divisions).open(encoding="utf-8") as file:
        listed = {row["code"] for row in csv.DictReader(file) if row["level"] == "county"}
    outlines = outlines_of(profile)
    zones = {zone.path for zone in part.zones}
    assert outlines.keys() | zones == listed | {division.path for division in part.management}
    assert {piece.county for zone in part.zones for piece in zone.pieces} <= outlines.keys()
    # What the outlines overlap by is what their makers rounded.
    area = sum(outline.area for outline in outlines.values())
    assert shapely.union_all(list(outlines.values())).area == pytest.approx(area, rel=0.001)

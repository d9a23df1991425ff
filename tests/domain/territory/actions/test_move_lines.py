"""Lines are moved for both neighbours at once, hold from a day on, and what doesn't fit changes nothing."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
import shapely
from django.core.exceptions import ValidationError

from sanling.domain.territory.actions.draw import renew
from sanling.domain.territory.actions.move_lines import Misdrawn, Overtaken, move_lines
from sanling.domain.territory.actions.take_back_lines import take_back_lines
from sanling.domain.territory.lines import Begun, Drawn, Opened, opened
from sanling.domain.territory.locate import locate
from sanling.domain.territory.mesh import Polygons, Wrong
from sanling.domain.territory.models import Boundary, Division, Redrawing, Succession
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import today
from tests.city import BEGAN, CITY, COUNTY, SIBLING_VILLAGE, SIDE, SOUTH, TEST, TOWNSHIP, VILLAGE, WEST
from tests.domain.territory.drawn import (
    ABOVE,
    FIRST,
    MIDDLE,
    SECOND,
    draw_piece,
    number,
    outline,
    outlines,
    with_point,
)

pytestmark = pytest.mark.usefixtures("city")
TO = (WEST + SIDE * 1.2, SOUTH + SIDE * 1.1)


def open_lines(place: str = VILLAGE) -> Opened:
    here = opened(place, lambda _path: True)
    assert here is not None
    return here


def move(points: Mapping[int, tuple[float, float]], parts: Any = None, **other: Any) -> Redrawing:
    drawn = Drawn(
        other.pop("version", None) or open_lines().version,
        points,
        parts or {},
        **{name: other.pop(name) for name in ("begun", "ended") if name in other},
    )
    said: dict[str, Any] = {"place": VILLAGE, "on": today(), "basis": "政办〔2026〕1号", **other}
    return move_lines(actor=TEST, may=lambda _path: True, drawn=drawn, **said)


def middle_to(to: tuple[float, float]) -> dict[int, tuple[float, float]]:
    return {number(open_lines(), MIDDLE): to}


def test_a_point_moves_for_all_who_meet_there_and_those_above_follow() -> None:
    draw_piece()
    county = outline(COUNTY)
    redrawing = move(middle_to(TO))
    assert set(redrawing.parts) == {FIRST, SECOND, ABOVE, f"{SIBLING_VILLAGE}002"}
    assert list(TO) in shapely.get_coordinates(outline(FIRST)).tolist()
    grids = outlines(f"{village}{n:03d}" for village in (VILLAGE, SIBLING_VILLAGE) for n in range(1, 5))
    assert shapely.coverage_is_valid(grids)
    assert shapely.equals(shapely.coverage_union_all(grids), county)
    villages = outlines([VILLAGE, SIBLING_VILLAGE])
    assert shapely.coverage_is_valid(villages)
    assert shapely.equals(villages[0], shapely.coverage_union_all(grids[:4]))
    assert Boundary.objects.filter(division__in=[TOWNSHIP, COUNTY]).count() == 2
    inside = locate(WEST + SIDE * 1.02, SOUTH + SIDE * 1.02, CITY)
    assert inside is not None
    assert inside.path == FIRST


def test_the_outlines_of_before_end_on_the_day_and_the_new_ones_keep_the_basis() -> None:
    draw_piece()
    on = today() - timedelta(days=3)
    redrawing = move(middle_to(TO), on=on)
    old, new = Boundary.objects.filter(division=FIRST).order_by("pk")
    assert (old.valid_until, new.valid_from, new.valid_until) == (on, on, None)
    assert (new.source, new.demonstration) == ("政办〔2026〕1号", True)
    assert old.pk in redrawing.ended
    assert new.pk in redrawing.begun
    row = AuditRow.objects.get(act="territory.redraw")
    assert row.subject == f"division:{VILLAGE}"
    assert row.detail["parts"] == redrawing.parts


def test_a_line_between_two_is_bent_by_a_new_point() -> None:
    here = open_lines()
    new = len(here.mesh.points)
    parts = with_point(here, (WEST + SIDE, SOUTH), MIDDLE, new)
    redrawing = move({new: (WEST + SIDE * 1.3, SOUTH + SIDE / 2)}, parts)
    assert redrawing.parts == [FIRST, SECOND]
    assert outline(FIRST).area == pytest.approx(SIDE * SIDE * 1.15)
    assert shapely.coverage_is_valid(outlines(f"{VILLAGE}{n:03d}" for n in range(1, 5)))


def test_gaps_overlaps_and_crossed_lines_change_nothing() -> None:
    draw_piece()
    here = open_lines()
    corner = number(here, (WEST, SOUTH))
    for points, wrong in (
        ({corner: (WEST - SIDE, SOUTH)}, Wrong.GAP),
        ({number(here, MIDDLE): (WEST + SIDE * 2.5, SOUTH + SIDE * 1.2)}, None),
    ):
        with pytest.raises(Misdrawn) as told:
            move(points)
        assert told.value.faults
        assert wrong is None or told.value.faults[0].wrong is wrong
    assert Boundary.objects.filter(source="政办〔2026〕1号").count() == 0
    assert Redrawing.objects.count() == 0


def test_what_somebody_else_moved_meanwhile_is_not_drawn_over() -> None:
    draw_piece()
    version = open_lines().version
    move(middle_to(TO))
    with pytest.raises(Overtaken):
        move({}, version=version)
    with pytest.raises(Overtaken):
        move({}, place="410104")


def test_it_wants_a_change_and_a_day_that_has_come_and_is_not_before_the_lines_of_now() -> None:
    draw_piece()
    with pytest.raises(ValidationError):
        move({})
    for day in (today() + timedelta(days=1), BEGAN.date() - timedelta(days=1)):
        with pytest.raises(ValidationError) as wrong:
            move(middle_to(TO), on=day)
        assert "on" in wrong.value.error_dict
    move(middle_to(TO), on=BEGAN.date())


def halves(here: Opened) -> dict[str, Polygons]:
    """Return the first grid cut along from its south-west to its north-east."""
    west_south, east_south = number(here, (WEST, SOUTH)), number(here, (WEST + SIDE, SOUTH))
    west_north, middle = number(here, (WEST, SOUTH + SIDE)), number(here, MIDDLE)
    return {FIRST: (((west_south, east_south, middle),),), "+1": (((west_south, middle, west_north),),)}


def test_a_grid_is_divided_and_the_piece_gets_the_next_number() -> None:
    draw_piece()
    redrawing = move({}, halves(open_lines()), begun={"+1": Begun("第五网格", FIRST)})
    new = Division.objects.get(pk=f"{VILLAGE}005")
    assert (new.name, new.parent_id, new.valid_from) == ("第五网格", VILLAGE, today())
    assert outline(new.pk).area == pytest.approx(SIDE * SIDE / 2)
    assert Succession.objects.filter(predecessor=FIRST, successor=new).exists()
    assert redrawing.parts == [FIRST, new.pk]
    assert shapely.coverage_is_valid(outlines([*(f"{VILLAGE}{n:03d}" for n in range(1, 6)), ABOVE]))
    with pytest.raises(ValidationError):
        take_back_lines(actor=TEST, redrawing=redrawing)


def test_grids_are_united_and_one_of_them_ends() -> None:
    draw_piece()
    here = open_lines()
    (ring,), (other,) = here.mesh.parts[FIRST][0], here.mesh.parts[SECOND][0]
    united = shapely.coverage_union_all([here.mesh.outline(FIRST), here.mesh.outline(SECOND)])
    points = list(here.mesh.points)
    corners = shapely.get_coordinates(shapely.orient_polygons(united))[:-1].tolist()
    whole = tuple(points.index((lon, lat)) for lon, lat in corners)
    assert set(whole) == {*ring, *other}
    redrawing = move({}, {SECOND: ((whole,),)}, ended={FIRST: SECOND})
    assert redrawing.parts == [FIRST, SECOND]
    assert Division.objects.get(pk=FIRST).valid_until == today()
    assert outline(SECOND).area == pytest.approx(2 * SIDE * SIDE)
    assert Boundary.objects.filter(division=FIRST, valid_until=None).count() == 0
    assert Boundary.objects.filter(division=SECOND).count() == 2
    found = locate(WEST + SIDE / 2, SOUTH + SIDE / 2, CITY)
    assert found is not None
    assert found.path == SECOND


def test_what_has_units_is_not_divided_here() -> None:
    draw_piece()
    Boundary.objects.filter(division__path__startswith=VILLAGE, division__level=15).delete()
    renew(CITY)
    here = open_lines()
    with pytest.raises(ValidationError):
        move({}, {}, ended={VILLAGE: ABOVE})
    assert here.inside == {VILLAGE}

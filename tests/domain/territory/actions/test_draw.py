"""Grids and outlines are drawn in one go; an outline that was ends when the new one begins."""

from datetime import date

import pytest
import shapely
from django.db import IntegrityError, connection, transaction

from sanling.domain.territory.actions.draw import NewGrid, NewOutline, draw, renew
from sanling.domain.territory.models import Boundary, Division, Edition
from sanling.foundation.audit.models import AuditRow
from tests.city import CITY, TEST, VILLAGE

pytestmark = pytest.mark.usefixtures("city")
ON = date(2026, 6, 1)
GRID = f"{VILLAGE}009"
MICRO = f"{GRID}001"


def drawn(*outlines: NewOutline, grids: tuple[NewGrid, ...] = ()) -> int:
    return draw(
        actor=TEST,
        city=CITY,
        grids=grids,
        outlines=outlines,
        source="survey",
        demonstration=False,
        valid_from=ON,
    )


def test_a_grid_is_added_below_its_village_and_a_micro_grid_below_it_with_their_outlines() -> None:
    grids = (NewGrid(GRID, "第九网格", "dijiuwangge", "djwg"), NewGrid(MICRO, "第一微网格"))
    square = shapely.box(113.7, 34.8, 113.71, 34.81)
    assert drawn(NewOutline(GRID, square), NewOutline(MICRO, square), grids=grids) == 2
    grid = Division.objects.get(pk=GRID)
    assert (grid.parent_id, grid.level, grid.name, grid.pinyin, grid.valid_from) == (
        VILLAGE,
        15,
        "第九网格",
        "dijiuwangge",
        ON,
    )
    assert Division.objects.get(pk=MICRO).parent_id == GRID
    outline = Boundary.objects.get(division=GRID)
    assert shapely.from_wkb(bytes(outline.wkb)).equals(square)
    assert (outline.source, outline.demonstration, outline.valid_until) == ("survey", False, None)


def test_the_outline_of_before_ends_on_the_day_that_the_new_one_begins_and_others_stay() -> None:
    first, second = f"{VILLAGE}001", f"{VILLAGE}002"
    assert drawn(NewOutline(first, shapely.box(1, 1, 2, 2))) == 1
    old, new = Boundary.objects.filter(division=first).order_by("pk")
    assert (old.valid_until, new.valid_from, new.valid_until) == (ON, ON, None)
    assert Boundary.objects.get(division=second).valid_until is None


@pytest.mark.parametrize(
    ("grids", "outline"),
    [
        ((NewGrid(f"{VILLAGE}001", "已有"),), GRID),
        ((), f"{VILLAGE}777"),
        ((NewGrid("410105002777001", "无"),), GRID),
    ],
)
def test_what_is_there_already_or_hangs_on_nothing_is_refused_whole(
    grids: tuple[NewGrid, ...], outline: str
) -> None:
    def drawn_to_the_end() -> None:
        with transaction.atomic():
            drawn(NewOutline(outline, shapely.box(1, 1, 2, 2)), grids=grids)
            connection.check_constraints()

    with pytest.raises(IntegrityError):
        drawn_to_the_end()


def test_it_leaves_one_audit_row_and_a_new_stamp_for_what_is_kept_in_memory() -> None:
    before = Edition.objects.get(city=CITY).stamp
    drawn(NewOutline(f"{VILLAGE}001", shapely.box(1, 1, 2, 2)))
    assert Edition.objects.get(city=CITY).stamp != before
    row = AuditRow.objects.get(act="territory.draw")
    assert row.detail == {"outlines": 1, "source": "survey", "demonstration": False}


def test_a_city_that_had_no_stamp_gets_one() -> None:
    renew("4110")
    assert Edition.objects.filter(city="4110").count() == 1

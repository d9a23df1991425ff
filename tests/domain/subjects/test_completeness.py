"""Of each county and line it is told how many subjects there are to be, stand here, lack something, came and went."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.people.cast import Player
from sanling.domain.subjects.actions.take_stock import take_stock
from sanling.domain.subjects.completeness import (
    Standing,
    changed_in,
    completeness,
    line_names,
    months_listed,
)
from sanling.domain.subjects.models import Subject
from sanling.foundation.days import next_month, today
from tests.city import CITY, VILLAGE
from tests.domain.subjects.helpers import HOSPITAL, code_of, put, said, school

pytestmark = pytest.mark.django_db
MONTH = today().replace(day=1)
BEFORE = (MONTH - timedelta(days=1)).replace(day=1)
COUNTY = VILLAGE[:6]


def standing(player: Player, line: str = "education", month: date = MONTH) -> Standing:
    found = {row.line: row for row in completeness(player.viewer, month) if row.county == COUNTY}
    return found[line]


def test_what_stands_here_is_counted_by_county_and_line(cast: dict[str, Player]) -> None:
    put(said(code_of(5), fields={"students": 1}), on=BEFORE)
    school()
    row = standing(cast["liaison"])
    assert (row.entered, row.lacking, row.added, row.ended) == (2, 1, 1, 0)
    assert (row.expected, row.short, row.confirmed_at) == (None, 0, None)
    put(said(code_of(5), status="closed"))
    assert (standing(cast["liaison"]).entered, standing(cast["liaison"]).ended) == (1, 1)


def test_only_what_a_post_sees_is_counted(cast: dict[str, Player]) -> None:
    school()
    put(said(HOSPITAL, "hospital", name="医院"))
    seen = {row.line for row in completeness(cast["sibling_department_clerk"].viewer, MONTH)}
    assert seen == {"education"}
    assert completeness(cast["auditor"].viewer, MONTH) == []


def test_of_villages_there_are_to_be_as_many_as_there_are(cast: dict[str, Player]) -> None:
    put(said(VILLAGE, "community"))
    row = standing(cast["county_leader"], "places")
    assert row.expected is not None
    assert row.expected >= row.entered == 1


def test_whoever_sees_a_part_of_a_county_is_not_told_how_many_there_are_to_be_in_all_of_it(
    cast: dict[str, Player],
) -> None:
    school()
    put(said(VILLAGE, "community"))
    clerk = cast["sibling_department_clerk"]
    take_stock(actor=clerk.viewer, month=MONTH, expected={(COUNTY, "education"): 9})
    for line in ("education", "places"):
        row = standing(cast["liaison"], line)
        assert (row.entered, row.expected, row.short) == (1, None, 0)
        assert standing(cast["county_leader"], line).expected
    assert standing(clerk).expected == 9


def test_what_was_confirmed_last_is_still_expected_and_not_confirmed_anew(cast: dict[str, Player]) -> None:
    school()
    clerk = cast["sibling_department_clerk"]
    take_stock(actor=clerk.viewer, month=BEFORE, expected={(COUNTY, "education"): 9})
    row = standing(clerk)
    assert (row.expected, row.short, row.confirmed_at) == (9, 8, None)
    assert standing(clerk, month=BEFORE).confirmed_at is not None


def test_what_changed_in_a_month_is_listed(cast: dict[str, Player]) -> None:
    made = school()
    put(said(code_of(5)), on=BEFORE)
    assert [*Subject.objects.filter(changed_in(MONTH))] == [made]
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert next(iter(months_listed(CITY))) == f"{MONTH:%Y-%m}"
    assert line_names(CITY)["education"]


def test_it_costs_the_same_however_many_there_are(cast: dict[str, Player]) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            completeness(cast["liaison"].viewer, MONTH)
        return len(seen)

    school()
    cost()
    few = cost()
    put(*(said(code_of(nth)) for nth in range(10, 30)))
    assert cost() == few <= 4

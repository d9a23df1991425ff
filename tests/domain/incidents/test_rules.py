"""How grave an accident is, and by when it is told."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.incidents.rules import (
    GRADES,
    Grade,
    Reached,
    Sort,
    grade_of,
    levels_told,
    reports_due,
    told_up_to,
    updated_for,
)

COUNTS = st.integers(0, 200)


@pytest.mark.parametrize(
    ("deaths", "serious", "loss", "grade"),
    [
        (0, 0, 0, Grade.ORDINARY),
        (2, 9, 9_999_999, Grade.ORDINARY),
        (3, 0, 0, Grade.SERIOUS),
        (0, 10, 0, Grade.SERIOUS),
        (0, 0, 10_000_000, Grade.SERIOUS),
        (9, 49, 49_999_999, Grade.SERIOUS),
        (10, 0, 0, Grade.MAJOR),
        (29, 99, 99_999_999, Grade.MAJOR),
        (30, 0, 0, Grade.ESPECIALLY_MAJOR),
        (0, 100, 0, Grade.ESPECIALLY_MAJOR),
        (0, 0, 100_000_000, Grade.ESPECIALLY_MAJOR),
    ],
)
def test_the_gravest_criterion_decides_and_bounds_are_included(
    deaths: int, serious: int, loss: int, grade: Grade
) -> None:
    assert grade_of(deaths, serious, loss) is grade


@given(COUNTS, COUNTS, st.integers(0, 2 * 10**8))
def test_no_accident_is_less_grave_for_one_more_death(deaths: int, serious: int, loss: int) -> None:
    assert grade_of(deaths, serious, loss) <= grade_of(deaths + 1, serious, loss)


def test_the_table_falls_from_grade_to_grade() -> None:
    assert list(GRADES.values()) == sorted(GRADES.values(), reverse=True)


def test_an_ordinary_accident_is_told_up_to_the_city_and_worse_ones_higher() -> None:
    assert [told_up_to(grade) for grade in Grade] == [
        Reached.CITY,
        Reached.PROVINCE,
        Reached.STATE,
        Reached.STATE,
    ]


def test_casualties_of_road_and_fire_are_updated_for_a_week_and_others_for_thirty_days() -> None:
    assert {sort: updated_for(sort) for sort in Sort} == {
        Sort.WORK: timedelta(days=30),
        Sort.ROAD: timedelta(days=7),
        Sort.FIRE: timedelta(days=7),
        Sort.OTHER: timedelta(days=30),
    }


AT = datetime(2026, 7, 14, 1, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_each_level_is_told_within_two_hours_of_the_one_below_and_the_county_within_one() -> None:
    assert reports_due(AT, Grade.MAJOR, {}) == {
        Reached.COUNTY: AT + HOUR,
        Reached.CITY: AT + 3 * HOUR,
        Reached.PROVINCE: AT + 5 * HOUR,
        Reached.STATE: AT + 7 * HOUR,
    }
    told = {Reached.COUNTY: AT + HOUR / 2}
    assert reports_due(AT, Grade.ORDINARY, told) == {
        Reached.COUNTY: AT + HOUR,
        Reached.CITY: AT + 2.5 * HOUR,
    }


@given(st.sampled_from(Grade), st.dictionaries(st.sampled_from(list(Reached)[1:]), st.integers(0, 600)))
def test_no_report_is_due_before_the_level_below_can_have_been_told(
    grade: Grade, minutes: dict[Reached, int]
) -> None:
    told = {level: AT + timedelta(minutes=after) for level, after in minutes.items()}
    due = reports_due(AT, grade, told)
    assert list(due) == levels_told(grade)
    for below, level in zip(list(due), list(due)[1:], strict=False):
        assert due[level] == told.get(below, due[below]) + 2 * HOUR

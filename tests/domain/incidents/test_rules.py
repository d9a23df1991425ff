"""How grave an accident is, and by when it is told."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.incidents.rules import GRADES, Grade, Reached, Sort, grade_of, told_up_to, updated_for

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

"""Which days are worked: by a profile's schedules, else the library's, else the law."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.workdays import LAW, Schedule, Workdays, is_in_library, statutory_days

DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2050, 12, 31))
NOTICE = Schedule(
    2027,
    published=True,
    off=frozenset(date(2027, 2, 5) + n * DAY for n in range(8)),
    worked=frozenset({date(2027, 2, 20), date(2026, 12, 27)}),
)
schedules = st.builds(
    lambda off, worked: Workdays([Schedule(2030, False, frozenset(off), frozenset(worked - off))]),
    st.sets(st.dates(date(2030, 1, 1), date(2030, 12, 31)), max_size=60),
    st.sets(st.dates(date(2030, 1, 1), date(2030, 12, 31)), max_size=60),
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 2), True),
        (date(2026, 3, 7), False),
        (date(2026, 2, 14), True),  # a Saturday swapped for the Spring Festival
        (date(2026, 2, 23), False),  # a Monday of the Spring Festival
        (date(2026, 10, 10), True),  # a Saturday swapped for the National Day
        (date(2027, 2, 5), False),  # not published: the eve of the lunar year 丁未
        (date(2027, 2, 8), False),
        (date(2027, 2, 9), True),  # which day makes up for the Saturday is not guessed
        (date(2027, 6, 9), False),
        (date(2028, 10, 2), False),  # not published: a fixed-date holiday
        (date(2028, 5, 2), False),
        (date(2028, 3, 4), False),
    ],
)
def test_working_days_follow_the_schedule_and_else_weekends_and_law(day: date, *, works: bool) -> None:
    assert LAW.is_working_day(day) is works


def test_the_days_off_by_law_in_2027_are_those_of_the_calendar() -> None:
    off = {
        (1, 1),
        (2, 5),
        (2, 6),
        (2, 7),
        (2, 8),
        (4, 5),
        (5, 1),
        (5, 2),
        (6, 9),
        (9, 15),
        (10, 1),
        (10, 2),
        (10, 3),
    }
    assert {(day.month, day.day) for day in statutory_days(2027)} == off


@pytest.mark.parametrize("year", [year for year in range(2020, 2051) if is_in_library(year)])
def test_lunar_days_by_law_are_off_in_every_schedule_that_is_known(year: int) -> None:
    fixed = {day.replace(year=year) for day in statutory_days(2150)}
    # In 2024, before the eve was a day off by law, it was worked.
    _eve, *lunar = sorted(statutory_days(year) - fixed)
    assert lunar
    assert not [day for day in lunar if chinese_calendar.is_workday(day)]


@pytest.mark.parametrize("year", range(2020, 2051))
def test_the_day_of_qingming_is_the_other_librarys(year: int) -> None:
    begins = [
        day
        for day, term in chinese_calendar.get_solar_terms(date(year, 4, 1), date(year, 4, 10))
        if term == chinese_calendar.solar_terms.SolarTerms.pure_brightness.value[1]
    ]
    assert begins == [day for day in statutory_days(year) if day.month == 4]


@pytest.mark.parametrize("year", range(2020, 2051))
def test_a_year_has_thirteen_days_off_by_law_unless_two_fall_together(year: int) -> None:
    assert 12 <= len(statutory_days(year)) <= 13


def test_beyond_the_lunar_calendar_only_fixed_days_are_off() -> None:
    assert len(statutory_days(2150)) == 6


def test_a_notice_is_followed_into_the_december_before_and_ends_all_guessing() -> None:
    told = Workdays([NOTICE])
    assert not told.is_working_day(date(2027, 2, 12))
    assert told.is_working_day(date(2027, 2, 20))
    assert told.is_working_day(date(2026, 12, 27))
    assert (LAW.published_until, told.published_until) == (date(2026, 12, 24), date(2027, 12, 24))
    assert told.is_published(date(2026, 12, 31))
    assert not told.is_published(date(2027, 12, 25))
    assert not told.is_published(date(2003, 12, 31))


def test_a_year_that_is_known_after_one_that_is_not_ends_no_guessing() -> None:
    assert Workdays([Schedule(2028, True, frozenset(), frozenset())]).published_until == LAW.published_until


def test_a_correction_goes_before_the_library() -> None:
    assert LAW.is_working_day(date(2026, 3, 2))
    off = Schedule(
        2026, published=False, off=frozenset({date(2026, 3, 2)}), worked=frozenset({date(2026, 2, 23)})
    )
    told = Workdays([off])
    assert not told.is_working_day(date(2026, 3, 2))
    assert told.is_working_day(date(2026, 2, 23))


@given(schedules, days, st.integers(1, 300))
def test_the_nth_day_after_is_the_nth_that_is_counted(said: Workdays, day: date, count: int) -> None:
    found = said.nth_after(day, count)
    assert said.is_working_day(found)
    since = day.year
    assert said.count_before(found + DAY, since) - said.count_before(day + DAY, since) == count


@given(schedules, days)
def test_the_first_on_or_after_is_worked_and_none_before_it(said: Workdays, day: date) -> None:
    found = said.on_or_after(day)
    assert said.is_working_day(found)
    assert found >= day
    assert said.count_before(found, day.year) == said.count_before(day, day.year)
    assert found == (day if said.is_working_day(day) else said.nth_after(day, 1))


@given(schedules, days)
def test_a_day_is_counted_if_it_is_worked(said: Workdays, day: date) -> None:
    since = day.year - 1
    counted = said.count_before(day + DAY, since) - said.count_before(day, since)
    assert counted == said.is_working_day(day)

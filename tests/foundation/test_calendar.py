"""Deadlines are counted as the Civil Code and the State Council's schedule say."""

from datetime import UTC, datetime, time, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation import calendar
from sanling.foundation.calendar import CHINA, Allowance, TimeUnit, WorkingHours
from sanling.foundation.workdays import LAW

TICK = timedelta(microseconds=1)
due = partial(calendar.due, days=LAW)
working_time_between = partial(calendar.working_time_between, days=LAW)
starts = st.datetimes(datetime(2023, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))
allowances = st.builds(Allowance, st.integers(0, 400), st.sampled_from(list(TimeUnit)))


def china(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def ends(start: str, allowance: str, *pauses: tuple[str, str]) -> datetime:
    stops = [(china(begin), china(end)) for begin, end in pauses]
    return due(start=china(start), allowance=Allowance.parse(allowance), pauses=stops).at.astimezone(CHINA)


@pytest.mark.parametrize(
    ("start", "allowance", "end"),
    [
        ("2026-03-02 10:00", "15 d", "2026-03-18 00:00"),
        ("2026-03-02 10:00", "5 d", "2026-03-10 00:00"),  # the 7th is a Saturday: on to Monday the 9th, 24:00
        ("2026-03-02 00:00", "0 d", "2026-03-03 00:00"),
        ("2026-02-10 09:00", "4 d", "2026-02-15 00:00"),  # Saturday the 14th is worked
        ("2026-02-10 09:00", "10 d", "2026-02-25 00:00"),  # into the Spring Festival: on to the 24th
        ("2025-12-30 09:00", "3 wd", "2026-01-06 00:00"),  # 31, (1–3 off), Sunday 4 worked, 5
        ("2026-03-06 23:59", "1 wd", "2026-03-10 00:00"),
        ("2026-03-07 12:00", "0 wd", "2026-03-10 00:00"),
        ("2026-03-07 23:00", "36 h", "2026-03-09 11:00"),
        ("2026-03-07 23:00", "90 min", "2026-03-08 00:30"),
        ("2026-03-02 11:00", "2 wh", "2026-03-02 14:30"),
        ("2026-03-02 10:30", "7 wh", "2026-03-03 10:30"),
        ("2026-03-02 09:00", "7 wh", "2026-03-02 17:30"),
        ("2026-03-06 20:00", "1 wh", "2026-03-09 10:00"),
        ("2026-03-07 10:00", "8 wh", "2026-03-10 10:00"),
        ("2026-03-06 20:00", "0 wh", "2026-03-06 20:00"),
    ],
)
def test_a_period_ends(start: str, allowance: str, end: str) -> None:
    assert ends(start, allowance) == china(end)


@pytest.mark.parametrize(
    ("start", "allowance", "provisional"),
    [
        ("2026-03-02 10:00", "60 d", False),
        ("2026-12-20 10:00", "5 d", True),
        ("2026-12-22 10:00", "5 wd", True),
        ("2026-12-24 16:00", "4 wh", True),
        ("2026-12-31 10:00", "48 h", False),
        ("2031-05-01 10:00", "5 wd", True),
    ],
)
def test_a_deadline_past_the_published_schedule_is_provisional(
    start: str, allowance: str, *, provisional: bool
) -> None:
    assert due(start=china(start), allowance=Allowance.parse(allowance)).provisional is provisional


@given(starts, allowances)
def test_a_period_never_ends_before_it_starts_and_is_in_utc(start: datetime, allowance: Allowance) -> None:
    end = due(start=start, allowance=allowance)
    assert end.at >= start
    assert end.at.tzinfo is UTC


@given(starts, st.timedeltas(timedelta(), timedelta(days=30)), allowances)
def test_a_later_start_never_ends_earlier(start: datetime, later: timedelta, allowance: Allowance) -> None:
    assert due(start=start, allowance=allowance).at <= due(start=start + later, allowance=allowance).at


@given(starts, allowances, st.integers(0, 60))
def test_a_longer_allowance_never_ends_earlier(start: datetime, allowance: Allowance, more: int) -> None:
    longer = Allowance(allowance.amount + more, allowance.unit)
    assert due(start=start, allowance=allowance).at <= due(start=start, allowance=longer).at


@given(starts, st.integers(0, 400), st.sampled_from([TimeUnit.DAY, TimeUnit.WORKING_DAY]))
def test_a_period_in_days_ends_at_midnight_of_a_working_day(
    start: datetime, amount: int, unit: TimeUnit
) -> None:
    end = due(start=start, allowance=Allowance(amount, unit)).at.astimezone(CHINA)
    assert end.time() == time()
    assert LAW.is_working_day((end - TICK).date())


@given(starts, st.integers(1, 300))
def test_working_days_counted_by_hand_agree(start: datetime, amount: int) -> None:
    end = due(start=start, allowance=Allowance(amount, TimeUnit.WORKING_DAY)).at.astimezone(CHINA)
    day, counted = start.astimezone(CHINA).date(), 0
    while counted < amount:
        day += timedelta(days=1)
        counted += LAW.is_working_day(day)
    assert (end - TICK).date() == day


@given(starts, st.integers(1, 300))
def test_working_hours_are_worked_off_exactly(start: datetime, amount: int) -> None:
    end = due(start=start, allowance=Allowance(amount, TimeUnit.WORKING_HOUR)).at
    assert working_time_between(start, end) == timedelta(hours=amount)
    assert working_time_between(start, end - TICK) < timedelta(hours=amount)


@given(starts, st.lists(st.timedeltas(timedelta(), timedelta(days=90)), min_size=2, max_size=2))
def test_working_time_adds_up(start: datetime, lengths: list[timedelta]) -> None:
    middle = start + lengths[0]
    end = middle + lengths[1]
    assert working_time_between(start, end) == working_time_between(start, middle) + working_time_between(
        middle, end
    )


def test_working_time_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        working_time_between(china("2026-03-03 10:00"), china("2026-03-02 10:00"))


def test_a_city_may_keep_other_hours() -> None:
    through = WorkingHours(((time(8), time(18)),))
    end = due(start=china("2026-03-02 17:00"), allowance=Allowance(2, TimeUnit.WORKING_HOUR), hours=through)
    assert end.at == china("2026-03-03 09:00")


@pytest.mark.parametrize(
    "periods",
    [(), ((time(9), time(9)),), ((time(13), time(12)),), ((time(9), time(12)), (time(11), time(17)))],
)
def test_hours_that_overlap_or_run_backwards_are_refused(periods: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(ValueError, match="in order"):
        WorkingHours(periods)


@given(allowances)
def test_an_allowance_reads_what_it_writes(allowance: Allowance) -> None:
    assert Allowance.parse(str(allowance)) == allowance


@pytest.mark.parametrize("text", ["", "15", "d", "15 days", "-1 d", "1.5 h", "15d", "１５ d", "100001 d"])
def test_a_malformed_allowance_is_refused_with_the_units(text: str) -> None:
    with pytest.raises(ValueError, match=r"wd|100,000"):
        Allowance.parse(text)

"""What is left of a period when a pause begins is left when it ends: nothing is given, nothing taken."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation import calendar
from sanling.foundation.calendar import CHINA, Allowance, Due, TimeUnit
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
    ("allowance", "pause", "end"),
    [
        ("10 d", ("2026-03-04 09:00", "2026-03-07 09:00"), "2026-03-17 00:00"),
        ("10 d", ("2026-03-04 09:00", "2026-03-04 17:00"), "2026-03-13 08:00"),
        ("5 wd", ("2026-03-04 09:00", "2026-03-08 09:00"), "2026-03-13 00:00"),
        ("24 h", ("2026-03-02 12:00", "2026-03-02 15:00"), "2026-03-03 13:00"),
        ("7 wh", ("2026-03-02 11:00", "2026-03-05 14:00"), "2026-03-06 10:30"),
        ("2 h", ("2026-03-02 12:00", "2026-03-02 15:00"), "2026-03-02 12:00"),
        ("2 h", ("2026-03-01 12:00", "2026-03-02 11:00"), "2026-03-02 13:00"),
        ("2 wh", ("2026-03-01 12:00", "2026-03-02 09:30"), "2026-03-02 12:00"),
    ],
)
def test_a_pause_moves_the_end(allowance: str, pause: tuple[str, str], end: str) -> None:
    start = "2026-03-02 09:00" if allowance == "7 wh" else "2026-03-02 10:00"
    assert ends(start, allowance, pause) == china(end)


NIGHT = ("2026-03-09 23:59", "2026-03-10 00:01")
WEEKEND = ("2026-03-06 18:00", "2026-03-09 08:30")
FRIDAY_TO_MONDAY = ("2026-03-06 16:30", "2026-03-09 10:00")


@pytest.mark.parametrize(
    ("allowance", "pause", "end"),
    [
        # Due at the end of Monday the 16th without a pause.
        ("10 wd", NIGHT, "2026-03-17 00:00"),
        ("10 wd", WEEKEND, "2026-03-17 00:00"),
        ("10 wd", FRIDAY_TO_MONDAY, "2026-03-17 11:00"),
        ("10 wd", ("2026-03-09 09:00", "2026-03-09 17:30"), "2026-03-18 00:00"),
        ("14 d", NIGHT, "2026-03-17 00:02"),
        # The last day would be the Friday: two minutes reach the Monday after, and no further into it.
        ("11 d", NIGHT, "2026-03-16 00:02"),
        # The last day would be the Saturday, passed on to the Monday, which is as good as two minutes more.
        ("12 d", NIGHT, "2026-03-17 00:00"),
        # Paused in the weekend by which the end was passed on: the Monday is left, whenever work goes on.
        ("12 d", ("2026-03-15 10:00", "2026-03-17 10:00"), "2026-03-19 00:00"),
    ],
)
def test_a_pause_gives_no_day_that_nobody_lost_and_takes_none(
    allowance: str, pause: tuple[str, str], end: str
) -> None:
    assert ends("2026-03-02 10:00", allowance, pause) == china(end)


def test_half_days_add_up_to_whole_ones() -> None:
    halves = [(f"2026-03-{day:02} 09:00", f"2026-03-{day:02} 12:00") for day in (3, 4)]
    rest = ("2026-03-05 16:30", "2026-03-05 17:30")
    assert ends("2026-03-02 10:00", "10 wd", *halves, rest) == china("2026-03-18 00:00")


def test_on_the_day_that_is_not_counted_a_pause_costs_nothing() -> None:
    for allowance in ("10 d", "10 wd"):
        pause = ("2026-03-02 11:00", "2026-03-02 23:00")
        assert ends("2026-03-02 10:00", allowance, pause) == ends("2026-03-02 10:00", allowance)


def test_pauses_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="follow one another"):
        ends("2026-03-02 10:00", "5 d", ("2026-03-04 09:00", "2026-03-03 09:00"))


spans = st.timedeltas(timedelta(), timedelta(days=20))
in_days = st.builds(Allowance, st.integers(1, 60), st.sampled_from([TimeUnit.DAY, TimeUnit.WORKING_DAY]))


@given(starts, allowances, spans, spans)
def test_a_pause_never_brings_the_end_forward(
    start: datetime, allowance: Allowance, after: timedelta, length: timedelta
) -> None:
    pause = (start + after, start + after + length)
    plain, paused = (
        due(start=start, allowance=allowance),
        due(start=start, allowance=allowance, pauses=[pause]),
    )
    assert paused.at >= plain.at
    if pause[0] >= plain.at:
        assert paused == Due(plain.at, plain.provisional)


@given(starts, allowances, spans, spans, spans)
def test_a_longer_pause_never_ends_earlier(
    start: datetime, allowance: Allowance, after: timedelta, length: timedelta, more: timedelta
) -> None:
    begin = start + after
    shorter = due(start=start, allowance=allowance, pauses=[(begin, begin + length)])
    longer = due(start=start, allowance=allowance, pauses=[(begin, begin + length + more)])
    assert longer.at >= shorter.at


@given(starts, allowances, spans)
def test_a_pause_of_no_length_moves_nothing(start: datetime, allowance: Allowance, after: timedelta) -> None:
    moment = start + after
    assert due(start=start, allowance=allowance, pauses=[(moment, moment)]) == due(
        start=start, allowance=allowance
    )


@given(starts, allowances, spans, spans, spans)
def test_a_pause_split_in_two_is_the_one_pause(
    start: datetime, allowance: Allowance, after: timedelta, first: timedelta, second: timedelta
) -> None:
    begin, middle = start + after, start + after + first
    whole = due(start=start, allowance=allowance, pauses=[(begin, middle + second)])
    assert whole == due(start=start, allowance=allowance, pauses=[(begin, middle), (middle, middle + second)])


@given(starts, in_days, st.lists(st.tuples(spans, spans), min_size=1, max_size=4))
def test_pauses_apart_move_as_much_as_one_as_long_as_all(
    start: datetime, allowance: Allowance, parts: list[tuple[timedelta, timedelta]]
) -> None:
    pauses, at = [], start + timedelta(days=1)
    for gap, length in parts:
        pauses.append((at + gap, at + gap + length))
        at = pauses[-1][1]
    measure = (
        working_time_between if allowance.unit is TimeUnit.WORKING_DAY else lambda begin, end: end - begin
    )
    lost = sum((measure(begin, end) for begin, end in pauses), timedelta())
    begin = pauses[0][0]
    # Long enough for all of them to begin within it.
    period = Allowance(allowance.amount + 200, allowance.unit)
    whole = (begin, first_moment(lambda end: measure(begin, end) >= lost, begin, pauses[-1][1]))
    assert due(start=start, allowance=period, pauses=pauses) == due(
        start=start, allowance=period, pauses=[whole]
    )


def first_moment(holds: Callable[[datetime], bool], low: datetime, high: datetime) -> datetime:
    """Return the first moment of a span from which on something holds."""
    while low < high:
        middle = low + (high - low) // 2
        low, high = (low, middle) if holds(middle) else (middle + TICK, high)
    return high


@given(starts, st.integers(1, 60), spans, spans)
def test_the_working_time_that_is_left_before_a_pause_is_left_after_it(
    start: datetime, amount: int, after: timedelta, length: timedelta
) -> None:
    for unit in (TimeUnit.WORKING_DAY, TimeUnit.WORKING_HOUR):
        allowance = Allowance(amount, unit)
        counted = start if unit is TimeUnit.WORKING_HOUR else midnight_after(start)
        pause = (counted + after, counted + after + length)
        plain = due(start=start, allowance=allowance).at
        if pause[0] >= plain:
            continue
        paused = due(start=start, allowance=allowance, pauses=[pause]).at
        assert working_time_between(pause[1], max(paused, pause[1])) == working_time_between(pause[0], plain)


@given(starts, st.integers(1, 60), spans, spans)
def test_the_time_that_is_left_of_calendar_days_before_a_pause_is_left_after_it(
    start: datetime, amount: int, after: timedelta, length: timedelta
) -> None:
    begin = midnight_after(start) + after
    over = midnight_after(start) + timedelta(days=amount)
    if begin >= over:
        return
    back = begin + length
    left = over - begin
    paused = due(start=start, allowance=Allowance(amount, TimeUnit.DAY), pauses=[(begin, back)]).at
    assert paused - back >= left
    last = (back + left - TICK).astimezone(CHINA).date()
    if LAW.is_working_day(last) and LAW.is_working_day(last - timedelta(days=1)):
        assert paused - back == left


@given(starts, in_days, spans)
def test_a_pause_over_days_off_costs_working_days_nothing(
    start: datetime, allowance: Allowance, after: timedelta
) -> None:
    evening = (start + after).astimezone(CHINA).replace(hour=17, minute=30, second=0, microsecond=0)
    morning = evening
    while morning.time() != time(9) or not LAW.is_working_day(morning.date()):
        morning += timedelta(minutes=30)
    period = Allowance(allowance.amount, TimeUnit.WORKING_DAY)
    assert due(start=start, allowance=period, pauses=[(evening, morning)]) == due(
        start=start, allowance=period
    )


@given(starts, in_days, spans, spans)
def test_a_paused_period_never_ends_on_a_day_off(
    start: datetime, allowance: Allowance, after: timedelta, length: timedelta
) -> None:
    pause = (start + after, start + after + length)
    end = due(start=start, allowance=allowance, pauses=[pause]).at.astimezone(CHINA)
    assert LAW.is_working_day((end - TICK).date())


def midnight_after(start: datetime) -> datetime:
    """Return when the day begins that is counted first."""
    day = start.astimezone(CHINA).date() + timedelta(days=1)
    return datetime.combine(day, time(), CHINA).astimezone(UTC)

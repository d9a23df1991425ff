"""How near an instant is, in words."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sanling.interfaces.components.nearness import ClockState, ago, deadline, instant, lateness, left

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
SPANS = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=400))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_an_instant_is_shown_in_local_time() -> None:
    assert instant(NOW) == "2026-11-22 14:05"


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=-30), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=3, minutes=59), "3 hours ago"),
        (timedelta(days=29), "29 days ago"),
        (timedelta(days=30), "2026-10-23 14:05"),
        (timedelta(hours=-2), "2026-11-22 16:05"),
    ],
)
def test_the_past_is_told_by_nearness_and_the_far_by_its_date(passed: timedelta, words: str) -> None:
    assert ago(NOW - passed, NOW) == words


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (timedelta(seconds=10), "less than a minute left"),
        (timedelta(minutes=59, seconds=59), "59 minutes left"),
        (timedelta(hours=47), "47 hours left"),
        (timedelta(days=5, hours=20), "5 days left"),
        (timedelta(seconds=-1), "just over time"),
        (timedelta(hours=-3), "3 hours over"),
        (timedelta(days=-2), "2 days over"),
    ],
)
def test_a_deadline_tells_what_is_left_or_how_far_it_is_over(rest: timedelta, words: str) -> None:
    assert left(NOW + rest, NOW) == words


def test_a_clock_stands_in_one_of_its_ways() -> None:
    due, hour = NOW + timedelta(hours=2), timedelta(hours=1)
    ways = {
        ClockState.NONE: lateness(due=None, now=NOW),
        ClockState.IN_TIME: lateness(due=due, now=NOW, warn_at=NOW + hour),
        ClockState.SOON: lateness(due=due, now=NOW, warn_at=NOW),
        ClockState.LATE: lateness(due=due, now=NOW + 3 * hour, warn_at=NOW),
        ClockState.PAUSED: lateness(due=due, now=NOW + 3 * hour, paused=True),
        ClockState.MET: lateness(due=due, now=NOW + 9 * hour, stopped_at=due),
        ClockState.MISSED: lateness(due=due, now=NOW, stopped_at=due + hour),
    }
    assert {way: mark.level for way, mark in ways.items()} == {way: way for way in ways}


@given(rest=SPANS, warn=SPANS)
def test_colour_is_never_alone_each_look_has_its_own_shape_and_a_word(
    rest: timedelta, warn: timedelta
) -> None:
    marks = [
        lateness(due=NOW + sign * rest, now=NOW, warn_at=NOW + rest - warn, paused=paused)
        for sign in (1, -1)
        for paused in (False, True)
    ]
    assert all(mark.text and mark.icon for mark in marks)
    assert len({(mark.level, mark.icon) for mark in marks}) == len({mark.level for mark in marks})


def test_a_deadline_at_the_end_of_a_day_is_told_as_that_day() -> None:
    midnight = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
    assert deadline(midnight) == "2026-11-22 24:00"
    assert deadline(midnight + timedelta(hours=1)) == "2026-11-23 01:00"

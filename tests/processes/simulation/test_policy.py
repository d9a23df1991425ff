"""Who acts when: legal acts in office hours, by those who may, until nobody is to act any more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.matters.models import Entry
from sanling.foundation.workdays import LAW
from sanling.processes.simulation.invent import Inventor
from sanling.processes.simulation.life import Life
from sanling.processes.simulation.policy import (
    ASLEEP,
    AWAKE,
    CLOSES,
    DUTY_ENDS,
    Choice,
    in_office_hours,
    in_waking_hours,
)
from tests.processes.simulation.lives import lived

INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 11, 1), timezones=st.just(UTC))
LONGEST = timedelta(days=90)


@given(INSTANTS, st.integers(0, 1000), st.booleans())
def test_nobody_acts_before_their_turn_or_long_after_offices_close(
    at: datetime, seed: int, duty: bool
) -> None:
    moved = in_office_hours(at, LAW, Random(seed), duty=duty)
    closes = DUTY_ENDS if duty else CLOSES
    assert at <= moved < at + LONGEST
    if at.hour < closes and LAW.is_working_day(at.date()):
        assert moved == at


@given(INSTANTS, st.integers(0, 1000))
def test_residents_sleep_and_go_on_in_the_morning(at: datetime, seed: int) -> None:
    moved = in_waking_hours(at, Random(seed))
    if ASLEEP <= at.hour < AWAKE:
        assert at.replace(hour=AWAKE, minute=0, second=0) <= moved < at + timedelta(days=1)
    else:
        assert moved == at


@pytest.mark.parametrize(
    ("choice", "done", "is_open"),
    [
        (Choice(None, 1, (), None), {}, True),
        (Choice(None, 0, (), None), {}, False),
        (Choice(None, 1, (), "contact"), {}, False),
        (Choice(None, 1, (), "contact"), {"contact": 1}, True),
    ],
)
def test_what_weighs_nothing_or_waits_for_another_is_not_drawn(
    choice: Choice, done: dict[str, int], is_open: bool
) -> None:
    assert choice.open(done) is is_open


def test_an_act_is_done_as_often_as_those_that_it_follows(inventor: Inventor) -> None:
    action = inventor.policies["dispute"].definition.action("contact")
    contact = Choice(action, 1, ("sign_for",), None)
    assert not contact.open({"sign_for": 1, "contact": 1})
    assert contact.open({"sign_for": 2, "contact": 1})
    assert contact.open({})


def test_once_a_matter_rests_only_clocks_run_on(inventor: Inventor) -> None:
    def is_charged(life: Life) -> bool:
        return life.matter.assignee_id is not None

    resting = replace(inventor, rests=is_charged, only=("dispute",))
    lives = [lived(resting, seed, 40) for seed in range(30)]
    charged = [life for life in lives if is_charged(life)]
    assert charged
    for life in charged:
        entries: list[Entry] = life.rows[Entry]
        last = max(nth for nth, entry in enumerate(entries) if entry.code == "assign")
        assert {entry.actor_kind for entry in entries[last + 1 :]} <= {"system"}
        assert any(entry.code == "clock_late" for entry in entries[last + 1 :])

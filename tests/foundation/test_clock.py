"""The clock is the only source of now, and tests can turn it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sanling.foundation.clock import now, turned

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


def test_now_is_an_aware_instant_in_utc() -> None:
    assert now().tzinfo is UTC
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_clock_turned_to_an_instant_stands_still_until_it_is_turned_back() -> None:
    with turned(NOON):
        assert now() == now() == NOON
    assert now() > NOON


def test_turns_nest_and_a_shift_moves_a_clock_that_stands_still() -> None:
    with turned(NOON), turned(shift=timedelta(hours=2)):
        assert now() == NOON + timedelta(hours=2)
        with turned(NOON - timedelta(days=1)):
            assert now() == NOON - timedelta(days=1)
        assert now() == NOON + timedelta(hours=2)


def test_a_shifted_clock_runs_on() -> None:
    before = now()
    with turned(shift=timedelta(days=3)):
        assert now() - before >= timedelta(days=3)


def test_a_clock_is_turned_back_after_an_error() -> None:
    with pytest.raises(KeyError), turned(NOON):
        raise KeyError
    assert now() != NOON


def test_an_instant_of_another_zone_becomes_utc() -> None:
    with turned(datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=8)))):
        assert now() == NOON
        assert now().tzinfo is UTC


def test_a_naive_instant_or_no_turn_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"), turned(datetime(2026, 3, 2)):
        pass
    with pytest.raises(ValueError, match="either"), turned():
        pass

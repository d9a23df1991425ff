"""What comes before a sitting, when it is reminded of, and which times are left, decided without rows."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.mediation.sitting import SHORTEST, Lacks, Settled, Slot, free, is_to_remind, lacking

BEGIN = datetime(2026, 12, 7, 1, tzinfo=UTC)
minutes = st.integers(0, 24 * 60)


def slot(begin: int, length: int) -> Slot:
    """Return a stretch of minutes of a day."""
    begins = BEGIN + timedelta(minutes=begin)
    return Slot(begins, begins + timedelta(minutes=length))


slots = st.builds(slot, minutes, st.integers(1, 240))


def test_conflicts_are_told_once_and_all_else_is_of_each_side() -> None:
    known = {("conflicts", None), ("identity", 1)}
    assert lacking(Settled, [1, 2], known) == [
        Lacks(Settled.IDENTITY, 2),
        Lacks(Settled.WARNING, 1),
        Lacks(Settled.WARNING, 2),
        Lacks(Settled.ADDRESS, 1),
        Lacks(Settled.ADDRESS, 2),
    ]
    assert lacking((), [1, 2], known) == []


@given(
    ahead=st.integers(1, 100 * 60),
    hours=st.lists(st.integers(1, 72), max_size=4),
    beats=st.lists(st.integers(0, 110 * 60), max_size=60),
)
def test_at_each_hour_one_reminds_at_most_once_whenever_one_looks(
    ahead: int, hours: list[int], beats: list[int]
) -> None:
    planned = BEGIN - timedelta(minutes=ahead)
    since, told = planned, []
    for beat in sorted(beats):
        now = planned + timedelta(minutes=beat)
        if is_to_remind(BEGIN, since, hours, now):
            told.append(now)
            since = now
    instants = {BEGIN - timedelta(hours=hour) for hour in hours}
    assert len(told) <= len(instants)
    assert all(planned < now < BEGIN for now in told)
    # Between two reminders, and before the first, one of the hours has come.
    assert all(any(first < at <= then for at in instants) for first, then in pairwise([planned, *told]))


@given(openings=st.lists(slots, max_size=3), taken=st.lists(slots, max_size=6))
def test_what_is_free_is_open_and_meets_nothing_that_is_taken(
    openings: list[Slot], taken: list[Slot]
) -> None:
    for left in free(openings, taken):
        assert left.ends - left.begins >= SHORTEST
        assert any(each.begins <= left.begins and left.ends <= each.ends for each in openings)
        assert not any(left.meets(each) for each in taken)


def test_one_may_begin_as_the_other_ends() -> None:
    assert not slot(0, 60).meets(slot(60, 60))
    assert slot(0, 61).meets(slot(60, 60))
    assert list(free([slot(0, 180)], [slot(60, 60)])) == [slot(0, 60), slot(120, 60)]

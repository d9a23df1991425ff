"""Changes know what their numbers give, and where each of them would have to lie."""

from hypothesis import given
from hypothesis import strategies as st

from sanling.processes.figures.verifying.changes import Change
from tests.processes.figures.verifying.numbers import agrees_everywhere, said

counts = st.integers(min_value=1, max_value=10**6)


def test_what_fell_to_nothing_fell_by_all_of_it() -> None:
    assert Change("c", "now", "before").judge(said({"now": 0, "before": 7}, change="-100%")).agrees
    assert not Change("c", "now", "before").judge(said({"now": 1, "before": 0}, change="100%")).agrees


@given(counts, counts, st.integers(min_value=-9_999, max_value=30_000))
def test_whatever_lies_in_the_room_for_a_number_makes_a_change_agree(
    now: int, before: int, hundredths: int
) -> None:
    change = Change("c", "now", "before")
    agrees_everywhere(change, said({"now": now, "before": before}, change=f"{hundredths / 100:.2f}%"))

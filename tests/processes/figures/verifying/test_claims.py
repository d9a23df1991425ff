"""Each claim knows what its numbers give, and where each of them would have to lie."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.processes.figures.verifying.claims import Change, Claim, Key, Share, Sort, Total, Within
from sanling.processes.figures.verifying.printed import Printed, read_count, read_share

counts = st.integers(min_value=1, max_value=10**6)


def said(numbers: Mapping[str, int], share: str = "", change: str = "") -> dict[Key, Printed]:
    found = {Key(Sort.COUNT, name): read_count(number) for name, number in numbers.items()}
    found |= {Key(Sort.SHARE, "r"): read_share(share)} if share else {}
    return found | ({Key(Sort.CHANGE, "c"): read_share(change)} if change else {})


def test_a_share_of_nothing_contradicts() -> None:
    numbers = said({"a": 0, "b": 0}, "0%")
    assert not Share("r", "a", "b").judge(numbers).agrees


def test_more_than_all_is_told_of_the_part() -> None:
    whole = Within("r", Key(Sort.COUNT, "a"), Key(Sort.COUNT, "b"))
    assert not whole.judge(said({"a": 11, "b": 10})).agrees
    assert whole.judge(said({"a": 10, "b": 10})).agrees


def test_what_fell_to_nothing_fell_by_all_of_it() -> None:
    assert Change("c", "now", "before").judge(said({"now": 0, "before": 7}, change="-100%")).agrees
    assert not Change("c", "now", "before").judge(said({"now": 1, "before": 0}, change="100%")).agrees


@given(counts, counts, st.integers(min_value=1, max_value=9_999))
def test_whatever_lies_in_the_room_for_a_number_makes_a_share_agree(
    above: int, below: int, hundredths: int
) -> None:
    share = Share("r", "a", "b")
    numbers = said({"a": above, "b": below}, f"{hundredths / 100:.2f}%")
    _agrees_everywhere(share, numbers)


@given(st.lists(counts, min_size=2, max_size=5), counts)
def test_whatever_lies_in_the_room_for_a_number_makes_a_total_agree(parts: list[int], total: int) -> None:
    names = {f"p{n}": part for n, part in enumerate(parts)}
    _agrees_everywhere(Total("t", "t", tuple(names)), said({"t": total, **names}))


@given(counts, counts, st.integers(min_value=-9_999, max_value=30_000))
def test_whatever_lies_in_the_room_for_a_number_makes_a_change_agree(
    now: int, before: int, hundredths: int
) -> None:
    change = Change("c", "now", "before")
    _agrees_everywhere(change, said({"now": now, "before": before}, change=f"{hundredths / 100:.2f}%"))


def _agrees_everywhere(claim: Claim, numbers: Mapping[Key, Printed]) -> None:
    for key in claim.keys:
        room = claim.room_for(key, numbers)
        if room is None or room.low is None or room.high is None:
            continue
        whole = Fraction(-(-room.low // 1))
        if key.sort is Sort.COUNT and room.holds(whole) and whole >= 0:
            assert claim.judge({**numbers, key: read_count(int(whole))}).agrees, key


@pytest.mark.parametrize(("name", "value"), [("b", Fraction(2148400, 94)), ("a", Fraction(23613 * 94, 100))])
def test_a_number_is_what_the_others_give_to_the_last_digit(name: str, value: Fraction) -> None:
    numbers = said({"a": 21484, "b": 23613}, "94%")
    assert Share("r", "a", "b").nominal(Key(Sort.COUNT, name), numbers) == value

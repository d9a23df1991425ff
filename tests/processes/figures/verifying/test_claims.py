"""Each claim knows what its numbers give, and where each of them would have to lie."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.processes.figures.verifying.claims import Key, Share, Sort, Total, Within
from tests.processes.figures.verifying.numbers import agrees_everywhere, said

counts = st.integers(min_value=1, max_value=10**6)


def test_a_share_of_nothing_contradicts() -> None:
    numbers = said({"a": 0, "b": 0}, "0%")
    assert not Share("r", "a", "b").judge(numbers).agrees


def test_more_than_all_is_told_of_the_part() -> None:
    whole = Within("r", Key(Sort.COUNT, "a"), Key(Sort.COUNT, "b"))
    assert not whole.judge(said({"a": 11, "b": 10})).agrees
    assert whole.judge(said({"a": 10, "b": 10})).agrees


@given(counts, counts, st.integers(min_value=1, max_value=9_999))
def test_whatever_lies_in_the_room_for_a_number_makes_a_share_agree(
    above: int, below: int, hundredths: int
) -> None:
    share = Share("r", "a", "b")
    numbers = said({"a": above, "b": below}, f"{hundredths / 100:.2f}%")
    agrees_everywhere(share, numbers)


@given(st.lists(counts, min_size=2, max_size=5), counts)
def test_whatever_lies_in_the_room_for_a_number_makes_a_total_agree(parts: list[int], total: int) -> None:
    names = {f"p{n}": part for n, part in enumerate(parts)}
    agrees_everywhere(Total("t", "t", tuple(names)), said({"t": total, **names}))


@pytest.mark.parametrize(("name", "value"), [("b", Fraction(2148400, 94)), ("a", Fraction(23613 * 94, 100))])
def test_a_number_is_what_the_others_give_to_the_last_digit(name: str, value: Fraction) -> None:
    numbers = said({"a": 21484, "b": 23613}, "94%")
    assert Share("r", "a", "b").nominal(Key(Sort.COUNT, name), numbers) == value

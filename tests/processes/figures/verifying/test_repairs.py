"""Changes are the smallest, by digits as somebody mistypes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.processes.figures.verifying.claims import Key, Sort, Total
from sanling.processes.figures.verifying.printed import read_count
from sanling.processes.figures.verifying.repairs import How, Tied, connected, edits, how_far, together


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        ("195", "159", How.SWAPPED),
        ("94", "91", How.DIGIT),
        ("1232", "12232", How.MISSING),
        ("12232", "1232", How.EXTRA),
        ("100", "127", How.TWO_DIGITS),
        ("23613", "22855", How.OTHER),
        ("96.9", "9.69", How.OTHER),
    ],
)
def test_a_change_is_called_by_the_smallest_that_it_is(before: str, after: str, how: How) -> None:
    assert how_far(before, after) is how


@given(st.from_regex(r"[1-9][0-9]{0,6}(\.[0-9]{1,2})?", fullmatch=True))
def test_what_becomes_of_a_number_is_another_number(digits: str) -> None:
    changed = [after for _how, after in edits(digits)]
    assert digits not in changed
    assert len(changed) == len(set(changed))
    assert all(float(after) >= 0 and (after[0] != "0" or after.partition(".")[0] == "0") for after in changed)


def test_claims_that_share_no_number_are_apart() -> None:
    first, second, third = (
        Total("t", "t", ("a", "b")),
        Total("u", "u", ("c", "d")),
        Total("v", "v", ("t", "e")),
    )
    assert sorted(len(heap) for heap in connected([first, second, third])) == [1, 2]


@given(st.lists(st.integers(min_value=1, max_value=9_999), min_size=4, max_size=4), st.integers(0, 3))
def test_a_set_of_changes_leaves_no_contradiction(parts: list[int], wrong: int) -> None:
    numbers = {f"p{n}": part for n, part in enumerate(parts)}
    numbers |= {"t": sum(parts[:2]) + wrong, "u": sum(parts[2:]) + 2 * wrong, "v": sum(parts)}
    claims = [Total("t", "t", ("p0", "p1")), Total("u", "u", ("p2", "p3")), Total("v", "v", ("t", "u"))]
    tied = Tied(claims, {Key(Sort.COUNT, name): read_count(number) for name, number in numbers.items()})
    sets = together(tied)
    assert sets
    assert all(tied.after(made)[1] == [] for made in sets)

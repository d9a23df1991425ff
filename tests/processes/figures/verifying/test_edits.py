"""Numbers are mistyped in few ways, the smallest of which a change is called by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.processes.figures.verifying.edits import How, edits, how_far


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

"""A whole number is read in any width; it lies between nothing and what the definition says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.matters.field_types.reading import ODD, asking, is_refused, read

FULL = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@given(st.integers(0, 10**9))
def test_it_is_read_as_a_number_or_typed_in_any_width(number: int) -> None:
    for typed in (number, str(number), str(number).translate(FULL), f" {number}\u200b", f"{number}.0"):
        assert read(typed, asking("number")) == number


@given(st.integers(0, 10**9))
def test_digits_of_another_script_are_the_same_number_or_refused_but_never_another(number: int) -> None:
    typed = str(number).translate(ARABIC)
    assert is_refused(typed, asking("number")) or read(typed, asking("number")) == number


@given(st.integers(-50, 50), st.integers(0, 40))
def test_it_lies_between_nothing_and_the_most_both_included(number: int, most: int) -> None:
    assert is_refused(number, asking("number", most=most)) == (not 0 <= number <= most)


def test_without_a_bound_it_is_at_most_a_thousand_million() -> None:
    assert read(10**9, asking("number")) == 10**9
    assert is_refused(10**9 + 1, asking("number"))


@pytest.mark.parametrize("raw", [value for value in ODD if value != "٣"], ids=repr)
def test_what_is_no_number_is_refused_in_words(raw: Any) -> None:
    assert is_refused(raw, asking("number"))


@pytest.mark.parametrize("raw", [True, False, None, "", " ", "½", "十二", "12个", "Ⅻa"])
def test_what_only_looks_like_one_is_refused(raw: Any) -> None:
    assert is_refused(raw, asking("number"))

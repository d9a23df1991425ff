"""Words of several lines keep their lines, and all that can be seen in them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.matters.field_types.reading import ODD, asking, is_refused, read


def test_lines_stay_lines_whatever_ends_them() -> None:
    for end in ("\n", "\r\n", "\r", "\u2028", "\x0b"):
        assert read(f"一{end}二", asking("long_text")) == "一\n二"


def test_a_rare_name_is_kept_and_what_nobody_sees_is_not() -> None:
    assert read("\u202e钟\x00\ud800𠮷\ue000", asking("long_text")) == "钟𠮷\ue000"


@given(st.text(max_size=60))
def test_whatever_is_typed_is_refused_or_read_once_and_for_all(typed: str) -> None:
    asked = asking("long_text")
    if not is_refused(typed, asked):
        kept = read(typed, asked)
        assert read(kept, asked) == kept
        assert "\x00" not in kept


@given(st.integers(1, 50), st.integers(1, 50))
def test_it_is_as_long_as_the_field_allows(most: int, length: int) -> None:
    assert is_refused("钟" * length, asking("long_text", max_length=most)) == (length > most)


@pytest.mark.parametrize("raw", [value for value in ODD if not isinstance(value, str)], ids=repr)
def test_what_is_no_text_is_refused(raw: Any) -> None:
    assert is_refused(raw, asking("long_text"))

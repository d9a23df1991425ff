"""A line of words keeps all that can be seen, on one line, and is never cut."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.matters.field_types.reading import ODD, asking, is_refused, read

WORDS = "钟𠮷\ue000ab1 \n\u3000\u200b\x00"


@given(st.text(alphabet=WORDS, max_size=40))
def test_what_is_read_is_one_line_and_read_again_the_same(typed: str) -> None:
    asked = asking("text")
    if not is_refused(typed, asked):
        line = read(typed, asked)
        assert "\n" not in line
        assert line == line.strip() == read(line, asked)
        assert [sign for sign in line if sign not in " "] == [
            sign for sign in typed if sign in "钟𠮷\ue000ab1"
        ]


@given(st.integers(1, 50), st.integers(1, 50))
def test_it_is_as_long_as_the_field_allows_and_longer_ones_are_refused_whole(most: int, length: int) -> None:
    assert is_refused("钟" * length, asking("text", max_length=most)) == (length > most)


@pytest.mark.parametrize("raw", [value for value in ODD if not isinstance(value, str)], ids=repr)
def test_what_is_no_text_is_refused(raw: Any) -> None:
    assert is_refused(raw, asking("text"))


@pytest.mark.parametrize("raw", ["", " ", "\x00", "\ud800", "\u200b\u3000", "\ufe0f", "锟\ufffd"])
def test_what_shows_nothing_or_was_lost_on_the_way_is_refused(raw: str) -> None:
    assert is_refused(raw, asking("text"))

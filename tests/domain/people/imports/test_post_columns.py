"""Usernames and staff numbers of lists are read as they will be compared, or refused in words."""

import pytest

from sanling.domain.people.imports.post_columns import COLUMNS

READ = {column.code: column.value_of for column in COLUMNS}


@pytest.mark.parametrize(("raw", "number"), [("７", "7"), (" a-01 ", "a-01"), ("１０ ２３", "1023")])
def test_a_staff_number_has_one_spelling(raw: str, number: str) -> None:
    assert READ["number"](raw) == number


@pytest.mark.parametrize(
    ("column", "raw"),
    [
        ("number", "7/8"),
        ("number", "x" * 41),
        ("username", "138"),
        ("username", "王 五"),
        ("begins", "昨天"),
        ("name", ""),
    ],
)
def test_what_is_none_is_refused_in_words(column: str, raw: str) -> None:
    with pytest.raises(ValueError) as refused:
        READ[column](raw)
    assert str(refused.value)


def test_no_heading_means_two_columns() -> None:
    headings = [name for column in COLUMNS for name in column.names]
    assert len(headings) == len(set(headings))

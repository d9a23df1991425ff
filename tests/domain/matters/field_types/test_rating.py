"""A rating is one to five stars."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.workflow.field_types import field_type
from tests.domain.matters.field_types.reading import ODD, asking, is_refused, read
from tests.domain.workflow.test_field_types import Called


@given(st.integers(-10, 20))
def test_it_is_a_number_from_one_to_five(stars: int) -> None:
    for raw in (stars, str(stars)):
        assert is_refused(raw, asking("rating")) == (not 1 <= stars <= 5)
    if 1 <= stars <= 5:
        assert read(str(stars), asking("rating")) == stars


@pytest.mark.parametrize("raw", [*ODD, True, "5.0", "05", " 5", "五", "٥", "5\n", None, ""], ids=repr)
def test_anything_else_is_none(raw: Any) -> None:
    assert is_refused(raw, asking("rating"))


def test_it_is_shown_out_of_five() -> None:
    assert field_type("rating").show(4, asking("rating").field, Called()) == "4 分（满分 5 分）"

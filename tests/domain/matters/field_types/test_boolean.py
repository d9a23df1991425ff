"""A box is ticked or not, as forms and programs say it; a required one must be ticked."""

from typing import Any

import pytest
from django.utils import translation

from sanling.domain.workflow.field_types import field_type
from tests.domain.matters.field_types.reading import ODD, asking, is_refused, read
from tests.domain.workflow.test_field_types import Called


@pytest.mark.parametrize("raw", [True, "true", "on", "1", 1])
@pytest.mark.parametrize("required", [True, False])
def test_ticked_is_said_in_these_ways(raw: Any, *, required: bool) -> None:
    assert read(raw, asking("boolean", required=required)) is True


@pytest.mark.parametrize("raw", [False, "false", "off", "0", 0])
def test_not_ticked_is_said_in_these_ways_and_is_no_answer_where_it_must_be(raw: Any) -> None:
    assert read(raw, asking("boolean")) is False
    assert is_refused(raw, asking("boolean", required=True))


@pytest.mark.parametrize("raw", [*ODD, "yes", "TRUE", "是", "2", 2, "", "１", [True]], ids=repr)
def test_anything_else_is_no_answer(raw: Any) -> None:
    assert is_refused(raw, asking("boolean"))


def test_it_is_shown_in_a_word() -> None:
    field, kind = asking("boolean").field, field_type("boolean")
    with translation.override("zh-hans"):
        assert (kind.show(True, field, Called()), kind.show(False, field, Called())) == ("是", "否")

"""A choice is the code of one of the options that the definition lists, and is shown by its name."""

from typing import Any

import pytest

from sanling.domain.workflow.field_types import field_type
from tests.domain.matters.field_types.reading import ODD, asking, is_refused, read
from tests.domain.workflow.test_field_types import Called

OPTIONS = [
    {"code": "oral", "name": {"zh": "口头", "en": "Oral"}},
    {"code": "written", "name": {"zh": "书面", "en": "Written"}},
]


def test_an_option_is_read_by_its_code_and_shown_by_its_name() -> None:
    asked = asking("choice", options=OPTIONS)
    assert read("written", asked) == "written"
    assert field_type("choice").show("written", asked.field, Called()) == "书面"


@pytest.mark.parametrize("raw", [*ODD, "Written", "书面", " written", "written ", "", None, True], ids=repr)
def test_what_is_no_option_is_refused(raw: Any) -> None:
    assert is_refused(raw, asking("choice", options=OPTIONS))


def test_an_option_that_is_no_more_is_shown_by_its_code() -> None:
    assert field_type("choice").show("sung", asking("choice", options=OPTIONS).field, Called()) == "sung"

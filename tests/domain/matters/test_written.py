"""Words are read as their type reads them, no longer than the field allows, and missing ones are told."""

from typing import Any

import pytest

from sanling.domain.matters.written import written
from sanling.domain.workflow.field_types import Wrong
from tests.domain.matters.field_types.reading import asking


def test_the_reader_gets_the_words_and_the_length_and_that_something_must_be_there() -> None:
    said: dict[str, Any] = {}

    def reader(raw: str, **how: Any) -> str:
        said.update(how, raw=raw)
        return "kept"

    assert written("typed", asking("text", max_length=7), reader) == "kept"
    assert said == {"raw": "typed", "longest": 7, "required": True}


def test_what_the_reader_says_is_for_the_writer() -> None:
    def reader(_raw: str, **_how: Any) -> str:
        raise ValueError("too long")

    with pytest.raises(Wrong, match="too long"):
        written("typed", asking("text"), reader)


@pytest.mark.parametrize("raw", [None, 1, ["a"], b"a", {"a": "b"}])
def test_what_is_no_text_never_gets_to_the_reader(raw: Any) -> None:
    with pytest.raises(Wrong):
        written(raw, asking("text"), lambda *_raw, **_how: "kept")

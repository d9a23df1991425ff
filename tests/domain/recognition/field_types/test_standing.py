"""A standing is computed and never typed; the timeline shows its colour and month, and neither rules nor facts."""

import pytest

from sanling.domain.recognition.field_types.standing import StandingType
from sanling.domain.workflow.field_types import RowNames
from tests.domain.matters.field_types.reading import asking, is_refused, read

TOLD = {
    "colour": "orange",
    "name": {"zh": "橙色", "en": "Orange"},
    "month": "2026-07",
    "reasons": [{"id": 1, "rule": "casualties", "standard": 1, "facts": [7]}],
}


class _Nobody(RowNames):
    def of(self, named: str, key: object) -> str:
        return ""


def test_it_is_kept_whole_and_shown_as_colour_and_month() -> None:
    asked = asking("standing")
    assert read(TOLD, asked) == TOLD
    assert StandingType().show(TOLD, asked.field, _Nobody()) == "橙色 · 2026-07"
    assert StandingType().show({**TOLD, "month": ""}, asked.field, _Nobody()) == "橙色"


@pytest.mark.parametrize("raw", ["orange", 7, ["orange"], True])
def test_what_somebody_types_is_refused(raw: object) -> None:
    assert is_refused(raw, asking("standing"))

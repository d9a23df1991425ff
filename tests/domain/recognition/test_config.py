"""A standard that contradicts itself is refused."""

from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from sanling.domain.recognition.config import Bounds, StandardPart
from tests.domain.recognition.random_city import make_standard


def said(**changes: Any) -> dict[str, Any]:
    return {**make_standard(Random(1)).model_dump(mode="json"), **changes}


def test_a_standard_reads_back_as_it_is() -> None:
    assert StandardPart.model_validate(said()) == make_standard(Random(1))


def test_a_city_may_have_none() -> None:
    assert StandardPart().zeros == ()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rules": []}, "no rule breaks it"),
        ({"colours": []}, "none is said"),
        (
            {"colours": [{"code": "red", "name": {"zh": "甲", "en": "A"}, "tone": "red", "veto": True}]},
            "takes no condition",
        ),
        ({"zeros": []}, "is none of zeros"),
    ],
)
def test_a_standard_that_contradicts_itself_is_refused(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        StandardPart.model_validate(said(**changes))


@pytest.mark.parametrize("bounds", [{}, {"at_least": 3, "at_most": 2}, {"at_least": -1}])
def test_bounds_leave_something_between_them(bounds: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        Bounds.model_validate(bounds)

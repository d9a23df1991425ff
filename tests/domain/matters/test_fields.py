"""What the fields of acts hold is read alike however it was typed."""

from typing import Any

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.fields import clean
from sanling.domain.matters.models import Matter
from sanling.domain.workflow.schema import Action, FormField
from sanling.foundation.labels import Label

NUMBER = FormField(code="count", type="number", name=Label(zh="数量", en="Count"))
ACTION: Action = Action.model_construct(fields=(NUMBER,))  # type: ignore[call-arg]


@pytest.mark.parametrize("typed", [12, "12", "１２", "①②", " 12\u200b", "\u202d12\u202c", "12\u3000", "12.0"])
def test_a_number_is_read_in_any_width(typed: Any) -> None:
    assert clean(ACTION, {"count": typed}, Matter()) == {"count": 12}


@pytest.mark.parametrize("typed", ["1_2", "1.5", "12个", "十二", "½", "9" * 5000, True, [1], "-1", "1e3"])
def test_what_is_no_number_is_refused(typed: Any) -> None:
    with pytest.raises(Invalid):
        clean(ACTION, {"count": typed}, Matter())

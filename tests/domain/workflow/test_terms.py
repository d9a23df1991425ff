"""Codes are short, plain and lower case; a length of time is written as it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from sanling.domain.workflow.terms import Code, Within
from sanling.foundation.calendar import Allowance, TimeUnit

CODES: TypeAdapter[str] = TypeAdapter(Code)
SPANS: TypeAdapter[Allowance] = TypeAdapter(Within)


@pytest.mark.parametrize("code", ["a", "hand_up", "z9", "a" * 39])
def test_a_code_is_a_small_word(code: str) -> None:
    assert CODES.validate_python(code) == code


@pytest.mark.parametrize(
    "code", ["", "A", "9a", "_a", "a-b", "a b", "a\n", "登记", "а", "a\x00", "a" * 40, "a٣", "ａ", None, 1]
)
def test_what_could_be_mistaken_for_another_code_is_none(code: object) -> None:
    with pytest.raises(ValidationError):
        CODES.validate_python(code)


@given(st.integers(0, 100_000), st.sampled_from(TimeUnit))
def test_a_span_is_read_as_it_was_written(amount: int, unit: TimeUnit) -> None:
    span = Allowance(amount, unit)
    written = SPANS.dump_python(span)
    assert written == f"{amount} {unit.value}"
    assert SPANS.validate_python(written) == SPANS.validate_python(span) == span


@pytest.mark.parametrize(
    "text", ["", "3", "d", "3 days", "-3 d", "٣ d", "３ d", "1e3 d", "3.5 d", "100001 d"]
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        SPANS.validate_python(text)

"""A bulletin says nothing that is not known, and numbers as they are printed alone."""

import pytest
from pydantic import ValidationError

from sanling.processes.figures.verifying.said import BulletinSaid


def test_what_is_left_out_is_nothing() -> None:
    said = BulletinSaid()
    assert (said.counts, said.rates, said.as_of) == ({}, (), None)


@pytest.mark.parametrize(
    "said",
    [{"number": 3}, {"counts": {"a": 1.5}}, {"counts": {"a": None}}, {"sums": [{"total": "a", "parts": []}]}],
)
def test_nothing_else_is_said(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        BulletinSaid.model_validate(said)

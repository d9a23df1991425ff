"""Decisions about duties, fields and tokens, without a database."""

import pytest

from sanling.domain.people.rules import Duty, mixes

pytestmark = pytest.mark.django_db


def test_duties_mix_when_there_are_two_of_them() -> None:
    assert not mixes([])
    assert not any(mixes([duty, duty]) for duty in Duty)
    assert all(mixes([duty, other]) for duty in Duty for other in Duty if other is not duty)

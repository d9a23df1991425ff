"""The demonstration has somebody on duty at the centres of the cast's places."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.people.on_duty import on_duty
from sanling.domain.people.staging import stage
from tests.city import TOWNSHIP, VILLAGE, City

pytestmark = pytest.mark.django_db


def test_somebody_is_on_duty(city: City, cast: dict[str, Player]) -> None:
    stage(profile=city.profile, posts={}, village=VILLAGE)
    assert on_duty(TOWNSHIP)
    assert {found.office.unit.division_id for found in on_duty(VILLAGE)} >= {TOWNSHIP}

"""An office takes in what the profile says, or what its lines are called among what residents report."""

import pytest

from sanling.domain.matters.directory import taken_in
from sanling.domain.people.directory import offices_at
from tests.city import CITY, TOWNSHIP, City

pytestmark = pytest.mark.django_db


def test_an_office_takes_in_what_the_profile_says_or_what_its_lines_are_called(city: City) -> None:
    offices = offices_at(TOWNSHIP)
    told = taken_in(CITY, offices)
    by_kind = {office.unit.kind: told[office.unit.pk] for office in offices}
    assert by_kind["governance_centre"] == ["群众反映的各类事项，一站受理"]
    # Its lines of subjects are nothing that residents bring.
    assert by_kind["police_station"] == ["治安问题"]

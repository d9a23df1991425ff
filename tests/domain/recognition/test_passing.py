"""At each state a recognition lies with the unit that the profile names."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.matters.timeline import timeline
from tests.city import COUNTY
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


def test_it_comes_to_the_desk_of_each_state(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "sector")
    assert recognition.unit.code == f"housing-{COUNTY}"
    walk(cast, recognition, "comparing")
    assert recognition.unit.code == f"peace_office-{COUNTY}"


def test_its_timeline_says_to_whom_it_was_passed(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "sector")
    told = {
        detail.value
        for event in timeline(cast["peace_officer"].viewer, recognition)
        for detail in event.details
    }
    assert recognition.unit.name in told
    assert "" not in told


def test_where_a_county_has_no_such_department_it_stays(recognition: Matter, cast: Cast) -> None:
    recognition.recognition.subject.sector = "mining"
    recognition.recognition.subject.save()
    before = recognition.unit_id
    walk(cast, recognition, "sector")
    assert recognition.unit_id == before

"""What happened is written down once, and corrected beside."""

import pytest

from sanling.domain.incidents.models import Incident
from tests.city import City
from tests.domain.incidents.helpers import accident, record, visit

pytestmark = pytest.mark.django_db


def test_what_a_system_tells_again_is_the_row_that_is_there(city: City) -> None:
    (first,) = record(visit(source="petitions_system", own_id="XF-1"))
    (again,) = record(visit(source="petitions_system", own_id="XF-1"))
    assert again.pk == first.pk
    assert Incident.objects.count() == 1


def test_what_a_system_tells_otherwise_corrects_what_it_told_before(city: City) -> None:
    (first,) = record(visit(source="petitions_system", own_id="XF-1"))
    (now,) = record(visit(source="petitions_system", own_id="XF-1", upheld=False))
    first.refresh_from_db()
    assert (first.replaced, now.corrects_id, now.upheld) == (True, first.pk, False)
    assert now.reason


def test_the_same_number_of_two_systems_is_two_incidents(city: City) -> None:
    record(visit(source="petitions_system", own_id="1"), visit(source="hotline", own_id="1"))
    assert Incident.objects.filter(replaced=False).count() == 2


def test_an_accident_is_graded_by_what_it_cost(city: City) -> None:
    (made,) = record(accident(deaths=3))
    made.refresh_from_db()
    assert (made.grade, made.casualties) == (2, 3)
    assert record(accident(deaths=10))[0].grade == 3

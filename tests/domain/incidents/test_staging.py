"""The demonstration has incidents of each kind."""

import pytest

from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Kind
from sanling.domain.incidents.staging import stage
from tests.city import VILLAGE, City
from tests.domain.subjects.helpers import code_of, put, said

pytestmark = pytest.mark.django_db


def test_some_subjects_had_something_of_each_kind(city: City) -> None:
    put(*(said(code_of(number), name=f"第{number}小学") for number in range(1, 301)))
    stage(profile=city.profile, posts={}, village=VILLAGE)
    assert set(Incident.objects.values_list("kind", flat=True)) == set(Kind)
    assert Incident.objects.filter(answers=None).exists()

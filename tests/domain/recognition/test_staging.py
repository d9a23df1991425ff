"""The demonstration's last month waits for its departments where the cast is at work."""

import pytest

from sanling.domain.recognition.models import Confirmation, Evaluation
from sanling.domain.recognition.months import months_back
from sanling.domain.recognition.staging import stage
from tests.city import COUNTY, SIBLING_COUNTY, VILLAGE, City

pytestmark = pytest.mark.django_db


def test_a_year_is_confirmed_and_the_last_month_in_part(city: City) -> None:
    stage(profile=city.profile, posts={}, village=VILLAGE)
    last = Confirmation.objects.filter(month=months_back(2)[1])
    assert set(last.filter(division=COUNTY).values_list("zero", flat=True)) == {"cases"}
    assert last.filter(division=SIBLING_COUNTY).count() == 3
    assert Evaluation.objects.count() == 13

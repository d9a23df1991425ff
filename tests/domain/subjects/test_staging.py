"""The demonstration city has subjects: its villages, and institutions that are nobody's."""

import pytest

from sanling.domain.subjects.models import Charge, Period, Subject
from sanling.domain.subjects.staging import stage
from tests.city import VILLAGE, City

pytestmark = pytest.mark.django_db


def test_the_demonstration_has_villages_and_institutions_with_a_history(city: City) -> None:
    stage(profile=city.profile, posts={}, village=VILLAGE)
    places = Subject.objects.filter(group="places")
    assert sorted(places.values_list("code", flat=True)) == sorted(places.values_list("division", flat=True))
    institutions = Subject.objects.filter(group="institutions")
    assert institutions.count() > 20
    assert institutions.filter(division=VILLAGE).exists()
    assert all(
        "999999" in code for code in institutions.filter(code__startswith="9").values_list("code", flat=True)
    )
    assert Charge.objects.filter(subject__in=institutions, ends_on=None).count() == 2 * institutions.count()
    assert {charge.phone[:6] for charge in Charge.objects.all()} == {"+86154"}
    assert Period.objects.filter(ends_on__isnull=False).exists()

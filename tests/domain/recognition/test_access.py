"""The lead department of a county confirms its months, and nobody else."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.recognition.access import may_confirm, visible_judged
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from tests.city import CITY, COUNTY, SIBLING_COUNTY, TEST, VILLAGE, City
from tests.domain.recognition.random_city import FIRST
from tests.domain.subjects.helpers import put, said

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "zero", "division", "may"),
    [
        ("petition_officer", "petitions", COUNTY, True),
        ("city_petition_officer", "petitions", CITY, True),
        ("petition_officer", "petitions", SIBLING_COUNTY, False),
        ("petition_officer", "petitions", VILLAGE, False),
        ("petition_officer", "cases", COUNTY, False),
        ("petition_officer", "none", COUNTY, False),
        ("village_secretary", "petitions", COUNTY, False),
        ("auditor", "petitions", COUNTY, False),
    ],
)
def test_a_month_is_confirmed_by_its_own_role_for_its_own_county(
    cast: dict[str, Player], role: str, zero: str, division: str, may: bool
) -> None:
    assert may_confirm(cast[role].viewer, zero, division) is may


def test_how_a_subject_stood_is_seen_by_whoever_sees_the_subject(city: City, cast: dict[str, Player]) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    put(said(), on=FIRST)
    evaluate(city=CITY, month=FIRST)
    seen = {
        role: visible_judged(cast[role].viewer).count()
        for role in ("peace_officer", "sibling_county_peace_officer", "auditor")
    }
    assert seen == {"peace_officer": 1, "sibling_county_peace_officer": 0, "auditor": 0}

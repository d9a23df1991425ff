"""The demonstration has a body at each unit with mediators, and experts who work beside the platform."""

import pytest

from sanling.domain.mediation.models import Body, Mediator
from sanling.domain.mediation.staging import stage
from tests.city import VILLAGE, City
from tests.domain.mediation.helpers import Cast

pytestmark = pytest.mark.django_db


def test_whoever_mediates_is_in_the_directory_with_experts_beside(cast: Cast, city: City) -> None:
    stage(profile=city.profile, posts={}, village=VILLAGE)
    assert {*Body.objects.values_list("kind", flat=True)} == {"village", "town", "trade"}
    assert Mediator.objects.filter(post=cast["mediator"].post, listed=True).exists()
    assert {*Mediator.objects.filter(post=None).values_list("profession", flat=True)} == {
        "lawyer",
        "counsellor",
        "notary",
        "legal_aid",
        "policy_expert",
    }

"""The demonstration has a body at each unit with mediators, and experts who work beside the platform."""

import pytest

from sanling.domain.mediation.models import Body, Choice, Mediator, Seal
from sanling.domain.mediation.staging import stage
from tests.city import VILLAGE, City
from tests.domain.matters.helpers import registered
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
    assert Seal.objects.filter(ended_at=None).count() == Body.objects.exclude(kind="trade").count()


@pytest.mark.usefixtures("workflows")
def test_in_some_disputes_that_nobody_mediates_yet_the_nearest_were_chosen(cast: Cast, city: City) -> None:
    matters = [registered().matter for _time in range(3)]
    stage(profile=city.profile, posts={}, village=VILLAGE)
    assert {*Choice.objects.values_list("matter", flat=True)} == {matter.pk for matter in matters[1:]}
    matters[2].refresh_from_db()
    assert matters[2].state == "assigned"

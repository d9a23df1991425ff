"""Whoever brought a dispute reads on its page where it was handed over, as soon as the sides may know of it."""

import pytest
from django.test import Client

from sanling.domain.matters.models import Matter
from sanling.foundation.privacy.tokens import digest, new_token
from tests.domain.mediation.handed import REASON, answered, at_police, handed_to
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def tracked(client: Client, matter_id: int) -> str:
    """Return the page of a matter behind its secret link."""
    token = new_token()
    Matter.objects.filter(pk=matter_id).update(link_digest=digest(token))
    return client.get(f"/t/{token}/").content.decode()


def test_what_went_to_the_police_is_told_once_they_let_it_be_told_and_never_why(
    cast: Cast, client: Client
) -> None:
    handover = at_police(cast)
    station = cast["station_officer"].post.unit.name
    assert station not in tracked(client, handover.dispute_id)
    answered(cast, handover)
    page = tracked(client, handover.dispute_id)
    assert station in page
    assert REASON not in page
    assert handover.matter.number not in page


def test_what_may_be_told_at_once_is(cast: Cast, client: Client) -> None:
    matter, *_sides = two_sides(cast)
    handover = handed_to(cast, matter, "court")
    assert "移送情况" in (page := tracked(client, matter.pk))
    assert handover.matter.number not in page

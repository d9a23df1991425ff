"""Subscribing: who leads a unit names an address, which may be reached, by a token that works."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.processes.webhooks.actions.subscribe import LONGEST_URL, MOST_A_UNIT, Subscribed
from sanling.processes.webhooks.models import Subscription
from tests.processes.webhooks.conftest import subscribed_by


def test_an_unknown_event_and_an_inside_address_are_refused(cast: dict[str, Player]) -> None:
    leader = cast["centre_director"]
    with pytest.raises(ValidationError, match="events"):
        subscribed_by(leader, "http://127.0.0.1:9/", events=["nonsense"])
    with pytest.raises(ValidationError, match="url"):
        subscribed_by(leader, "https://10.0.0.1/")


def test_the_secret_is_encrypted_in_the_database(subscribed: Subscribed) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM webhooks_subscription")
        (stored,) = cursor.fetchone()
    assert subscribed.secret.encode() not in bytes(stored)


def test_a_unit_has_ten_addresses_at_most_and_one_that_ended_makes_room(
    cast: dict[str, Player], subscribed: Subscribed
) -> None:
    director = cast["centre_director"]
    for nth in range(MOST_A_UNIT - 1):
        subscribed_by(director, f"http://127.0.0.1:9/{nth}")
    with pytest.raises(ValidationError, match="url"):
        subscribed_by(director, "http://127.0.0.1:9/more")
    Subscription.objects.filter(pk=subscribed.subscription.pk).update(ended_at=clock.now())
    assert subscribed_by(director, "http://127.0.0.1:9/more").subscription.events == []


@pytest.mark.parametrize(
    "url", ["", "ftp://1.1.1.1/", "https://", "http://127.0.0.1:9/" + "x" * LONGEST_URL, "https://\x00", "/x"]
)
def test_what_is_no_address_or_longer_than_one_is_refused(cast: dict[str, Player], url: str) -> None:
    with pytest.raises(ValidationError, match="url"):
        subscribed_by(cast["centre_director"], url)


def test_events_are_kept_once_in_order_and_it_is_recorded_with_its_token(cast: dict[str, Player]) -> None:
    made = subscribed_by(cast["centre_director"], "https://1.1.1.1/", events=["route", "accept", "route"])
    assert made.subscription.events == ["accept", "route"]
    row = AuditRow.objects.get(act="webhook.subscribe")
    assert row.detail["token"] == made.subscription.token_id
    assert made.secret not in str(row.detail)

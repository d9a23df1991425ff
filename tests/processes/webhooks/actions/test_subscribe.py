"""Subscribing: who leads a unit names an address, which may be reached, by a token that works."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from sanling.processes.simulation.cast import Player
from sanling.processes.webhooks.actions.subscribe import Subscribed
from tests.processes.webhooks.conftest import subscribed_by


def test_an_unknown_event_and_an_inside_address_are_refused(cast: dict[str, Player]) -> None:
    leader = cast["centre_director"]
    with pytest.raises(ValidationError, match="events"):
        subscribed_by(leader, "https://1.1.1.1/", events=["nonsense"])
    with pytest.raises(ValidationError, match="url"):
        subscribed_by(leader, "https://10.0.0.1/")


def test_the_secret_is_encrypted_in_the_database(subscribed: Subscribed) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM webhooks_subscription")
        (stored,) = cursor.fetchone()
    assert subscribed.secret.encode() not in bytes(stored)

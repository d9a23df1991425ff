"""Unsubscribing: an address is told no more, and what waits for it is dropped."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.processes.reactions import react
from sanling.processes.simulation.cast import Player
from sanling.processes.webhooks.actions.replay import replay
from sanling.processes.webhooks.actions.subscribe import Subscribed
from sanling.processes.webhooks.actions.unsubscribe import unsubscribe
from sanling.processes.webhooks.models import Delivery
from sanling.processes.webhooks.send import send_due
from tests.domain.matters.helpers import registered
from tests.processes.webhooks.conftest import Receiver, subscribed_by


def tell() -> int:
    """React to what happened, and send what is due."""
    react()
    return send_due()


def test_after_the_end_nothing_more_is_told(
    subscribed: Subscribed, receiver: Receiver, cast: dict[str, Player]
) -> None:
    registered()
    react()
    unsubscribe(actor=cast["centre_director"].viewer, subscription_id=subscribed.subscription.pk)
    registered()
    assert tell() == 0
    assert not Delivery.objects.exists()


def test_who_does_not_lead_the_unit_manages_nothing(
    subscribed: Subscribed, receiver: Receiver, cast: dict[str, Player]
) -> None:
    clerk = cast["intake_officer"].viewer
    with pytest.raises(PermissionDenied):
        subscribed_by(cast["intake_officer"], receiver.url)
    with pytest.raises(PermissionDenied):
        unsubscribe(actor=clerk, subscription_id=subscribed.subscription.pk)
    with pytest.raises(PermissionDenied):
        replay(actor=clerk, subscription_id=subscribed.subscription.pk)

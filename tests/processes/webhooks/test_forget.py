"""Deliveries that are over are forgotten after a month."""

from datetime import timedelta

from sanling.domain.matters.models import Matter
from sanling.foundation import clock
from sanling.processes.reactions import react
from sanling.processes.webhooks.actions.subscribe import Subscribed
from sanling.processes.webhooks.forget import forget_deliveries
from sanling.processes.webhooks.models import Subscription
from sanling.processes.webhooks.send import send_due
from tests.domain.matters.helpers import registered
from tests.processes.webhooks.conftest import Receiver, tell


def test_what_was_queued_while_an_address_ended_is_forgotten(
    subscribed: Subscribed, receiver: Receiver
) -> None:
    registered()
    react()
    Subscription.objects.update(ended_at=clock.now())
    assert send_due() == 0
    assert forget_deliveries() == 1


def test_old_deliveries_are_forgotten(subscribed: Subscribed, receiver: Receiver) -> None:
    registered()
    tell()
    assert forget_deliveries() == 0
    with clock.turned(shift=timedelta(days=31)):
        assert forget_deliveries() == 1
    assert Matter.objects.exists()

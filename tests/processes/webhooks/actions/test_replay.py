"""Replaying: what was given up is tried again from the beginning, by the same ids."""

from datetime import timedelta

from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.processes.reactions import react
from sanling.processes.webhooks.actions.replay import replay
from sanling.processes.webhooks.actions.subscribe import Subscribed
from sanling.processes.webhooks.queries import deliveries_of
from sanling.processes.webhooks.send import PATIENCE, send_due
from tests.domain.matters.helpers import registered
from tests.processes.webhooks.conftest import Receiver

DAY = timedelta(days=2)


def test_what_never_arrives_is_given_up_listed_and_replayed(
    subscribed: Subscribed, receiver: Receiver, cast: dict[str, Player]
) -> None:
    receiver.status = 503
    registered()
    react()
    for n in range(len(PATIENCE) + 3):
        with clock.turned(shift=DAY * n):
            send_due()
    (dead,) = deliveries_of(subscribed.subscription, "dead")
    assert dead.attempts == len(PATIENCE) + 1 == len(receiver.told)
    assert "503" in dead.last_error

    receiver.status = 200
    leader = cast["centre_director"].viewer
    assert replay(actor=leader, subscription_id=subscribed.subscription.pk) == 1
    send_due()
    dead.refresh_from_db()
    assert dead.delivered_at is not None
    assert len({told.headers["webhook-id"] for told in receiver.told}) == 1

"""Unsubscribing: an address is told no more, and what waits for it is dropped."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.cast import Player
from sanling.domain.people.models import AccessToken
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.processes.reactions import react
from sanling.processes.webhooks.actions.replay import replay
from sanling.processes.webhooks.actions.subscribe import Subscribed
from sanling.processes.webhooks.actions.unsubscribe import end_with_tokens, unsubscribe
from sanling.processes.webhooks.models import Delivery
from tests.domain.matters.helpers import registered
from tests.processes.webhooks.conftest import Receiver, subscribed_by, tell


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


def test_what_arrived_is_kept_and_a_second_end_changes_nothing(
    subscribed: Subscribed, cast: dict[str, Player]
) -> None:
    registered()
    registered()
    react()
    first = Delivery.objects.order_by("pk")[0]
    Delivery.objects.filter(pk=first.pk).update(delivered_at=clock.now())
    director = cast["centre_director"].viewer
    ended = unsubscribe(actor=director, subscription_id=subscribed.subscription.pk)
    assert list(Delivery.objects.all()) == [first]
    with clock.turned(shift=timedelta(days=1)):
        again = unsubscribe(actor=director, subscription_id=subscribed.subscription.pk)
    assert again.ended_at == ended.ended_at
    assert AuditRow.objects.filter(act="webhook.unsubscribe").count() == 1


def test_with_its_token_it_ends_by_itself_and_the_system_is_named(subscribed: Subscribed) -> None:
    assert end_with_tokens() == 0
    AccessToken.objects.update(revoked_at=clock.now())
    assert (end_with_tokens(), end_with_tokens()) == (1, 0)
    row = AuditRow.objects.get(act="webhook.unsubscribe")
    assert row.actor_key == "system:webhooks"

"""Webhooks are shown to who keeps them, with what waits, arrived or died; those that ended are shown to nobody."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.people.cast import Player
from sanling.domain.people.models import AccessToken
from sanling.foundation import clock
from sanling.processes.reactions import react
from sanling.processes.webhooks.actions.subscribe import Subscribed
from sanling.processes.webhooks.models import Delivery, Subscription
from sanling.processes.webhooks.queries import (
    deliveries_of,
    kept_by,
    led_units,
    silent_addresses,
    subscriptions_of,
    with_last_delivery,
)
from tests.domain.matters.helpers import registered
from tests.domain.people.reaches import reach, viewer

Cast = dict[str, Player]


def test_one_leads_ones_own_unit_and_none_that_one_stands_in_for() -> None:
    leader, other = reach("centre_director", post=1, unit=10), reach("intake_officer", post=2, unit=20)
    assert led_units(viewer(leader, other)) == {10}
    assert led_units(viewer(other, leader)) == frozenset()


@pytest.mark.django_db
def test_a_webhook_is_kept_by_its_units_leader_its_tokens_post_and_who_administers(
    subscribed: Subscribed, cast: Cast
) -> None:
    ours = subscribed.subscription
    keeping = {
        who
        for who, player in cast.items()
        if who != "former_intake_officer" and ours in kept_by(player.viewer)
    }
    assert keeping == {"centre_director", "administrator"}
    director = cast["centre_director"].viewer
    AccessToken.objects.update(post=cast["county_centre_director"].post)
    assert ours in kept_by(director)
    assert ours in kept_by(cast["county_centre_director"].viewer)
    AccessToken.objects.update(post=cast["centre_director"].post)
    Subscription.objects.update(unit=cast["county_centre_director"].post.unit)
    assert ours in kept_by(director)
    assert ours not in subscriptions_of(director)
    Subscription.objects.update(unit=cast["centre_director"].post.unit)
    leading = {
        who
        for who, player in cast.items()
        if who != "former_intake_officer" and ours in subscriptions_of(player.viewer)
    }
    assert leading == {"centre_director"}


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["ended", "revoked"])
def test_what_has_ended_by_itself_or_with_its_token_is_shown_to_nobody(
    subscribed: Subscribed, cast: Cast, ending: str
) -> None:
    if ending == "ended":
        Subscription.objects.update(ended_at=clock.now())
    else:
        AccessToken.objects.update(revoked_at=clock.now())
    director = cast["centre_director"].viewer
    assert not subscriptions_of(director).exists()
    assert not kept_by(director).exists()


@pytest.mark.django_db
def test_what_waits_arrived_and_died_is_told_apart_and_counted_with_one_query(
    subscribed: Subscribed, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _nth in range(3):
        registered()
    react()
    waiting, arrived, dead = Delivery.objects.order_by("pk")
    at = clock.now() - timedelta(minutes=1)
    Delivery.objects.filter(pk=arrived.pk).update(delivered_at=at)
    Delivery.objects.filter(pk=dead.pk).update(dead_at=at, last_error="503")
    ours = subscribed.subscription
    for condition, found in (("waiting", waiting), ("delivered", arrived), ("dead", dead)):
        assert list(deliveries_of(ours, condition)) == [found]  # type: ignore[arg-type]
    assert list(deliveries_of(ours)) == [dead, arrived, waiting]
    with django_assert_num_queries(1):
        (row,) = with_last_delivery(Subscription.objects.all())
    told = vars(row)
    assert (told["last_arrived_at"], told["last_error"], told["waiting"]) == (at, "503", 1)


@pytest.mark.django_db
def test_silent_are_addresses_that_failed_when_they_were_last_tried(subscribed: Subscribed) -> None:
    registered()
    react()
    assert silent_addresses() == (0, 0)
    Subscription.objects.update(failures=2)
    assert silent_addresses() == (1, 1)
    Subscription.objects.update(ended_at=clock.now())
    assert silent_addresses() == (0, 0)

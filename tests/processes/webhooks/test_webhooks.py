"""Units are told of their matters: signed, in order, again and again with patience, and never too much."""

import base64
import hashlib
import hmac
import secrets
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from pytest_django import Settings

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.models import Matter
from sanling.foundation import clock
from sanling.processes.reactions import react
from sanling.processes.simulation.cast import Player
from sanling.processes.webhooks.actions.replay import replay
from sanling.processes.webhooks.actions.subscribe import Subscribed
from sanling.processes.webhooks.actions.unsubscribe import unsubscribe
from sanling.processes.webhooks.forget import forget_deliveries
from sanling.processes.webhooks.models import Delivery, Subscription
from sanling.processes.webhooks.queries import deliveries_of
from sanling.processes.webhooks.send import PATIENCE, send_due
from tests.city import SIBLING_TOWNSHIP, City
from tests.domain.matters.helpers import act, registered
from tests.processes.webhooks.conftest import Receiver, subscribed_by

DAY = timedelta(days=2)


def tell() -> int:
    """React to what happened, and send what is due."""
    react()
    return send_due()


def test_a_unit_is_told_of_its_matter_without_what_was_written_or_who_wrote(
    subscribed: Subscribed, receiver: Receiver
) -> None:
    matter = registered().matter
    assert tell() == 1
    (told,) = receiver.told
    assert told.body["type"] == "matter.register"
    assert told.body["data"]["number"] == matter.number
    assert told.body["data"]["version"] == 1
    assert matter.title not in told.raw.decode()
    assert "王小明" not in told.raw.decode()


def test_the_signature_is_that_of_standard_webhooks(subscribed: Subscribed, receiver: Receiver) -> None:
    registered()
    tell()
    (told,) = receiver.told
    key = base64.b64decode(subscribed.secret.removeprefix("whsec_"))
    signed = f"{told.headers['webhook-id']}.{told.headers['webhook-timestamp']}.".encode() + told.raw
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert told.headers["webhook-signature"] == f"v1,{expected}"
    assert told.headers["webhook-id"] == f"d{Delivery.objects.get().pk}"


def test_nothing_is_sent_that_words_everybody_knows_would_sign(
    subscribed: Subscribed, receiver: Receiver, settings: Settings
) -> None:
    settings.PRIVACY_KEYS = {"other": secrets.token_bytes(32)}
    registered()
    assert tell() == 1
    assert receiver.told == []
    assert "can't be read" in Delivery.objects.get().last_error


def test_other_units_matters_are_not_told(subscribed: Subscribed, receiver: Receiver) -> None:
    registered(division=SIBLING_TOWNSHIP)
    assert tell() == 0


def test_a_unit_is_not_told_of_a_report_against_itself(
    subscribed: Subscribed, receiver: Receiver, city: City
) -> None:
    unit = subscribed.subscription.unit
    accused = PartyDetails(role="respondent", unit_id=unit.pk)
    registered(concealed=True, parties=[accused], channel="letter")
    assert tell() == 0


def test_only_the_events_asked_for_are_told(
    cast: dict[str, Player], workflows: None, receiver: Receiver
) -> None:
    subscribed_by(cast["centre_director"], receiver.url, events=["accept"])
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "accept")
    tell()
    assert receiver.actions == ["accept"]


def test_a_failed_delivery_holds_up_its_matter_and_no_other_and_is_tried_again_with_patience(
    subscribed: Subscribed, receiver: Receiver, cast: dict[str, Player]
) -> None:
    officer = cast["intake_officer"].viewer
    first, second = registered().matter, registered().matter
    receiver.status_of[first.number] = 500
    act(officer, first, "accept")
    act(officer, second, "accept")
    tell()
    with clock.turned(shift=PATIENCE[0] / 2):
        tell()
    # The address was left in peace after its failure.
    assert len(receiver.told) == 1
    receiver.status_of.clear()
    with clock.turned(shift=PATIENCE[0] * 2):
        tell()
    of = {
        number: [one for one in receiver.told if one.body["data"]["number"] == number]
        for number in (first.number, second.number)
    }
    assert [one.body["data"]["version"] for one in of[first.number]] == [1, 1, 2]
    assert [one.body["data"]["version"] for one in of[second.number]] == [1, 2]
    # The repetition can be told by its id.
    assert of[first.number][0].headers["webhook-id"] == of[first.number][1].headers["webhook-id"]


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
    assert len({one.headers["webhook-id"] for one in receiver.told}) == 1


def test_a_redirect_is_no_success(subscribed: Subscribed, receiver: Receiver) -> None:
    receiver.status = 302
    registered()
    tell()
    assert "302" in Delivery.objects.get().last_error
    assert len(receiver.told) == 1


def test_a_worker_that_died_lets_go(subscribed: Subscribed, receiver: Receiver) -> None:
    registered()
    react()
    Delivery.objects.update(taken_until=clock.now() + timedelta(minutes=10), attempts=1)
    assert send_due() == 0
    with clock.turned(shift=timedelta(minutes=11)):
        assert send_due() == 1


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

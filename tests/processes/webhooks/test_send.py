"""Deliveries go out at least once, each matter's in its order, and again and again with patience."""

import secrets
from datetime import timedelta

from pytest_django import Settings

from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.processes.reactions import react
from sanling.processes.webhooks.actions.subscribe import Subscribed
from sanling.processes.webhooks.models import Delivery
from sanling.processes.webhooks.send import PATIENCE, send_due
from tests.domain.matters.helpers import act, registered
from tests.processes.webhooks.conftest import Receiver, tell


def test_nothing_is_sent_that_words_everybody_knows_would_sign(
    subscribed: Subscribed, receiver: Receiver, settings: Settings
) -> None:
    settings.PRIVACY_KEYS = {"other": secrets.token_bytes(32)}
    registered()
    assert tell() == 1
    assert receiver.told == []
    assert "can't be read" in Delivery.objects.get().last_error


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
        number: [told for told in receiver.told if told.body["data"]["number"] == number]
        for number in (first.number, second.number)
    }
    assert [told.body["data"]["version"] for told in of[first.number]] == [1, 1, 2]
    assert [told.body["data"]["version"] for told in of[second.number]] == [1, 2]
    # The repetition can be told by its id.
    assert of[first.number][0].headers["webhook-id"] == of[first.number][1].headers["webhook-id"]


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

"""Messages go out once, are tried again with patience, and given up with the reason."""

from datetime import timedelta

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.delivery.channels.base import Message, NotSent
from sanling.foundation.delivery.channels.text_message import TextMessage
from sanling.processes.notices.dispatch import FAILURES_A_BEAT, PATIENCE, forget_outgoing, send_outgoing
from sanling.processes.notices.models import Outgoing
from tests.messages import Gateway
from tests.processes.notices.conftest import assigned

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


class Refusing:
    """A channel that refuses, and keeps what it was sent."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, lasting: bool) -> None:
        self.tried: list[Message] = []

        def send(_channel: object, message: Message) -> None:
            self.tried.append(message)
            raise NotSent("a.test answered 500", lasting=lasting)

        monkeypatch.setattr(TextMessage, "send", send)


def later(by: timedelta) -> None:
    """Let time pass for what waits."""
    for row in Outgoing.objects.all():
        row.due_at -= by
        row.save()


def test_what_fails_is_tried_again_with_patience_and_then_given_up_with_the_reason(
    cast: Cast, workflows: None, by_sms: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing = Refusing(monkeypatch, lasting=False)
    assigned(cast)
    for wait in PATIENCE:
        assert send_outgoing() == 1
        assert send_outgoing() == 0
        later(wait)
    assert send_outgoing() == 1
    row = Outgoing.objects.get()
    assert row.failed_at is not None
    assert row.last_error == "a.test answered 500"
    assert len(refusing.tried) == len(PATIENCE) + 1
    assert len({message.key for message in refusing.tried}) == 1
    later(timedelta(days=1))
    assert send_outgoing() == 0


def test_what_would_be_refused_the_next_time_too_is_given_up_at_once(
    cast: Cast, workflows: None, by_sms: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    Refusing(monkeypatch, lasting=True)
    assigned(cast)
    assert send_outgoing() == 1
    assert Outgoing.objects.get().failed_at is not None


def test_a_channel_that_is_away_is_left_until_the_next_beat(
    cast: Cast, workflows: None, by_sms: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing = Refusing(monkeypatch, lasting=False)
    matter = assigned(cast)
    row = Outgoing.objects.get()
    others = [player.post for player in cast.values()][: FAILURES_A_BEAT + 2]
    Outgoing.objects.all().delete()
    for post in others:
        row.pk, row.post = None, post
        row.save()
    monkeypatch.setattr(
        "sanling.processes.notices.dispatch.message_of",
        lambda rows: Message(key=str(rows[0].pk), address="x", text=matter.number, link=""),
    )
    assert send_outgoing() == FAILURES_A_BEAT
    assert len(refusing.tried) == FAILURES_A_BEAT
    assert send_outgoing() == 2


def test_a_fault_of_our_own_holds_up_nobody_and_is_told_without_its_words(
    cast: Cast, workflows: None, by_sms: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_channel: object, _message: Message) -> None:
        raise RuntimeError("+8613812340099")

    monkeypatch.setattr(TextMessage, "send", fails)
    assigned(cast)
    assert send_outgoing() == 1
    assert Outgoing.objects.get().last_error == "The message could not be made."


def test_what_a_worker_died_over_is_sent_when_its_time_is_over(
    cast: Cast, workflows: None, by_sms: Gateway
) -> None:
    assigned(cast)
    Outgoing.objects.update(taken_until=clock.now() + timedelta(minutes=1))
    assert send_outgoing() == 0
    Outgoing.objects.update(taken_until=clock.now() - timedelta(seconds=1))
    assert send_outgoing() == 1


def test_nothing_is_begun_once_the_worker_is_to_stop(cast: Cast, workflows: None, by_sms: Gateway) -> None:
    assigned(cast)
    assert send_outgoing(lambda: True) == 0
    assert Outgoing.objects.exists()


def test_what_was_given_up_a_quarter_ago_is_forgotten(cast: Cast, workflows: None, by_sms: Gateway) -> None:
    assigned(cast)
    Outgoing.objects.update(failed_at=clock.now() - timedelta(days=89))
    assert forget_outgoing() == 0
    Outgoing.objects.update(failed_at=clock.now() - timedelta(days=91))
    assert forget_outgoing() == 1

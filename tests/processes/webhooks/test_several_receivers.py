"""Receivers do each other no harm: slow, broken, ended or poisoned, an address concerns itself alone."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
from django.db import connection

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.processes.webhooks import send
from sanling.processes.webhooks.actions.unsubscribe import unsubscribe
from sanling.processes.webhooks.models import Delivery, Subscription
from sanling.processes.webhooks.send import TAKEN_FOR, send_due
from tests.processes.webhooks.conftest import Receiver, happened


def test_a_receiver_that_hangs_keeps_no_other_waiting(slow: Receiver, fast: Receiver) -> None:
    numbers = happened(3)
    begun, arrived = monotonic(), []

    def fast_has_all() -> bool:
        if len(fast.told) == 3:
            arrived.append(monotonic())
        return len(fast.told) == 3

    slow.may_answer = fast_has_all
    assert send_due() == 6
    assert arrived[0] - begun < 1
    assert slow.numbers == fast.numbers == numbers


def test_what_happens_while_a_receiver_hangs_is_told_to_others_within_a_second(
    slow: Receiver, fast: Receiver
) -> None:
    happened(1)
    slow.may_answer = lambda: len(fast.told) == 2
    happened_at: list[float] = []

    def meanwhile() -> bool:
        if not happened_at and slow.told and fast.told:
            happened(1)
            happened_at.append(monotonic())
        return False

    assert send_due(meanwhile) == 4
    assert monotonic() - happened_at[0] < 1.5
    assert len(slow.told) == len(fast.told) == 2


def test_who_unsubscribes_during_a_round_is_told_no_more_and_nobody_is_told_twice(
    cast: dict[str, Player], slow: Receiver, fast: Receiver
) -> None:
    numbers = happened(3)
    address = Subscription.objects.get(url=slow.url)
    leader = cast["centre_director"].viewer
    slow.may_answer = lambda: False

    def leave() -> bool:
        if slow.told:
            unsubscribe(actor=leader, subscription_id=address.pk)
            slow.may_answer = lambda: True
        return False

    assert send_due(leave) == 4
    assert len(slow.told) == 1
    with clock.turned(shift=TAKEN_FOR * 10):
        assert send_due() == 0
    assert fast.numbers == numbers
    assert not Delivery.objects.filter(delivered_at=None).exists()


def test_a_secret_that_can_not_be_read_stops_its_own_address_only(slow: Receiver, fast: Receiver) -> None:
    poisoned = Subscription.objects.get(url=slow.url)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE webhooks_subscription SET secret = 'nonsense' WHERE id = %s", [poisoned.pk])
    numbers = happened(2)
    assert send_due() == 3
    assert (slow.numbers, fast.numbers) == ([], numbers)
    poisoned = Subscription.objects.defer("secret").get(pk=poisoned.pk)
    assert poisoned.failures == 1
    assert poisoned.deliveries.exclude(last_error="").count() == 1


def test_addresses_take_turns_when_there_are_more_than_senders(
    slow: Receiver, fast: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send, "SENDERS", 1)
    happened(3)
    ahead: list[int] = []

    def watch() -> bool:
        ahead.append(abs(len(slow.told) - len(fast.told)))
        return False

    assert send_due(watch) == 6
    assert max(ahead) == 1


def test_a_worker_that_is_told_to_stop_begins_nothing_more(slow: Receiver) -> None:
    happened(3)
    assert send_due(lambda: bool(slow.told)) == 1
    assert len(slow.told) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_tell_nobody_twice_and_keep_each_matters_order(
    slow: Receiver, fast: Receiver
) -> None:
    numbers = happened(4)
    now, matters = clock.now(), list(Matter.objects.filter(number__in=numbers).order_by("pk"))
    for address in Subscription.objects.all():
        for version in range(10):
            for matter in matters:
                body = {"data": {"number": matter.number, "version": version, "action": "x"}}
                Delivery.objects.create(
                    subscription=address,
                    matter=matter,
                    entry_id=1_000_000 + 10 * matter.pk + version,
                    event="x",
                    body=body,
                    created_at=now,
                    due_at=now,
                )

    def work(_n: int) -> int:
        try:
            return send_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as workers:
        assert sum(workers.map(work, range(3))) == 2 * 4 * 11
    for receiver in (slow, fast):
        for number in numbers:
            found = [
                told.body["data"]["version"]
                for told in receiver.told
                if told.body["data"]["number"] == number
            ]
            assert found == [1, *range(10)]

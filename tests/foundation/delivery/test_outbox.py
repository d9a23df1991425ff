"""The outbox hands on what was committed, all of it, once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TypeVar

import pytest
from django.db import OperationalError, connection, transaction

from sanling.foundation.delivery.models import Outbox, ParkedMessage
from sanling.foundation.delivery.outbox import NewOutboxRow, OutboxRow, consume, put, put_back, put_many

T = TypeVar("T")


def closing(work: Callable[[], T]) -> Callable[[], T]:
    """Run work on this thread's own connection and give it back."""

    def run() -> T:
        try:
            return work()
        finally:
            connection.close()

    return run


@pytest.mark.django_db
def test_messages_come_in_order_and_go() -> None:
    put_many(NewOutboxRow("entries", "matter:1", {"n": n}) for n in range(5))
    put("other", "matter:1", {"n": 9})
    seen: list[OutboxRow] = []

    assert consume(topic="entries", limit=3, handler=seen.extend) == 3
    assert consume(topic="entries", limit=3, handler=seen.extend) == 2
    assert consume(topic="entries", limit=3, handler=seen.extend) == 0
    assert [row.payload["n"] for row in seen] == [0, 1, 2, 3, 4]
    assert Outbox.objects.get().topic == "other"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_breaks_off_halfway_loses_and_repeats_nothing() -> None:
    put("entries", "matter:1", {"n": 1})

    def fail(rows: list[OutboxRow]) -> None:
        put("effects", rows[0].key, {})
        raise OperationalError("server closed the connection unexpectedly")

    with pytest.raises(OperationalError):
        consume(topic="entries", limit=10, handler=fail)
    assert list(Outbox.objects.values_list("topic", flat=True)) == ["entries"]
    assert not ParkedMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_message_that_fails_is_parked_without_a_trace_and_the_others_go_on() -> None:
    put_many(NewOutboxRow("entries", f"matter:{n}", {"n": n}) for n in range(6))
    tried: list[int] = []

    def fail_at_two(rows: list[OutboxRow]) -> None:
        for row in rows:
            put("effects", row.key, {})
            tried.append(row.payload["n"])
            if row.payload["n"] == 2:
                raise LookupError("no such clock\nDETAIL: a name that must not be kept")

    assert consume(topic="entries", limit=4, handler=fail_at_two) == 4
    assert consume(topic="entries", limit=4, handler=fail_at_two) == 2
    assert tried == [0, 1, 2, 0, 1, 2, 3, 4, 5]
    assert list(Outbox.objects.filter(topic="effects").order_by("pk").values_list("key", flat=True)) == [
        f"matter:{n}" for n in (0, 1, 3, 4, 5)
    ]
    parked = ParkedMessage.objects.get()
    assert (parked.key, parked.payload, parked.error) == ("matter:2", {"n": 2}, "LookupError: no such clock")
    assert not Outbox.objects.filter(topic="entries").exists()


@pytest.mark.django_db(transaction=True)
def test_a_parked_message_that_is_put_back_is_handled_once() -> None:
    put("entries", "matter:1", {"n": 1})

    def fail(rows: list[OutboxRow]) -> None:
        raise LookupError("not yet")

    consume(topic="entries", limit=1, handler=fail)
    ids = list(ParkedMessage.objects.values_list("pk", flat=True))
    assert put_back(parked=ids) == 1
    assert put_back(parked=ids) == 0
    seen: list[OutboxRow] = []
    assert consume(topic="entries", limit=9, handler=seen.extend) == 1
    assert [(row.key, row.payload) for row in seen] == [("matter:1", {"n": 1})]


@pytest.mark.django_db(transaction=True)
def test_a_message_that_commits_late_is_taken_though_its_id_is_lower() -> None:
    written, may_commit = Event(), Event()

    def late() -> None:
        with transaction.atomic():
            put("entries", "matter:1", {"n": "late"})
            written.set()
            assert may_commit.wait(10)

    seen: list[OutboxRow] = []
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(closing(late))
        assert written.wait(10)
        put("entries", "matter:2", {"n": "early"})
        consume(topic="entries", limit=10, handler=seen.extend)
        may_commit.set()
        writing.result(10)
    consume(topic="entries", limit=10, handler=seen.extend)

    assert [row.payload["n"] for row in seen] == ["early", "late"]
    assert seen[0].id > seen[1].id


@pytest.mark.django_db(transaction=True)
def test_a_second_consumer_waits_and_takes_what_the_first_left() -> None:
    put_many(NewOutboxRow("entries", "matter:1", {"n": n}) for n in range(4))
    inside, go_on = Event(), Event()
    order: list[int] = []

    def slow(rows: list[OutboxRow]) -> None:
        inside.set()
        assert go_on.wait(10)
        order.extend(row.payload["n"] for row in rows)

    def quick(rows: list[OutboxRow]) -> None:
        order.extend(row.payload["n"] for row in rows)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(closing(lambda: consume(topic="entries", limit=2, handler=slow)))
        assert inside.wait(10)
        second = pool.submit(closing(lambda: consume(topic="entries", limit=2, handler=quick)))
        assert order == []
        go_on.set()
        assert first.result(10) + second.result(10) == 4
    assert order == [0, 1, 2, 3]

"""The outbox hands on what was committed, all of it, once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TypeVar

import pytest
from django.db import connection, transaction

from sanling.foundation.delivery.models import Outbox
from sanling.foundation.delivery.outbox import NewOutboxRow, OutboxRow, consume, put, put_many

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
def test_a_handler_that_fails_halfway_loses_and_repeats_nothing() -> None:
    put("entries", "matter:1", {"n": 1})

    def fail(rows: list[OutboxRow]) -> None:
        put("effects", rows[0].key, {})
        raise RuntimeError("struck by lightning")

    with pytest.raises(RuntimeError):
        consume(topic="entries", limit=10, handler=fail)
    assert list(Outbox.objects.values_list("topic", flat=True)) == ["entries"]


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

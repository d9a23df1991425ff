"""What comes in bulk has lanes of its own: however much of it waits, nothing that goes one by one waits for it."""

import threading
import time
from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from sanling.domain.matters.changes import TOPIC
from sanling.domain.matters.models import Clock, Entry, Matter
from sanling.domain.matters.scan import scan, scan_bulk
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice, Outbox
from sanling.foundation.delivery.outbox import in_bulk
from sanling.processes import pump
from tests.domain.matters.helpers import act, registered

Cast = Mapping[str, Player]
# When a lane that stands still is given up, in seconds; how long a notice takes is measured by the bench.
GIVEN_UP = 120.0


def backlog(matter: Matter, cast: Cast, count: int) -> None:
    """Let so many entries and clocks of a large batch wait for whoever follows them."""
    batch, now = uuid4(), clock.now()
    entries = Entry.objects.bulk_create(
        Entry(
            matter=matter,
            at=now,
            code="assign",
            audience="internal",
            actor_kind="post",
            actor_key=cast["intake_officer"].viewer.key,
            unit=matter.unit,
            division=matter.division,
            from_state="accepted",
            to_state="assigned",
            version=1,
            batch=batch,
        )
        for _nth in range(count)
    )
    Outbox.objects.bulk_create(
        Outbox(topic=in_bulk(TOPIC), key=f"bulk {entry.pk}", payload={"entry": entry.pk}, at=now)
        for entry in entries
    )
    begun = now - timedelta(days=2)
    Clock.objects.bulk_create(
        Clock(matter=matter, code="stuck", allowance="1 h", started_at=begun, due_at=begun, batch=batch)
        for _nth in range(count)
    )


@pytest.mark.django_db
def test_the_scan_leaves_the_clocks_of_large_batches_to_their_lane(cast: Cast, workflows: None) -> None:
    matter = registered().matter
    Clock.objects.all().delete()
    backlog(matter, cast, 3)
    begun = clock.now() - timedelta(days=1)
    alone = Clock.objects.create(matter=matter, code="stuck", allowance="1 h", started_at=begun, due_at=begun)
    assert (scan(), scan()) == (1, 0)
    assert list(Entry.objects.filter(code="clock_late").values_list("params__clock", flat=True)) == [alone.pk]
    assert scan_bulk() == 3
    late = Entry.objects.filter(code="clock_late", batch__isnull=False)
    assert late.count() == 3
    lanes = {topic.split(":")[0] for topic in Outbox.objects.values_list("topic", flat=True)}
    assert {"matters.overdue", in_bulk("matters.overdue")} <= lanes


@pytest.mark.django_db(transaction=True)
def test_one_matter_is_told_of_while_thousands_wait_in_bulk(cast: Cast, workflows: None) -> None:
    many, single = registered().matter, registered().matter
    backlog(many, cast, 12_000)
    stop = threading.Event()
    beats = [threading.Thread(target=pump.run, args=(stop, parts)) for parts in (pump.INWARD, pump.IN_BULK)]
    for beat in beats:
        beat.start()
    try:
        stop.wait(1)
        act(cast["intake_officer"].viewer, single, "assign", {"mediator": cast["mediator"].post.pk})
        told = Notice.objects.filter(recipient=cast["mediator"].viewer.key, code="matter.assigned")
        waiting = Outbox.objects.filter(topic__contains=in_bulk(""))
        given_up = time.monotonic() + GIVEN_UP
        while not told.exists() and waiting.exists() and time.monotonic() < given_up:
            stop.wait(0.05)
        told_meanwhile, left = told.exists(), waiting.count()
    finally:
        stop.set()
        for beat in beats:
            beat.join()
        connection.close()
    assert told_meanwhile
    assert left > 0

"""How often the square was given, counted from what happens."""

from collections import Counter

from sanling.domain.matters.changes import TOPIC
from sanling.domain.matters.models import Entry
from sanling.foundation.delivery.fan_out import Follower
from sanling.foundation.delivery.outbox import OutboxRow

GIVEN: Counter[str] = Counter()


def _count(rows: list[OutboxRow]) -> None:
    entries = Entry.objects.filter(pk__in=[row.payload["entry"] for row in rows], code="allot")
    GIVEN.update(slot for slot in entries.values_list("params__slot", flat=True))


FOLLOWERS = (Follower("squares", TOPIC, _count),)

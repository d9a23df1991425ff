"""Follow succession: matters lie where their divisions have gone, so that whoever answers for these now has them."""

from collections.abc import Mapping

from django.db import connection, transaction

from sanling.domain.matters.changes import RECOUNTED
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.delivery.outbox import NewOutboxRow, in_bulk, put_many

# Those that have ended too: they can be reopened, are looked up as repeats, and are their successors' archive.
_FOLLOW = """
UPDATE matters_matter AS matter SET division_path = gone.successor
FROM unnest(%(old)s::text[], %(new)s::text[]) AS gone (predecessor, successor)
WHERE matter.division_path = gone.predecessor COLLATE "C" AND matter.city = %(city)s
RETURNING matter.id
"""


def follow_succession(*, actor: Actor, city: str, becomes: Mapping[str, str]) -> int:
    """Let the matters of divisions that ended lie in what these became; return how many.

    ``becomes`` is what `succeed` returned. Who holds a matter, its clocks and its timeline stay as they are. One
    statement and one audit row, whatever the number.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_FOLLOW, {"old": list(becomes), "new": list(becomes.values()), "city": city})
            moved = [pk for (pk,) in cursor.fetchall()]
        put_many(NewOutboxRow(in_bulk(RECOUNTED), str(pk), {}) for pk in moved)
        record(
            actor=actor,
            act="matters.follow_succession",
            subject=f"city:{city}",
            city=city,
            detail={"matters": len(moved), "divisions": len(becomes)},
        )
    return len(moved)

"""Take a seat: a page of the room is open, and is seen to be for as long as it asks."""

from uuid import UUID

from sanling.domain.mediation.access import SideActor
from sanling.domain.mediation.room import PRESENT
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.prepared import run

# Pages of one room that are open at once.
MOST = 12
_TAKE = """
    INSERT INTO mediation_seat AS kept (matter_id, side_id, post_id, key, call, seen_at)
    SELECT %(matter)s, %(side)s, %(post)s, %(key)s, '', %(now)s
    WHERE (SELECT count(*) FROM mediation_seat
           WHERE matter_id = %(matter)s AND seen_at > %(since)s AND key <> %(key)s) < %(most)s
    ON CONFLICT (key) DO UPDATE SET seen_at = EXCLUDED.seen_at
    WHERE (kept.matter_id, kept.side_id, kept.post_id)
        IS NOT DISTINCT FROM (EXCLUDED.matter_id, EXCLUDED.side_id, EXCLUDED.post_id)
"""


def take_seat(*, actor: Actor, matter_id: int, key: UUID) -> bool:
    """Note that a page of who enters is open; tell whether there was a place for it, by one statement.

    Whether the actor enters is its caller's to have asked: it shows the room's page or what is new in it.
    """
    now = clock.now()
    said = {
        "matter": matter_id,
        "side": actor.side_id if isinstance(actor, SideActor) else None,
        "post": actor.own.post_id if isinstance(actor, Viewer) else None,
        "key": key,
        "now": now,
        "since": now - PRESENT,
        "most": MOST,
    }
    return run(_TAKE, said) == 1

"""The online room of a dispute: who reads and speaks there, who is there just now, and what changed since.

All who take part read what is said to all; what is said to the mediator alone is read as `sayings_for` has it. Whoever
only sees the dispute, from above or from another unit, doesn't enter.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import SideActor, is_mediated, may_follow_up, may_keep
from sanling.domain.mediation.models import Saying, Seat, Side, Signal
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.prepared import rows, run
from sanling.foundation.privacy.tokens import digest

# Who was seen so lately is there: pages ask every two seconds, those that nobody looks at every ten.
PRESENT = timedelta(seconds=25)
# So often a seat notes that it was seen: at each asking would cost more than the asking.
NOTED = timedelta(seconds=8)
# For so long a signal is of use, and a seat that was left is kept.
SHORT_LIVED = timedelta(minutes=2)


def enters(actor: Actor | None, matter: Matter) -> bool:
    """Tell whether an actor reads in the room: a side that takes part, and staff who have or had charge of it."""
    if isinstance(actor, SideActor):
        consents = Side.objects.filter(pk=actor.side_id, matter=matter.pk, answer=Side.Answer.CONSENTS)
        return consents.exists()
    if not isinstance(actor, Viewer) or not is_mediated(matter):
        return False
    return visible_matters(actor).filter(pk=matter.pk).exists() and may_follow_up(actor, matter)


def speaks(actor: Actor, matter: Matter) -> bool:
    """Tell whether somebody who enters says something there: while mediation goes on."""
    if isinstance(actor, SideActor):
        return matter.open and matter.resolved_at is None
    return may_keep(actor, matter)


def said_in_room(actor: Actor | None, matter: Matter) -> QuerySet[Saying]:
    """Return what an actor reads in the room, in its order."""
    if not enters(actor, matter):
        return Saying.objects.none()
    alone = Q(kind=Saying.Kind.PRIVATE)
    if isinstance(actor, SideActor):
        alone &= Q(side=actor.side_id)
        # Who handed a link over has seen it, and might read by it: nothing that was said alone to another.
        alone &= Q() if actor.post_id is None else Q(with_post=actor.post_id)
    elif isinstance(actor, Viewer):
        alone &= Q(side__matter=matter.pk, with_post=actor.own.post_id)
    return Saying.objects.filter(Q(kind=Saying.Kind.ROOM, matter=matter.pk) | alone).order_by("pk")


def sides_in_room(matter: Matter) -> QuerySet[Side]:
    """Return the sides that take part, for who enters."""
    return Side.objects.filter(matter=matter.pk, answer=Side.Answer.CONSENTS).order_by("nth")


def is_own(actor: Actor, saying: Saying) -> bool:
    """Tell whether an actor said something itself."""
    if isinstance(actor, SideActor):
        return saying.post_id is None and saying.side_id == actor.side_id
    return isinstance(actor, Viewer) and saying.post_id == actor.own.post_id


def present(matter: Matter) -> list[Seat]:
    """Return who is in the room just now, for who enters."""
    since = clock.now() - PRESENT
    return list(
        Seat.objects.filter(matter=matter.pk, seen_at__gt=since).select_related("side", "post").order_by("pk")
    )


def is_seat_of(actor: Actor, seat: Seat) -> bool:
    """Tell whether a page is an actor's own."""
    if isinstance(actor, SideActor):
        return seat.side_id == actor.side_id
    return isinstance(actor, Viewer) and seat.post_id == actor.own.post_id


def signals_to(actor: Actor, matter: Matter, key: UUID, after: int) -> list[Signal]:
    """Return what other pages tell one of an actor's own, in its order."""
    seat = Seat.objects.filter(key=key, matter=matter.pk).first()
    if seat is None or not is_seat_of(actor, seat):
        return []
    return list(Signal.objects.filter(to=seat, pk__gt=after).select_related("sender").order_by("pk"))


@dataclass(frozen=True)
class Glance:
    """What a page of the room shows, by its last keys alone: while that is the same there is nothing new.

    ``said`` and ``alone`` are the last sayings to all and alone, ``signal`` the last to the seat; ``noted`` is when the
    seat was last noted as seen, ``seats`` are those that are there, each with how it takes part in the call.
    """

    matter: int
    side: int | None
    going_on: bool
    assignee: int | None
    said: int
    alone: int
    signal: int
    seats: Sequence[str]
    noted: datetime | None

    @property
    def mark(self) -> tuple[Any, ...]:
        """What differs as soon as a page has something new to show."""
        return astuple(self)[:-1]


_GLANCE = """
    SELECT matter.id, own.id, matter.open AND matter.resolved_at IS NULL, matter.assignee_id,
           coalesce((SELECT max(id) FROM mediation_saying WHERE matter_id = matter.id AND kind = 'room'), 0),
           coalesce((SELECT max(said.id) FROM mediation_side side JOIN mediation_saying said ON said.side_id = side.id
                     WHERE side.matter_id = matter.id AND (own.id IS NULL OR side.id = own.id)
                       AND said.kind = 'private' AND (reader.post IS NULL OR said.with_post_id = reader.post)), 0),
           coalesce((SELECT max(id) FROM mediation_signal WHERE to_id = seat.id), 0),
           ARRAY(SELECT there.key || there.call FROM mediation_seat there
                 WHERE there.matter_id = matter.id AND there.seen_at > %(since)s ORDER BY there.id),
           seat.seen_at
"""
_SEAT = "LEFT JOIN mediation_seat seat ON seat.key = %(seat)s AND seat.matter_id = matter.id"
_OF_LINK = f"""{_GLANCE}
    FROM mediation_side own JOIN matters_matter matter ON matter.id = own.matter_id
    CROSS JOIN LATERAL (SELECT own.handed_by_id AS post) reader {_SEAT} AND seat.side_id = own.id
    WHERE own.link_digest = %(link)s AND own.answer = 'consents'
"""
_OF_POST = f"""{_GLANCE}
    FROM matters_matter matter CROSS JOIN LATERAL (SELECT %(post)s::bigint AS post) reader
    LEFT JOIN mediation_side own ON false {_SEAT} AND seat.post_id = reader.post
    WHERE matter.number = %(number)s
"""


def glance_by_link(token: str, seat: UUID) -> Glance | None:
    """Return what a side's page shows, by one statement, or ``None`` where the link opens no room."""
    return _glance(_OF_LINK, {"link": digest(token)}, seat)


def glance_of_post(post: int | None, number: str, seat: UUID) -> Glance | None:
    """Return the same of a page of staff; whether they enter is not asked: nothing but "no change" follows from it."""
    return _glance(_OF_POST, {"post": post, "number": number}, seat)


def _glance(sql: str, of: dict[str, Any], seat: UUID) -> Glance | None:
    found = rows(sql, {"since": clock.now() - PRESENT, "seat": seat, **of})
    return Glance(*found[0]) if found else None


def note_seen(key: UUID) -> None:
    """Note that a page is open still, whose seat was found to be its own."""
    run("UPDATE mediation_seat SET seen_at = %s WHERE key = %s", [clock.now(), key])


def clear() -> int:
    """Take away seats that were left, and signals that are of no use any more; return how many rows."""
    before = clock.now() - SHORT_LIVED
    return (
        Signal.objects.filter(at__lt=before).delete()[0] + Seat.objects.filter(seen_at__lt=before).delete()[0]
    )

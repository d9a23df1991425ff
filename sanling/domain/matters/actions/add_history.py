"""Add to a matter's timeline what was done in it in an earlier system: nobody is told, and nothing follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from sanling.domain.matters.earlier import BY, EARLIER, SAID, TEXT
from sanling.domain.matters.models import Entry, Matter
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.bulk import insert_many


@dataclass(frozen=True)
class Act:
    """An act of an earlier system: when, at which unit, and what was done, written and by whom, in its words."""

    matter: Matter
    at: datetime
    unit_id: int
    said: str
    text: str
    by: str


def add_history(*, actor: Actor, acts: Sequence[Act]) -> list[Entry]:
    """Add entries of what happened at those instants and is recorded now; staff alone read them."""
    now = clock.now()
    return insert_many(Entry, [_entry(actor, act, now) for act in sorted(acts, key=attrgetter("at"))])


def _entry(actor: Actor, act: Act, now: datetime) -> Entry:
    words = {SAID: act.said, TEXT: act.text, BY: act.by}
    return Entry(
        matter=act.matter,
        at=act.at,
        recorded_at=now,
        unit_id=act.unit_id,
        division_id=act.matter.division_id,
        code=EARLIER,
        params={name: word for name, word in words.items() if word},
        audience=Entry.Audience.INTERNAL,
        actor_kind=actor.kind,
        actor_key=actor.key,
        version=1,
    )

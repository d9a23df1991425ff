"""The timeline is the outbox: each act has one entry, its audit row and its outbox row, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sanling.domain.matters.changes import Change
from sanling.domain.matters.models import Attachment, Entry, Matter
from sanling.domain.workflow.transition import Before
from sanling.foundation.audit.actor import Actor
from sanling.foundation.files.models import StoredFile


@dataclass(frozen=True)
class Enclosure:
    """A stored file sent along with an act.

    ``for_party`` says whether the party sees it where it may read the act; unsaid, it does if the file came from it.
    """

    file: StoredFile
    name: str
    evidence: bool = False
    for_party: bool | None = None


def file_audience(*, act: str, by: str, registers: bool, for_party: bool | None = None) -> str:
    """Return who may see a file, of those who may read an act of this audience by this kind of actor.

    Unless it is said, the party sees what it brought itself or what was brought when the matter was registered; other
    files of staff stay inside.
    """
    if for_party is None:
        for_party = registers or by in ("link", "visitor")
    return act if act != Entry.Audience.PARTY or for_party else Entry.Audience.INTERNAL


def write_entry(
    change: Change,
    *,
    matter: Matter,
    actor: Actor,
    at: datetime,
    code: str,
    audience: str,
    params: Mapping[str, object],
    before: Before,
    enclosures: Sequence[Enclosure] = (),
    recorded_at: datetime | None = None,
) -> Entry:
    """Let a change write the entry of an act that has just been applied to ``matter``, which stood so before."""
    entry = Entry(
        matter=matter,
        at=at,
        recorded_at=recorded_at,
        code=code,
        audience=audience,
        params=dict(params),
        actor_kind=actor.kind,
        actor_key=actor.key,
        post_id=getattr(actor, "post_id", None),
        unit_id=before.unit,
        division_id=before.place,
        from_state=before.state,
        to_state=matter.state,
        version=matter.version,
    )
    change.enter(entry, actor)
    change.add(*(_attachment(entry, enclosure) for enclosure in enclosures))
    return entry


def _attachment(entry: Entry, enclosure: Enclosure) -> Attachment:
    audience = file_audience(
        act=entry.audience,
        by=entry.actor_kind,
        registers=not entry.from_state,
        for_party=enclosure.for_party,
    )
    return Attachment(
        entry=entry,
        file=enclosure.file,
        name=enclosure.name,
        evidence=enclosure.evidence,
        audience=audience,
    )

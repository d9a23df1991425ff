"""Does again, by the real actions, what happened to an invented matter."""

from collections.abc import Sequence
from datetime import datetime

from sanling.domain.matters.access import LinkActor, VisitorActor
from sanling.domain.matters.act import perform
from sanling.domain.matters.actions.register import PartyDetails, Report, register
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.fields import fields_of
from sanling.domain.matters.following import follow_others
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Attachment, Entry, Matter, Party
from sanling.domain.matters.scan import scan
from sanling.domain.people.access import viewer_for
from sanling.domain.people.models import Post
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.files.models import StoredFile
from sanling.processes.escalation.overdue import act_on_overdue
from sanling.processes.reactions import react
from sanling.processes.simulation.life import Life


def replay(life: Life, picture: StoredFile) -> Matter:
    """Register the report and do every act of a life at its instant, by whoever did it."""
    (matter,) = replay_together([life], picture)
    return matter


def replay_together(lives: Sequence[Life], picture: StoredFile) -> list[Matter]:
    """Do the same for several, act by act in the order of their instants; each may name those before it."""
    matters: dict[str, Matter] = {}
    scanned: set[datetime] = set()
    every = [(entry, life) for life in lives for entry in life.rows[Entry]]
    for entry, life in sorted(every, key=lambda done: done[0].at):
        with clock.turned(to=entry.at):
            if entry.at not in scanned:
                # What followed from what was done before.
                react()
                follow_others()
            if entry is life.rows[Entry][0]:
                registrar: Actor = _viewer(entry.post_id) if entry.post_id else VisitorActor()
                made = register(actor=registrar, report=_report(life, entry, picture))
                matters[life.matter.number] = made.matter
            elif entry.actor_kind != "system":
                _act(matters, life, entry, picture)
            elif entry.at not in scanned:
                scan()
                act_on_overdue()
                scanned.add(entry.at)
    for matter in matters.values():
        matter.refresh_from_db()
    return list(matters.values())


def _viewer(post: int) -> Actor:
    viewer = viewer_for(Post.objects.select_related("unit", "user").get(pk=post))
    assert viewer
    return viewer


def _report(life: Life, first: Entry, picture: StoredFile) -> Report:
    matter = life.matter
    changed = [entry.params["before"] for entry in life.rows[Entry] if "before" in entry.params]
    return Report(
        kind=matter.kind,
        text=matter.text,
        division=matter.division_id,
        channel=matter.channel,
        category=changed[0]["category"] if changed else matter.category,
        place=matter.place,
        lon=matter.lon,
        lat=matter.lat,
        scanned_code=matter.scanned_code,
        scale=matter.scale,
        headcount=matter.headcount,
        concealed=matter.concealed,
        parties=[
            PartyDetails(
                role=party.role,
                person=PersonDetails(party.name, party.phone, party.citizen_number, party.address)
                if party.is_person
                else None,
                unit_id=party.unit_id,
                description=party.description,
                headcount=party.headcount,
            )
            for party in life.rows[Party]
        ],
        enclosures=_enclosures(life, first, picture),
    )


def _enclosures(life: Life, entry: Entry, picture: StoredFile) -> list[Enclosure]:
    came = [file for file in life.rows[Attachment] if file.entry_id == entry.pk]
    return [Enclosure(picture, picture.name, file.evidence) for file in came]


def _act(matters: dict[str, Matter], life: Life, entry: Entry, picture: StoredFile) -> None:
    pk = matters[life.matter.number].pk
    actor: Actor = _viewer(entry.post_id) if entry.post_id else LinkActor(pk)
    action = life.definition.action(entry.code)
    asked = {field.code for field in fields_of(action)}
    fields = {name: value for name, value in entry.params.items() if name in asked}
    if fields.get("number") in matters:
        fields["number"] = matters[fields["number"]].number
    perform(
        actor=actor,
        matter_id=pk,
        action=entry.code,
        version=Matter.objects.values_list("version", flat=True).get(pk=pk),
        fields=fields,
        enclosures=_enclosures(life, entry, picture),
    )

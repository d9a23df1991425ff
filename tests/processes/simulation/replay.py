"""Does again, by the real actions, what happened to an invented matter."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sanling.domain.matters.access import LinkActor, VisitorActor
from sanling.domain.matters.act import perform
from sanling.domain.matters.actions.register import PartyDetails, Report, register
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.fields import fields_of
from sanling.domain.matters.following import follow_others
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter
from sanling.domain.matters.scan import scan
from sanling.domain.people.access import viewer_for
from sanling.domain.people.models import Post
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.files.models import StoredFile
from sanling.processes.escalation.overdue import act_on_overdue
from sanling.processes.reactions import react
from sanling.processes.simulation.invent import Invented
from sanling.processes.simulation.records import By, SimEntry


def replay(invented: Invented, picture: StoredFile) -> Matter:
    """Register the report and do every act of its history at its instant, by whoever did it."""
    (matter,) = replay_together([invented], picture)
    return matter


def replay_together(lives: Sequence[Invented], picture: StoredFile) -> list[Matter]:
    """Do the same for several, act by act in the order of their instants; each may name those before it."""
    matters: dict[str, Matter] = {}
    scanned: set[datetime] = set()
    for entry, invented in sorted(
        ((entry, one) for one in lives for entry in one.history.entries), key=lambda pair: pair[0].at
    ):
        with clock.turned(to=entry.at):
            if entry.at not in scanned:
                # What followed from what was done before.
                react()
                follow_others()
            if entry is invented.history.entries[0]:
                registrar: Actor = _viewer(entry.post) if entry.post else VisitorActor()
                made = register(actor=registrar, report=_report(invented, entry, picture))
                matters[invented.brought.number] = made.matter
            elif entry.by is not By.SYSTEM:
                _act(matters, invented, entry, picture)
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


def _report(invented: Invented, first: SimEntry, picture: StoredFile) -> Report:
    return Report(
        kind=invented.brought.kind.code,
        text=invented.text,
        division=invented.history.path,
        channel=invented.brought.channel,
        category=invented.brought.category,
        place=invented.where.place,
        lon=invented.where.spot.lon if invented.where.located else None,
        lat=invented.where.spot.lat if invented.where.located else None,
        scanned_code=invented.where.code,
        scale=invented.scale,
        headcount=invented.headcount,
        concealed=invented.history.accused is not None,
        parties=[
            PartyDetails(
                role=party.role,
                person=PersonDetails(**asdict(party.person)) if party.person else None,
                unit_id=party.unit,
                description=party.description,
                headcount=party.headcount,
            )
            for party in invented.parties
        ],
        enclosures=_enclosures(first, picture),
    )


def _enclosures(entry: SimEntry, picture: StoredFile) -> list[Enclosure]:
    return [Enclosure(picture, picture.name, entry.evidence) for _nth in range(entry.files)]


def _act(matters: dict[str, Matter], invented: Invented, entry: SimEntry, picture: StoredFile) -> None:
    pk = matters[invented.brought.number].pk
    actor: Actor = _viewer(entry.post) if entry.post else LinkActor(pk)
    action = invented.history.definition.action(entry.code)
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
        enclosures=_enclosures(entry, picture),
    )

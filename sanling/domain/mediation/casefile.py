"""The file of a dispute: thirteen items in their order, which of them it needs, and what each holds (人民调解法 27).

Nothing of it is kept: each item is read from the rows in which it happened. What a side said to the mediator alone
stands in no file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from sanling.domain.matters.access import identity_of
from sanling.domain.matters.models import Attachment, Matter, Party
from sanling.domain.matters.timeline import TimelineEvent, now_of, timeline
from sanling.domain.mediation.access import agreements_of, sayings_for
from sanling.domain.mediation.agreements import members_by_side, number_of, sides_of
from sanling.domain.mediation.confirming_access import confirmations_of
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.minutes import minutes_of
from sanling.domain.mediation.models import Agreement, Case, Member, Obligation, Side
from sanling.domain.mediation.naming import CAPACITIES, FOUND_AGAIN, WAYS_TO_REVISIT, side_name
from sanling.domain.mediation.protocol import Protocol
from sanling.domain.mediation.revisiting import revisits_of
from sanling.domain.people.access import Viewer
from sanling.domain.people.rules import FieldAccess
from sanling.domain.territory.queries import full_name
from sanling.domain.workflow.queries import reading_of
from sanling.foundation.days import written
from sanling.foundation.privacy.mask import mask_citizen_number, mask_name


class Item(StrEnum):
    """What a file consists of, in the order of its catalogue (人民调解文书格式, 2010)."""

    APPLICATION = "application"
    NOTICE = "notice"
    IDENTITY = "identity"
    AUTHORISATION = "authorisation"
    INVESTIGATION = "investigation"
    EVIDENCE = "evidence"
    RECORD = "record"
    AGREEMENT = "agreement"
    PERFORMANCE = "performance"
    REVISITS = "revisits"
    CONFIRMATION = "confirmation"
    NOTE = "note"
    BACK_COVER = "back_cover"


# What every file has; the others are there where something of the kind happened.
ALWAYS = frozenset(
    {Item.APPLICATION, Item.NOTICE, Item.IDENTITY, Item.RECORD, Item.AGREEMENT, Item.BACK_COVER}
)
# By what an act did, where in the file it stands.
BY_VERB: Mapping[str, Item] = {
    "handle": Item.RECORD,
    "resolve": Item.RECORD,
    "settle_by_agreement": Item.RECORD,
    "finish_joint": Item.INVESTIGATION,
    "add": Item.NOTE,
}


@dataclass(frozen=True)
class Sheet:
    """A page that is set: lines of what is said of what, then paragraphs."""

    heading: str
    lines: Sequence[tuple[str, str]] = ()
    texts: Sequence[str] = ()


@dataclass
class Held:
    """What an item of a file holds: pages that are set, files that somebody brought, and an agreement's own paper."""

    item: Item
    sheets: list[Sheet] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    # What is there and not whole: "side 2 has not read its rights".
    lacks: str = ""

    @property
    def is_there(self) -> bool:
        """Tell whether it holds something, whole."""
        return bool(self.sheets or self.files or self.agreements) and not self.lacks

    @property
    def is_missing(self) -> bool:
        """Tell whether a file lacks it."""
        return bool(self.lacks) or (self.item in ALWAYS and not self.is_there)


class Casefile:
    """The file of a dispute as a viewer reads it."""

    def __init__(self, viewer: Viewer, matter: Matter) -> None:
        """Read all that is in it."""
        self.viewer, self.matter = viewer, matter
        self.sides = sides_of(matter.pk)
        self.members = members_by_side(matter.pk)
        self.agreements = [
            each for each in agreements_of(viewer, matter) if each.effective_at and not each.ended_at
        ]
        self.revisits = revisits_of(viewer, matter)
        self.held = {item: Held(item) for item in Item}
        self._read()

    @property
    def catalogue(self) -> Sequence[Held]:
        """Return the items in their order, those that are there and those that aren't."""
        return list(self.held.values())

    @property
    def complete(self) -> tuple[int, int]:
        """Return how many of the items that the file needs are there, and how many it needs."""
        needed = [held for held in self.held.values() if held.is_there or held.is_missing]
        return sum(held.is_there for held in needed), len(needed)

    @property
    def number(self) -> str:
        """Return the number of the case, "" where none was given yet."""
        case = Case.objects.filter(matter=self.matter).select_related("body__unit").first()
        return number_of(case, case.body) if case else ""

    def _read(self) -> None:
        self.held[Item.APPLICATION].sheets.append(self._application())
        self._notice()
        self._identity()
        self.held[Item.AUTHORISATION].sheets += self._letters()
        for event in timeline(self.viewer, self.matter):
            self._event(event)
        self.held[Item.RECORD].sheets += self._minutes()
        self.held[Item.EVIDENCE].sheets += self._statements()
        self.held[Item.AGREEMENT].agreements += self.agreements
        self.held[Item.PERFORMANCE].sheets += self._performed()
        self.held[Item.REVISITS].sheets += self._revisited()
        self.held[Item.CONFIRMATION].sheets += self._at_court()
        self.held[Item.BACK_COVER].sheets += self._closed()

    def _application(self) -> Sheet:
        matter = self.matter
        return Sheet(
            _("Registration of the dispute"),
            [
                (_("Number"), matter.number),
                (_("Registered"), written(matter.registered_at)),
                (_("Place"), f"{full_name(matter.division_id)} {matter.place}".strip()),
                (_("Title"), matter.title),
                *((side_name(side), self._named(side)) for side in self.sides),
            ],
            [matter.text],
        )

    def _notice(self) -> None:
        held, part = self.held[Item.NOTICE], part_of(self.matter.division_id[:4])
        read = [(side_name(side), written(side.notice_read_at)) for side in self.sides if side.notice_read_at]
        if read:
            told = [f"{nth}. {notice}" for nth, notice in enumerate(part.notice, start=1)]
            held.sheets.append(Sheet(_("Notice of rights and duties"), read, told))
        unread = [side_name(side) for side in self.sides if not side.notice_read_at]
        held.lacks = _("Not read yet: %(who)s") % {"who": "、".join(unread)} if unread else ""

    def _identity(self) -> None:
        held = self.held[Item.IDENTITY]
        lacking = []
        for side in self.sides:
            lines = [
                (str(CAPACITIES[member.capacity]), self._identified(side, member))
                for member in self.members.get(side.pk, ())
            ]
            if lines:
                held.sheets.append(Sheet(side_name(side), lines))
            own = [member.party for member in self.members.get(side.pk, ()) if member.capacity == "self"]
            if not any(party.citizen_number or party.unit_id or side.is_minor for party in own):
                lacking.append(side_name(side))
        held.lacks = _("No identity number: %(who)s") % {"who": "、".join(lacking)} if lacking else ""

    def _letters(self) -> Iterator[Sheet]:
        for side in self.sides:
            letters = [member for member in self.members.get(side.pk, ()) if member.delegated_on]
            if letters:
                lines = [
                    (self._name(side, member.party), _("letter of %(day)s") % {"day": member.delegated_on})
                    for member in letters
                ]
                yield Sheet(_("Delegation of %(side)s") % {"side": side_name(side)}, lines)

    def _event(self, event: TimelineEvent) -> None:
        definition = reading_of(self.matter.definition_id)
        verb = next((action.verb for action in definition.actions if action.code == event.code), "")
        item = BY_VERB.get(verb)
        said = [(detail.label, detail.value) for detail in event.details if detail.value]
        if item is not None and (said or item is Item.RECORD):
            lines = [(_("When"), written(event.at)), (_("Who"), event.who), *said]
            self.held[item].sheets.append(Sheet(event.text, lines))
        self.held[Item.EVIDENCE].files += event.attachments

    def _statements(self) -> Iterator[Sheet]:
        for side in self.sides:
            said = [
                saying
                for saying in sayings_for(self.viewer, side)
                if saying.kind == "statement" and saying.text
            ]
            if said:
                lines = [(written(saying.at), saying.text or "") for saying in said]
                yield Sheet(_("What %(side)s stated") % {"side": side_name(side)}, lines)

    def _performed(self) -> Iterator[Sheet]:
        owed = Obligation.objects.filter(agreement__in=self.agreements).prefetch_related("performances")
        for obligation in owed.order_by("agreement", "nth"):
            told = obligation.performances.all()
            if told:
                lines = [
                    (f"{said.done_on}", f"{said.get_result_display()} {said.remark or ''}".strip())
                    for said in told
                ]
                yield Sheet(
                    _("Performance of clause %(nth)d") % {"nth": obligation.nth},
                    lines,
                    [obligation.text or ""],
                )

    def _revisited(self) -> Iterator[Sheet]:
        for revisit in self.revisits:
            if revisit.done_on:
                yield Sheet(
                    _("Revisit"),
                    [
                        (_("When"), f"{revisit.done_on}"),
                        (_("How it was made"), str(WAYS_TO_REVISIT[revisit.way])),
                        (_("Who"), revisit.by_post.name if revisit.by_post else ""),
                        (_("How it is now"), str(FOUND_AGAIN[revisit.result])),
                    ],
                    [revisit.remark or ""],
                )

    def _minutes(self) -> Iterator[Sheet]:
        for minutes in minutes_of(self.viewer, self.matter).order_by("pk"):
            if minutes.content:
                said = Protocol.read(minutes.content)
                there = "、".join(f"{row.side.name}（{row.mode}）" for row in said.present)
                lines = [(_("When"), said.begins_at), (_("Place"), said.place), (_("Present"), there)]
                beside = [f"{written(row.at)} {row.text}" for row in minutes.corrections.all()]
                yield Sheet(_("Minutes of a sitting"), lines, [said.text, *beside])

    def _at_court(self) -> Iterator[Sheet]:
        for agreement in self.agreements:
            for confirmation in confirmations_of(self.viewer, agreement):
                lines = [
                    (_("Number"), confirmation.matter.number),
                    (_("Court"), confirmation.court.name),
                    (_("Standing"), now_of(confirmation.matter)),
                ]
                yield Sheet(_("Judicial confirmation"), lines)

    def _closed(self) -> Iterator[Sheet]:
        if self.matter.ended_at:
            lines = [(_("Archived"), written(self.matter.ended_at))]
            yield Sheet(_("Back cover"), lines)

    def _named(self, side: Side) -> str:
        return "、".join(self._name(side, member.party) for member in self.members.get(side.pk, ()))

    def _name(self, side: Side, party: Party) -> str:
        if party.unit_id and party.unit:
            return str(party.unit.label)
        said = party.name or party.description
        in_full = identity_of(self.viewer, self.matter, party) is FieldAccess.FULL
        return said if in_full and not side.is_minor else mask_name(said)

    def _identified(self, side: Side, member: Member) -> str:
        party = member.party
        number = party.citizen_number or ""
        in_full = identity_of(self.viewer, self.matter, party) is FieldAccess.FULL
        told = number if in_full and not side.is_minor else mask_citizen_number(number) if number else ""
        return " ".join(filter(None, (self._name(side, party), told)))

"""What a matter's page shows, gathered: facts, parties behind their masks, clocks, timeline, surroundings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from sanling.domain.matters.access import identity_of
from sanling.domain.matters.models import Attachment, Clock, Entry, Matter, Party
from sanling.domain.matters.naming import PARTY_ROLES, RELATIONS, SCALES, Identity, Names
from sanling.domain.matters.queries import Related, Surroundings, surroundings
from sanling.domain.matters.standing import is_for_those_above
from sanling.domain.matters.timeline import TimelineEvent, timeline
from sanling.domain.matters.verbs.assign import Assign
from sanling.domain.matters.verbs.supervise import Supervise
from sanling.domain.people.access import Viewer
from sanling.domain.people.rules import FieldAccess
from sanling.domain.territory.maps import Sketch, sketch
from sanling.domain.territory.points import map_point
from sanling.domain.territory.rules import city_of
from sanling.domain.workflow.queries import definition_of, reading_of
from sanling.domain.workflow.schema import Action, ClockRule
from sanling.foundation import clock
from sanling.interfaces.components.items import AttachmentItem, TimelineItem
from sanling.interfaces.desk.matters.matter_panels import Part, panels_for

AUDIENCES: dict[str, StrPromise] = {
    Entry.Audience.INTERNAL: _("internal"),
    Entry.Audience.RESTRICTED: _("restricted"),
}


@dataclass(frozen=True)
class PartyView:
    """A party as the viewer may see it; ``unmaskable`` when it may be read in full for a purpose."""

    party: Party
    role: str
    identity: Identity
    unmaskable: bool


@dataclass(frozen=True)
class ClockView:
    """A clock with the name and the source of its rule."""

    clock: Clock
    name: str
    source: str

    @property
    def dropped(self) -> bool:
        """Tell whether it ended because it is not needed any more."""
        return self.clock.ended_how == Clock.Ended.DROPPED


@dataclass(frozen=True)
class RelatedView:
    """Another matter, and how it stands to this one, in words."""

    how: str
    number: str
    title: str


class MatterView:
    """A matter with everything around it that the viewer may see."""

    def __init__(
        self, viewer: Viewer, matter: Matter, around: Surroundings, events: Sequence[TimelineEvent]
    ) -> None:
        """Keep what was read."""
        self.viewer = viewer
        self.matter = matter
        self.around = around
        self.events = events
        self.names = Names(city_of(matter.division_id))
        self.definition = definition_of(matter.definition_id)

    @property
    def kind(self) -> str:
        """Return the kind's name."""
        return self.names.kind(self.matter.kind)

    @property
    def category(self) -> str:
        """Return the category's name."""
        return self.names.category(self.matter.kind, self.matter.category)

    @property
    def state(self) -> str:
        """Return the state's name."""
        return self.names.state(self.matter)

    @property
    def outcome(self) -> str:
        """Return how it ended, empty before that."""
        return self.names.outcome(self.matter.outcome)

    @property
    def centre(self) -> tuple[float, float] | None:
        """Return where it is, as maps have it."""
        return map_point(self.matter.division_id, self.matter.lon, self.matter.lat)

    @cached_property
    def sketch(self) -> Sketch | None:
        """Return where it is, drawn without a map."""
        lon, lat = self.matter.lon, self.matter.lat
        return None if lon is None or lat is None else sketch(self.matter.division_id, lon, lat)

    @property
    def channel(self) -> str:
        """Return the way in which it came."""
        return self.names.channel(self.matter.channel)

    @property
    def confidentiality(self) -> str:
        """Return the level of confidentiality, empty for an ordinary matter."""
        level = self.matter.confidentiality
        return self.names.confidentiality.get(level, str(level)) if level else ""

    @property
    def scale(self) -> str:
        """Return how many it is about, in the words of GB/T 31000."""
        return str(SCALES[self.matter.scale])

    @cached_property
    def parties(self) -> list[PartyView]:
        """Return the parties, each behind the mask that the viewer is due."""
        return [party_view(self.viewer, self.matter, party) for party in self.matter.parties.all()]

    @cached_property
    def panels(self) -> list[tuple[str, SafeString | Part]]:
        """Return what the room of its kind shows above the facts."""
        return panels_for(self.viewer, self.matter)

    @cached_property
    def panels_below_facts(self) -> list[tuple[str, SafeString | Part]]:
        """Return what rooms show below the facts."""
        return panels_for(self.viewer, self.matter, below_facts=True)

    @cached_property
    def clocks(self) -> list[ClockView]:
        """Return the clocks, running ones first."""
        rules = {rule.code: rule for rule in reading_of(self.matter.definition_id).all_clocks}
        return [_clock_view(clock, rules.get(clock.code)) for clock in self.around.clocks]

    def is_next(self, action: Action) -> bool:
        """Tell whether an act is likely the next one, so that its form stands open.

        Charging somebody else is not, nor is what leaves the matter where it is and was done by its deadlines already.
        """
        if action.style != "primary" or (action.verb == Assign.code and self.matter.assignee_id is not None):
            return False
        rules = reading_of(self.matter.definition_id).all_clocks
        met = {rule.code for rule in rules if action.code in rule.stops}
        clocks = [clock for clock in self.around.clocks if clock.code in met]
        return bool(action.to) or not clocks or any(clock.stopped_at is None for clock in clocks)

    @property
    def supervised_by_others(self) -> bool:
        """Tell whether it is late, and for others to supervise: the viewer isn't above the unit that has it."""
        due = self.matter.due_at
        late = self.matter.open and due is not None and due <= clock.now()
        return late and is_for_those_above(self.viewer, self.matter, Supervise.code)

    @cached_property
    def related(self) -> list[RelatedView]:
        """Return the related matters that the viewer may see."""
        return [RelatedView(_how(related), related.number, related.title) for related in self.around.related]

    @cached_property
    def timeline(self) -> list[TimelineItem]:
        """Return what happened, the latest first."""
        return [_item(event) for event in reversed(self.events)]

    @cached_property
    def attachments(self) -> list[AttachmentItem]:
        """Return the files that came with the report; those of later acts stand beside their act alone."""
        intake = self.definition.register().code
        return [
            attachment_of(attachment)
            for event in self.events
            if event.code == intake
            for attachment in event.attachments
        ]


def view_of(viewer: Viewer, matter: Matter) -> MatterView:
    """Read everything that the page shows."""
    return MatterView(viewer, matter, surroundings(viewer, matter), timeline(viewer, matter))


def party_view(viewer: Viewer, matter: Matter, party: Party) -> PartyView:
    """Return a party behind the mask that the viewer is due; expects the matter's parties read."""
    access = identity_of(viewer, matter, party)
    return PartyView(
        party=party,
        role=str(PARTY_ROLES[party.role]),
        identity=Identity(party, access),
        unmaskable=access is FieldAccess.FULL and party.is_person,
    )


def _clock_view(clock: Clock, rule: ClockRule | None) -> ClockView:
    name = str(rule.name) if rule else clock.code
    return ClockView(clock, name, (rule.source if rule else None) or "")


def _how(related: Related) -> str:
    forwards, backwards = RELATIONS[related.kind]
    return str(backwards if related.reverse else forwards)


def _item(event: TimelineEvent) -> TimelineItem:
    long = [detail.value for detail in event.details if len(detail.value) > 40 or "\n" in detail.value]
    return TimelineItem(
        at=event.at,
        text=event.text,
        who=event.who,
        note="\n".join(long),
        audience=str(AUDIENCES.get(event.audience, "")),
        details=tuple((detail.label, detail.value) for detail in event.details if detail.value not in long),
        attachments=tuple(attachment_of(attachment, told=event.audience) for attachment in event.attachments),
        anchor=f"entry-{event.entry_id}",
    )


def attachment_of(row: Attachment, *, told: str = "") -> AttachmentItem:
    """Return an attachment with the addresses under which the desk hands it out.

    ``told`` is the audience of its act, from which its own may differ.
    """
    return AttachmentItem(
        name=row.name,
        audience=str(AUDIENCES.get(row.audience, "")) if told and told != row.audience else "",
        url=reverse("desk:file", args=[row.pk]),
        thumbnail_url=reverse("desk:thumbnail", args=[row.pk]) if row.file.thumbnail else "",
    )

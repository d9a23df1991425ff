"""The life of one invented matter: its rows, kept in memory until all that became of it is written by COPY.

Acts on it are those that are done on any matter, decided on the same facts and leaving the same rows; only what they
would ask the database for is answered here.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import Model
from typing_extensions import override

from sanling.domain.matters.access import ENDED_WITH_MATTER
from sanling.domain.matters.acting import Acting, storable
from sanling.domain.matters.allowing import facts_of
from sanling.domain.matters.beginning import begin
from sanling.domain.matters.changes import Change, name_keys
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.models import (
    Assignment,
    Attachment,
    Clock,
    ClockChange,
    ClockPause,
    Entry,
    Matter,
    Participation,
    Party,
    Rating,
    Relation,
    Stage,
)
from sanling.domain.matters.scan import Ripe, told
from sanling.domain.matters.searching import search_tokens
from sanling.domain.matters.situation import Situations
from sanling.domain.matters.telling import standpoint
from sanling.domain.people import sight
from sanling.domain.people.access import Viewer
from sanling.domain.people.sight import Standpoint
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.rules import refusal
from sanling.domain.workflow.schema import Action
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.bulk import insert_many
from sanling.processes.simulation.keys import Keys
from sanling.processes.simulation.town import Town

# The worker's pulse takes a clock within a second of its end.
PULSE = timedelta(seconds=1)
# Rows that others name, each before what names it, and those that nothing names.
NAMED: tuple[type[Model], ...] = (Stage, Assignment, Clock, Entry)
OTHERS: tuple[type[Model], ...] = (Party, Attachment, ClockPause, ClockChange, Rating, Relation)


@dataclass(frozen=True, slots=True)
class Deed:
    """An act at an instant by somebody; ``fields`` are as the form's reader leaves them."""

    at: datetime
    action: Action
    actor: Actor
    fields: Mapping[str, Any] = field(default_factory=dict)
    enclosures: Sequence[Enclosure] = ()


class Life(Situations):
    """One matter with the rows around it, and the facts about it."""

    def __init__(self, matter: Matter, *, town: Town, keys: Keys, other: "Life | None" = None) -> None:
        """Take a matter that has its key; ``other`` is one that it could be related to."""
        super().__init__([matter])
        self.matter, self.town, self.keys, self.other = matter, town, keys, other
        self.definition = definition_of(matter.definition_id)
        self.rows: dict[type[Model], list[Any]] = {model: [] for model in (*NAMED, *OTHERS)}
        self.units: dict[int, None] = {}
        # The words of the party's last message.
        self.added: Sequence[str] = ()
        self.counts = Counter[str]()
        self.done = {matter.pk: self.counts}
        self.pauses = defaultdict(list)
        self.extensions, self.barred = {}, {}

    def begin(self, actor: Actor, parties: Sequence[Party], enclosures: Sequence[Enclosure]) -> None:
        """Register it."""
        if self.matter.concealed:
            accused = (party.unit_id for party in parties if party.role in Party.ABOUT and party.unit_id)
            self.barred = {self.matter.pk: frozenset(accused)}
        change = begin(
            self.matter,
            actor=actor,
            parties=parties,
            audience=Entry.Audience.PARTY,
            params={"channel": self.matter.channel},
            enclosures=enclosures,
        )
        self.remember(change)

    def do(self, deed: Deed) -> None:
        """Do what is legal."""
        act = Remembered(
            actor=deed.actor,
            matter=self.matter,
            situation=self.of(self.matter),
            definition=self.definition,
            action=deed.action,
            fields=deed.fields,
            now=deed.at,
            unit_id=deed.actor.own.unit_id if isinstance(deed.actor, Viewer) else None,
            enclosures=deed.enclosures,
            params=storable(deed.fields),
            life=self,
        )
        act.carry_out()
        self.remember(act.change)

    def remember(self, change: Change) -> None:
        """Keep what an act writes."""
        for statement, values, _matter in change.statements:
            for row in self.rows[statement.model]:
                if all(getattr(row, column) == value for column, value in statement.so.items()):
                    vars(row).update(zip(statement.sets, values, strict=True))
        for row in change.gone:
            self.rows[type(row)].remove(row)
        rows = [row for row in change.new if row is not self.matter]
        for row in rows:
            if isinstance(row, NAMED):
                row.pk = self.keys.next(type(row))
            self.rows[type(row)].append(row)
        for row in rows:
            name_keys(row)
            if isinstance(row, Entry):
                self._count(row)
            elif isinstance(row, ClockPause):
                self.pauses[row.clock_id].append(row)
        self.units.update((unit, None) for _matter, unit in change.taking_part)
        self._know()

    def _count(self, entry: Entry) -> None:
        self.counts[entry.code] += 1
        if "extension" in entry.params:
            self.extensions = {self.matter.pk: entry.params}

    def _know(self) -> None:
        pk, stages = self.matter.pk, self.rows[Stage]
        self.clocks = {pk: [clock for clock in self.rows[Clock] if clock.stopped_at is None]}
        parts = self.rows[Assignment]
        self.joints = {pk: [part for part in parts if part.ended_at is None and part.kind == "joint"]}
        self.stages = {pk: stages[-1].begun_at}
        held = (stage.unit_id for stage in reversed(stages) if stage.unit_id != self.matter.unit_id)
        before = next(held, None)
        self.units_before = {} if before is None else {pk: self.town.units[before]}

    @override
    def stopped(self, matter: int, clock: int) -> Clock:
        known: dict[int, Clock] = {row.pk: row for row in self.rows[Clock]}
        return known[clock]

    @property
    def running(self) -> list[Clock]:
        """The clocks that have not been stopped."""
        return self.clocks[self.matter.pk]

    @property
    def _ripening(self) -> list[Clock]:
        return [clock for clock in self.running if clock.paused_at is None and clock.late_at is None]

    def next_pulse(self) -> datetime | None:
        """Return when the worker's scan will next find a clock of this matter, or none."""
        moments = [
            clock.due_at if clock.warned_at or clock.warn_at is None else min(clock.due_at, clock.warn_at)
            for clock in self._ripening
        ]
        return min(moments) + PULSE if moments else None

    def scan(self, at: datetime) -> list[Clock]:
        """Mark what is late, then what is to be warned of, as the scan does; return what has become late."""
        late = [clock for clock in self._ripening if clock.due_at <= at]
        self._mark(late, "late", "due_at", at)
        unwarned = [clock for clock in self._ripening if clock.warned_at is None]
        near = [clock for clock in unwarned if clock.warn_at and clock.warn_at <= at]
        self._mark(near, "warned", "warn_at", at)
        return late

    def _mark(self, clocks: list[Clock], how: str, when: str, at: datetime) -> None:
        clocks.sort(key=attrgetter(when))
        for clock in clocks:
            setattr(clock, f"{how}_at", at)
        matter = self.matter
        place = matter.division_id
        standing = matter.state, matter.version, matter.definition_id, matter.unit_id, place, None
        ripe = [
            Ripe(clock.pk, clock.code, clock.due_at, matter.pk, place[: Level.CITY], *standing)
            for clock in clocks
        ]
        self.remember(Change(new=[told(clock, f"clock_{how}", at) for clock in ripe]))

    def may_merge(self, at: datetime) -> bool:
        """Tell whether the other matter was open at an instant, equally hidden, and ended but once."""
        if self.other is None:
            return False
        other = self.other.matter
        if other.ended_at and other.ended_at <= at:
            return False
        ends = {state.code for state in self.other.definition.states if state.end}
        entries = self.other.rows[Entry]
        again = any(entry.from_state in ends and entry.to_state not in ends for entry in entries)
        secret = self.matter.concealed or other.concealed
        return not again and not secret and other.confidentiality == self.matter.confidentiality

    def other_ends(self) -> datetime | None:
        """Return when the worker lets it follow the one that it was merged into and that ended, or none."""
        ended = self.other.matter.ended_at if self.other else None
        if ended is None or not self.definition.state(self.matter.state).follows:
            return None
        stage: Stage = self.rows[Stage][-1]
        return max(ended, stage.begun_at) + PULSE

    def may(self, action: Action, actor: Actor, at: datetime) -> bool:
        """Tell whether an actor who sees it may do an action at an instant, by the same rules as on any other."""
        every = facts_of(actor, self.of(self.matter), [action])
        return any(refusal(action, facts, at) is None for facts in every)

    def sees(self, post: Viewer) -> bool:
        """Tell whether a post sees it."""
        return sight.sees(post, self._standpoint())

    def would_see(self, post: Viewer) -> bool:
        """Tell whether a post would see it if its unit took part and it were charged itself."""
        return sight.sees(post, self._standpoint(units=(post.own.unit_id,), posts=(post.post_id,)))

    def _standpoint(self, *, units: Sequence[int] = (), posts: Sequence[int] = ()) -> Standpoint:
        charged = [
            part.post_id
            for part in self.rows[Assignment]
            if part.post_id and (part.ended_at is None or part.ended_how == ENDED_WITH_MATTER)
        ]
        barred = self.barred.get(self.matter.pk, frozenset())
        return standpoint(self.matter, units=(*self.units, *units), charged=(*charged, *posts), barred=barred)


@dataclass(kw_only=True)
class Remembered(Acting):
    """An act on a life; the other matter is the one that the life could be related to."""

    life: Life

    @override
    def tie(self, kind: str) -> Matter:
        if self.life.other is None:
            raise LookupError("There is no other matter.")
        other = self.life.other.matter
        self.params["other"] = other.pk
        self.afterwards.append(
            lambda entry: self.change.add(Relation(matter=self.matter, other=other, kind=kind, entry=entry))
        )
        return other

    @override
    def untie(self) -> None:
        merged = [tie for tie in self.life.rows[Relation] if tie.kind == Relation.Kind.MERGED_INTO]
        self.params["other"] = merged[0].other_id
        self.change.gone += merged

    @override
    def follow(self) -> None:
        other = self.life.other.matter if self.life.other else self.matter
        self.params["other"] = other.pk
        self.matter.outcome, self.matter.resolved_at = other.outcome, self.now

    @override
    def find_by(self, words: Sequence[str]) -> None:
        self.life.added = words


def write(lives: Sequence[Life]) -> None:
    """Write matters with all that surrounds them by COPY, in the caller's transaction."""
    for life in lives:
        life.matter.search = search_tokens(life.matter, extra=life.added)
    insert_many(Matter, [life.matter for life in lives])
    for model in (*NAMED, *OTHERS):
        insert_many(model, [row for life in lives for row in life.rows[model]])
    insert_many(
        Participation,
        [
            Participation(matter=life.matter, unit_id=unit, registered_at=life.matter.registered_at)
            for life in lives
            for unit in life.units
        ],
    )

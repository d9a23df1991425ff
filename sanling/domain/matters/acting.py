"""One act under way on a matter's row: what is known before it, and how its effects become rows."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from typing_extensions import override

from sanling.domain.matters import timing, tying
from sanling.domain.matters.access import ENDED_WITH_MATTER
from sanling.domain.matters.classifying import correct
from sanling.domain.matters.entries import Enclosure, write_entry
from sanling.domain.matters.models import Assignment, Clock, Entry, Matter, Rating, Stage
from sanling.domain.matters.searching import search_tokens
from sanling.domain.matters.situation import StoredSituation
from sanling.domain.people.models import Post, Unit
from sanling.domain.workflow.schema import Action, ClockRule, Definition, State
from sanling.domain.workflow.transition import Act, Before
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.prepared import insert, run, update

_PARTICIPATE = """
    INSERT INTO matters_participation (matter_id, unit_id, registered_at) VALUES (%s, %s, %s)
    ON CONFLICT DO NOTHING
"""
_SIGN = """
    UPDATE matters_assignment SET signed_at = %s
    WHERE matter_id = %s AND kind = 'main' AND ended_at IS NULL AND signed_at IS NULL
"""
_END_STAGE = "UPDATE matters_stage SET ended_at = %s WHERE matter_id = %s AND ended_at IS NULL"


@dataclass
class Acting(Act):
    """The locked matter and the legal action with its cleaned fields.

    ``unit_id`` is the unit for which a post acts: its own, or that of the one that it stands in for, never both.
    ``locked`` has the keys of the matters locked for the act: its own, and what its form names.
    """

    actor: Actor
    matter: Matter
    situation: StoredSituation
    definition: Definition
    action: Action
    fields: Mapping[str, Any]
    now: datetime
    unit_id: int | None = None
    enclosures: Sequence[Enclosure] = ()
    locked: frozenset[int] = frozenset()
    params: dict[str, Any] = field(default_factory=dict)
    afterwards: list[Callable[[Entry], None]] = field(default_factory=list)

    @property
    @override
    def holder(self) -> int:
        return self.matter.unit_id

    @property
    @override
    def place(self) -> str:
        return self.matter.division_id

    @property
    @override
    def charged(self) -> int | None:
        return self.matter.assignee_id

    @override
    def unit(self, chosen: Unit) -> Unit:
        return chosen

    @override
    def hold(self, unit: Unit) -> None:
        self.release()
        self.matter.unit = unit
        self._participate(unit.pk)

    def _participate(self, unit: int) -> None:
        """Let a unit see the matter from now on."""
        run(_PARTICIPATE, [self.matter.pk, unit, self.matter.registered_at])

    @override
    def charge(self, post: Post) -> None:
        self.release()
        self.matter.assignee = post
        insert(
            Assignment(
                matter=self.matter,
                kind=Assignment.Kind.MAIN,
                unit_id=post.unit_id,
                post=post,
                begun_at=self.now,
            )
        )
        self._participate(post.unit_id)

    @override
    def sign(self) -> None:
        if self.matter.assignee_id is not None:
            run(_SIGN, [self.now, self.matter.pk])

    @override
    def release(self) -> None:
        if self.matter.assignee_id is None:
            return
        charged = Assignment.objects.filter(matter=self.matter, kind=Assignment.Kind.MAIN, ended_at=None)
        charged.update(ended_at=self.now, ended_how=self.action.code)
        self.matter.assignee = None

    @override
    def end_assignments(self) -> None:
        under_way = Assignment.objects.filter(matter=self.matter, ended_at=None)
        under_way.update(ended_at=self.now, ended_how=ENDED_WITH_MATTER)
        self.matter.assignee = None

    @override
    def call_in(self, unit: Unit) -> None:
        self._participate(unit.pk)
        joint, made = Assignment.objects.get_or_create(
            matter=self.matter,
            unit=unit,
            kind=Assignment.Kind.JOINT,
            ended_at=None,
            defaults={"begun_at": self.now},
        )
        if made:
            timing.start(self.action.clocks, matter=self.matter, now=self.now, assignment=joint)

    @override
    def report_in(self) -> None:
        parts = self._parts_of(self.unit_id)
        reporting = Clock.objects.filter(
            assignment__in=parts, code__in=self.definition.stopping(self.action.code)
        )
        timing.stop_all(reporting, now=self.now, met=self.met)
        Assignment.objects.filter(pk__in=parts).update(signed_at=self.now)

    @override
    def finish_part(self) -> None:
        self._finish(self._parts_of(self.unit_id))

    @override
    def finish_parts(self) -> None:
        self._finish([joint.pk for joint in self.situation.joints()])

    def _parts_of(self, unit: int | None) -> list[int]:
        return [joint.pk for joint in self.situation.joints() if joint.unit_id == unit]

    def _finish(self, parts: Sequence[int]) -> None:
        if parts:
            timing.stop_all(Clock.objects.filter(assignment__in=parts), now=self.now, met=self.met)
            ending = Assignment.objects.filter(pk__in=parts)
            ending.update(ended_at=self.now, ended_how=ENDED_WITH_MATTER)

    @override
    def begin_stage(self, state: State) -> None:
        run(_END_STAGE, [self.now, self.matter.pk])
        stage = Stage(matter=self.matter, state=state.code, unit_id=self.matter.unit_id, begun_at=self.now)
        insert(stage)
        self._start(state.clocks, stage)

    @override
    def start(self, rules: Iterable[ClockRule]) -> None:
        self._start(rules, None)

    def _start(self, rules: Iterable[ClockRule], stage: Stage | None) -> None:
        self.situation.started += timing.start(rules, matter=self.matter, now=self.now, stage=stage)

    @override
    def stop(self, clocks: Sequence[Clock]) -> None:
        timing.stop(clocks, now=self.now, met=self.met)

    @override
    def hold_clocks(self, clocks: Sequence[Clock], *, late: bool = False) -> None:
        self.afterwards.append(lambda entry: timing.pause(clocks, now=self.now, entry=entry, late=late))

    @override
    def count_on(self, clocks: Sequence[Clock], *, counted: Collection[str] = ()) -> None:
        rules = {rule.code: rule for rule in self.definition.all_clocks}
        self.afterwards.append(
            lambda entry: timing.resume(clocks, rules=rules, now=self.now, entry=entry, counted=counted)
        )

    @override
    def give_time(self, clock: int, by: int) -> None:
        moved = Clock.objects.get(pk=clock, matter=self.matter)
        rule = self.definition.clock(moved.code)
        self.afterwards.append(lambda entry: timing.extend(moved, by=by, rule=rule, entry=entry))

    @override
    def classify(self) -> None:
        correct(self)

    @override
    def tie(self, kind: str) -> Matter:
        return tying.tie(self, kind)

    @override
    def untie(self) -> None:
        tying.untie(self)

    @override
    def follow(self) -> None:
        tying.follow(self)

    @override
    def rate(self, result: int, steps: Mapping[str, int], comment: str) -> None:

        def put(entry: Entry) -> None:
            insert(Rating(matter=self.matter, entry=entry, result=result, steps=dict(steps), comment=comment))

        self.afterwards.append(put)

    @override
    def find_by(self, words: Sequence[str]) -> None:
        self.matter.search = search_tokens(self.matter, extra=words)

    @override
    def write(self, before: Before) -> Entry:
        return write_entry(
            matter=self.matter,
            actor=self.actor,
            at=self.now,
            code=self.action.code,
            audience=self.action.audience,
            params=self.params,
            before=before,
            enclosures=self.enclosures,
        )

    @override
    def keep(self) -> None:
        timing.refresh(self.matter)
        update(self.matter)


def storable(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return cleaned fields as the JSON of an entry: rows by their key, dates as ISO 8601."""
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(row) for row in value]
    return value

"""One act under way on a matter's row: what is known before it, and what of its effects becomes rows."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db.models import Model
from typing_extensions import override

from sanling.domain.matters import timing, tying
from sanling.domain.matters.access import ENDED_WITH_MATTER
from sanling.domain.matters.changes import END_ALL, END_HINDSIGHT, END_STAGE, RELEASE, SIGN, Change
from sanling.domain.matters.classifying import correct
from sanling.domain.matters.entries import Enclosure, write_entry
from sanling.domain.matters.models import Assignment, Clock, Entry, Matter, Rating, Stage
from sanling.domain.matters.searching import search_tokens
from sanling.domain.matters.situation import StoredSituation
from sanling.domain.people.models import Post, Unit
from sanling.domain.workflow.schema import Action, ClockRule, State, Workflow
from sanling.domain.workflow.transition import Act, Before
from sanling.foundation.audit.actor import Actor
from sanling.foundation.holidays.schedules import workdays_at


@dataclass
class Acting(Act):
    """The locked matter and the legal action with its cleaned fields.

    ``unit_id`` is the unit for which a post acts: its own, or that of the one that it stands in for, never both.
    ``locked`` has the keys of the matters locked for the act: its own, and what its form names.
    """

    actor: Actor
    matter: Matter
    situation: StoredSituation
    definition: Workflow
    action: Action
    fields: Mapping[str, Any]
    now: datetime
    unit_id: int | None = None
    enclosures: Sequence[Enclosure] = ()
    locked: frozenset[int] = frozenset()
    params: dict[str, Any] = field(default_factory=dict)
    afterwards: list[Callable[[Entry], None]] = field(default_factory=list)
    change: Change = field(default_factory=Change)
    _charged: Assignment | None = None
    _was: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        """Remember how the matter was."""
        self._was = dict(vars(self.matter))

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
        self.change.taking_part.append((self.matter, unit.pk))

    @override
    def charge(self, post: Post) -> None:
        self.release()
        self.matter.assignee = post
        self._charged = Assignment(
            matter=self.matter,
            kind=Assignment.Kind.MAIN,
            unit_id=post.unit_id,
            post=post,
            begun_at=self.now,
        )
        self.change.add(self._charged)
        self.change.taking_part.append((self.matter, post.unit_id))

    @override
    def sign(self) -> None:
        if self._charged is not None:
            self._charged.signed_at = self.now
        elif self.matter.assignee_id is not None:
            self.change.run(SIGN, self.matter, self.now)

    @override
    def release(self) -> None:
        if self._charged is not None:
            self.change.set(self._charged, ended_at=self.now, ended_how=self.action.code)
            self._charged = None
        elif self.matter.assignee_id is not None:
            self.change.run(RELEASE, self.matter, self.now, self.action.code)
        self.matter.assignee = None

    @override
    def end_assignments(self) -> None:
        for new in (*self.situation.called, *([self._charged] if self._charged else [])):
            self.change.set(new, ended_at=self.now, ended_how=ENDED_WITH_MATTER)
        self._charged = None
        self.change.run(END_ALL, self.matter, self.now, ENDED_WITH_MATTER)
        self.matter.assignee = None

    @override
    def end_hindsight(self) -> None:
        self.change.run(END_HINDSIGHT, self.matter, self.action.code)

    @override
    def call_in(self, unit: Unit) -> None:
        self.change.taking_part.append((self.matter, unit.pk))
        if not self.situation.joints(unit.pk):
            joint = Assignment(matter=self.matter, unit=unit, kind=Assignment.Kind.JOINT, begun_at=self.now)
            self.situation.called.append(joint)
            self.change.add(joint)
            self.change.add(*timing.clocks_of(self.action.clocks, self.matter, self.now, assignment=joint))

    @override
    def report_in(self) -> None:
        parts = self.situation.joints_of(self.unit_id)
        stopping = self.definition.stopping(self.action.code)
        self.stop([clock for clock in self._clocks_of(parts) if clock.code in stopping])
        for joint in parts:
            self.change.set(joint, signed_at=self.now)

    @override
    def finish_part(self) -> None:
        self._finish(self.situation.joints_of(self.unit_id))

    @override
    def finish_parts(self) -> None:
        self._finish(self.situation.joints())

    def _clocks_of(self, parts: Sequence[Assignment]) -> list[Clock]:
        keys = {joint.pk for joint in parts}
        return [clock for clock in self.situation.running() if clock.assignment_id in keys] if keys else []

    def _finish(self, parts: Sequence[Assignment]) -> None:
        self.stop(self._clocks_of(parts))
        for joint in parts:
            self.change.set(joint, ended_at=self.now, ended_how=ENDED_WITH_MATTER)

    @override
    def begin_stage(self, state: State) -> None:
        self.change.run(END_STAGE, self.matter, self.now)
        stage = Stage(matter=self.matter, state=state.code, unit_id=self.matter.unit_id, begun_at=self.now)
        self.change.add(stage)
        self._start(state.clocks, stage)

    @override
    def start(self, rules: Iterable[ClockRule]) -> None:
        self._start(rules, None)

    def _start(self, rules: Iterable[ClockRule], stage: Stage | None) -> None:
        started = timing.clocks_of(rules, self.matter, self.now, stage=stage)
        self.situation.started += started
        self.change.add(*started)

    @override
    def stop(self, clocks: Sequence[Clock]) -> None:
        timing.stop(clocks, now=self.now, met=self.met, change=self.change)

    @override
    def hold_clocks(self, clocks: Sequence[Clock], *, late: bool = False) -> None:
        self.afterwards.append(
            lambda entry: timing.pause(clocks, now=self.now, entry=entry, late=late, change=self.change)
        )

    @override
    def count_on(self, clocks: Sequence[Clock], *, counted: Collection[str] = ()) -> None:

        def resume(entry: Entry) -> None:
            for held in clocks:
                until = None if held.code in counted else self.now
                timing.resume(held, until=until, by=self._mover(held, entry))

        self.afterwards.append(resume)

    @override
    def give_time(self, clock: int, by: int) -> None:
        # One that was stopped meanwhile tells what it would have been given.
        running = (moved for moved in self.situation.running() if moved.pk == clock)
        given = next(running, None) or self.situation.among.stopped(self.matter.pk, clock)
        self.afterwards.append(lambda entry: timing.extend(given, more=by, by=self._mover(given, entry)))

    def _mover(self, clock: Clock, entry: Entry) -> timing.Mover:
        rules = {rule.code: rule for rule in self.definition.all_clocks}
        pauses, days = self.situation.pauses(clock), workdays_at(self.matter.division_id)
        return timing.Mover(entry, rules.get(clock.code), pauses, days, self.change)

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
            rating = Rating(
                matter=self.matter, entry=entry, result=result, steps=dict(steps), comment=comment
            )
            self.change.add(rating)

        self.afterwards.append(put)

    @override
    def find_by(self, words: Sequence[str]) -> None:
        self.matter.search = search_tokens(self.matter, extra=words)

    @override
    def write(self, before: Before) -> Entry:
        return write_entry(
            self.change,
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
        running = [clock for clock in self.situation.running() if clock.pk is not None]
        started = [row for row in self.change.new if isinstance(row, Clock) and row.stopped_at is None]
        timing.refresh(self.matter, [*running, *started])
        was, now = self._was, vars(self.matter)
        written = (name for name in _written() if name in now and now[name] != was.get(name))
        self.change.mark(self.matter, written)


@cache
def _written() -> tuple[str, ...]:
    """Return the columns of a matter that are written, by the names of attributes."""
    fields = Matter._meta.concrete_fields  # noqa: SLF001 -- Django's documented name
    return tuple(field.attname for field in fields if not field.generated)


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

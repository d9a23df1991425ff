"""One act under way on an invented matter: the same transition as a real one, kept in memory."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from typing_extensions import override

from sanling.domain.matters.access import ENDED_WITH_MATTER
from sanling.domain.matters.models import Relation
from sanling.domain.workflow.schema import Action, ClockRule, Definition, State
from sanling.domain.workflow.transition import Act, Before
from sanling.foundation.calendar import Allowance
from sanling.processes.simulation.history import History
from sanling.processes.simulation.records import By, SimAssignment, SimChange, SimClock, SimEntry, SimPause
from sanling.processes.simulation.town import Office, Worker


def apply(
    history: History,
    action: Action,
    *,
    at: datetime,
    by: By,
    worker: Worker | None = None,
    fields: Mapping[str, Any] | None = None,
    files: int = 0,
) -> None:
    """Do one legal action; ``fields`` are as an entry keeps them."""
    given = dict(fields or {})
    Invented(history, action, given, at, by, worker, files, params=dict(given)).carry_out()


@dataclass
class Invented(Act):
    """An act of a worker, or without one of a party or the system."""

    matter: History
    action: Action
    fields: Mapping[str, Any]
    now: datetime
    by: By
    worker: Worker | None
    files: int
    params: dict[str, Any]
    afterwards: list[Callable[[int], None]] = field(default_factory=list)

    @property
    def situation(self) -> History:  # type: ignore[override]
        """The history knows what is so with it."""
        return self.matter

    @property
    def definition(self) -> Definition:  # type: ignore[override]
        """The workflow that it follows."""
        return self.matter.definition

    @property
    @override
    def holder(self) -> int:
        return self.matter.unit

    @property
    @override
    def place(self) -> str:
        return self.matter.path

    @property
    @override
    def charged(self) -> int | None:
        return self.matter.assignee.id if self.matter.assignee else None

    @override
    def unit(self, chosen: int) -> Office:
        return self.matter.town.offices[chosen]

    @override
    def hold(self, unit: Office) -> None:
        self.release()
        self.matter.unit = unit.id
        self.matter.participants[unit.id] = None

    @override
    def charge(self, post: int) -> None:
        self.release()
        worker = self.matter.town.posts[post]
        self.matter.assignee = worker
        self._assign(worker.unit, post)

    def _assign(self, unit: int, post: int | None) -> SimAssignment:
        assignments = self.matter.assignments
        assignments.append(SimAssignment(unit, post, self.now, len(assignments)))
        self.matter.participants[unit] = None
        return assignments[-1]

    @override
    def sign(self) -> None:
        for part in self.matter.assignments:
            if part.ended_at is None and not part.joint and part.signed_at is None:
                part.signed_at = self.now

    @override
    def release(self) -> None:
        if self.matter.assignee is not None:
            self._end((part for part in self.matter.assignments if not part.joint), self.action.code)
            self.matter.assignee = None

    @override
    def end_assignments(self) -> None:
        self._end(self.matter.assignments, ENDED_WITH_MATTER)
        self.matter.assignee = None

    @override
    def end_hindsight(self) -> None:
        for part in self.matter.assignments:
            if not part.joint and part.ended_how == ENDED_WITH_MATTER:
                part.ended_how = self.action.code

    def _end(self, parts: Iterable[SimAssignment], how: str) -> None:
        for part in parts:
            if part.ended_at is None:
                part.ended_at, part.ended_how = self.now, how

    @override
    def call_in(self, unit: Office) -> None:
        if not self.matter.joints(unit.id):
            joint = self._assign(unit.id, None)
            self.matter.start(self.action.clocks, self.now, assignment=joint.place)

    @override
    def report_in(self) -> None:
        reporting = self.definition.stopping(self.action.code)
        for part in self._own_parts():
            part.signed_at = self.now
            self.stop([clock for clock in self._clocks_of(part) if clock.code in reporting])

    @override
    def finish_part(self) -> None:
        self._finish(self._own_parts())

    @override
    def finish_parts(self) -> None:
        self._finish(self.matter.joints())

    def _own_parts(self) -> Sequence[SimAssignment]:
        return self.matter.joints(self.worker.unit) if self.worker else ()

    def _finish(self, parts: Sequence[SimAssignment]) -> None:
        for part in parts:
            self.stop(self._clocks_of(part))
        self._end(parts, ENDED_WITH_MATTER)

    def _clocks_of(self, part: SimAssignment) -> list[SimClock]:
        return [clock for clock in self.matter.running() if clock.assignment == part.place]

    @override
    def begin_stage(self, state: State) -> None:
        self.matter.stages[-1].ended_at = self.now
        self.matter.begin_stage(state, self.now)

    @override
    def start(self, rules: Iterable[ClockRule]) -> None:
        self.matter.start(rules, self.now)

    @override
    def stop(self, clocks: Sequence[SimClock]) -> None:
        for clock in clocks:
            clock.stop(self.now, self.met)

    @override
    def hold_clocks(self, clocks: Sequence[SimClock], *, late: bool = False) -> None:
        held = [clock for clock in clocks if clock.paused_at is None and (late or clock.late_at is None)]

        def hold(entry: int) -> None:
            for clock in held:
                clock.paused_at = self.now
                clock.pauses.append(SimPause(self.now))
                clock.changes.append(SimChange(entry, clock.due_at, None))

        self.afterwards.append(hold)

    @override
    def count_on(self, clocks: Sequence[SimClock], *, counted: Collection[str] = ()) -> None:

        def go_on(entry: int) -> None:
            for clock in clocks:
                pause = clock.pauses[-1]
                pause.ended_at = pause.begun_at if clock.code in counted else self.now
                clock.paused_at = None
                self.matter.move(clock, entry)

        self.afterwards.append(go_on)

    @override
    def give_time(self, clock: int, by: int) -> None:
        moved = self.matter.clocks[clock]

        def move(entry: int) -> None:
            moved.allowance = Allowance(moved.allowance.amount + by, moved.allowance.unit)
            self.matter.move(moved, entry)
            if moved.late_at is not None and moved.due_at > self.now:
                moved.late_at = None

        self.afterwards.append(move)

    @override
    def classify(self) -> None:
        self.params["before"] = {"category": self.matter.category}
        self.matter.category = self.fields["category"]

    @override
    def tie(self, kind: str) -> None:
        self.afterwards.append(lambda entry: self.matter.relations.append((entry, kind)))

    @override
    def untie(self) -> None:
        kept = [tie for tie in self.matter.relations if tie[1] != Relation.Kind.MERGED_INTO]
        self.matter.relations = kept

    @override
    def follow(self) -> None:
        self.matter.outcome = self.matter.leader.outcome if self.matter.leader else ""
        self.matter.resolved_at = self.now

    @override
    def rate(self, result: int, steps: Mapping[str, int], comment: str) -> None:
        self.afterwards.append(
            lambda entry: self.matter.ratings.append((entry, result, dict(steps), comment))
        )

    @override
    def find_by(self, words: Sequence[str]) -> None:
        self.matter.added = list(words)

    @override
    def write(self, before: Before) -> int:
        post = self.worker.id if self.worker else None
        action, matter = self.action, self.matter
        matter.write(
            SimEntry(
                self.now,
                before.unit,
                action.code,
                action.audience,
                self.params,
                self.by,
                post,
                before.state,
                matter.state,
                matter.version,
                self.files,
                evidence=action.evidence > 0,
            )
        )
        return len(matter.entries) - 1

    def keep(self) -> None:
        """Leave it in memory."""

"""One invented matter, kept in memory; what an act does to it is decided where it is for a real one.

A property test replays such histories through the real actions and compares every row.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from typing_extensions import override

from sanling.domain.matters.timing import warn_instant
from sanling.domain.workflow.schema import ClockRule, Definition, State
from sanling.domain.workflow.transition import Situation
from sanling.foundation.calendar import due
from sanling.processes.simulation.course import Course, due_of
from sanling.processes.simulation.records import (
    By,
    SimAssignment,
    SimChange,
    SimClock,
    SimEntry,
    SimStage,
)
from sanling.processes.simulation.town import Office, Town, Worker

# The worker's pulse takes a clock within a second of its end.
PULSE = timedelta(seconds=1)


@dataclass(slots=True)
class History(Situation):
    """A matter's life: what `Matter` will hold, and the rows around it."""

    town: Town
    course: Course
    path: str
    unit: int
    registered_at: datetime
    category: str
    confidentiality: int = 0
    accused: int | None = None
    registrar: int | None = None
    # The number of another matter that this one could be related to.
    other: str = ""
    leader: "History | None" = None
    state: str = ""
    open: bool = True
    paused: bool = False
    outcome: str = ""
    assignee: Worker | None = None
    resolved_at: datetime | None = None
    ended_at: datetime | None = None
    version: int = 1
    added: list[str] = field(default_factory=list)
    entries: list[SimEntry] = field(default_factory=list)
    stages: list[SimStage] = field(default_factory=list)
    assignments: list[SimAssignment] = field(default_factory=list)
    clocks: list[SimClock] = field(default_factory=list)
    participants: dict[int, None] = field(default_factory=dict)
    ratings: list[tuple[int, int, dict[str, int], str]] = field(default_factory=list)
    relations: list[tuple[int, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _running: list[SimClock] = field(default_factory=list)

    @property
    def definition(self) -> Definition:
        """The workflow that it follows."""
        return self.course.definition

    # -- acts ---------------------------------------------------------------------------------------------------

    def begin(self, *, by: By, channel: str, files: int) -> None:
        """Register: the first stage, its clocks, the first entry."""
        at = self.registered_at
        self.participants[self.unit] = None
        self.begin_stage(self.definition.state(self.definition.initial), at)
        register = self.definition.register().code
        self.start(self.definition.starting(register), at)
        params = {"channel": channel, "unit": self.unit}
        entry = SimEntry(
            at, self.unit, register, "party", params, by, self.registrar, "", self.state, 1, files
        )
        self.write(entry)

    def next_pulse(self) -> datetime | None:
        """Return when the worker's scan will next find a clock of this matter, or none."""
        first: datetime | None = None
        for clock in self.running():
            if clock.paused_at is None and clock.late_at is None:
                warned = clock.warn_at is None or clock.warned_at is not None
                moment = clock.due_at if warned else min(clock.due_at, clock.warn_at or clock.due_at)
                if first is None or moment < first:
                    first = moment
        return first + PULSE if first else None

    def leader_ends(self) -> datetime | None:
        """Return when the worker lets a merged matter follow the one that ended, or none."""
        if (
            self.leader is None
            or self.leader.ended_at is None
            or not self.definition.state(self.state).follows
        ):
            return None
        return max(self.leader.ended_at, self.stages[-1].begun_at) + PULSE

    def may_merge(self, at: datetime) -> bool:
        """Tell whether the other matter was open at an instant, equally hidden, and ended but once."""
        other = self.leader
        if other is None or (other.ended_at and other.ended_at <= at):
            return False
        ends = {one.code for one in other.definition.states if one.end}
        again = any(one.from_state in ends and one.to_state not in ends for one in other.entries)
        return not again and (other.confidentiality, other.accused) == (self.confidentiality, self.accused)

    def scan(self, at: datetime) -> list[SimClock]:
        """Mark what is late, then what is to be warned of, as the scan does; return what has become late."""
        ripe = [clock for clock in self.running() if clock.counts]
        late = sorted((one for one in ripe if one.due_at <= at), key=lambda one: one.due_at)
        for clock in late:
            clock.late_at = at
            self._ring(clock, at, "clock_late")
        warned = [
            one for one in ripe if one.counts and one.warn_at and one.warn_at <= at and not one.warned_at
        ]
        for clock in sorted(warned, key=lambda one: one.warn_at or at):
            clock.warned_at = at
            self._ring(clock, at, "clock_warned")
        return late

    def _ring(self, clock: SimClock, at: datetime, code: str) -> None:
        params = {"clock": clock.place, "clock_code": clock.rule.code, "due": clock.due_at.isoformat()}
        here = self.state
        self.write(
            SimEntry(at, self.unit, code, "internal", params, By.SYSTEM, None, here, here, self.version)
        )

    def write(self, entry: SimEntry) -> None:
        """Add an entry."""
        self.counts[entry.code] += 1
        self.entries.append(entry)

    # -- states and clocks ----------------------------------------------------------------------------------------

    @override
    def running(self) -> list[SimClock]:
        self._running = [clock for clock in self._running if clock.stopped_at is None]
        return self._running

    def nearest(self) -> tuple[datetime | None, datetime | None]:
        """Return the matter's ``due_at`` and ``warn_at``: the nearest of the clocks that count."""
        counting = [clock for clock in self.running() if clock.paused_at is None]
        warnings = [clock.warn_at for clock in counting if clock.warn_at]
        return min((clock.due_at for clock in counting), default=None), min(warnings, default=None)

    def start(
        self,
        rules: Iterable[ClockRule],
        at: datetime,
        *,
        stage: int | None = None,
        assignment: int | None = None,
    ) -> None:
        """Start one clock a rule."""
        for rule in rules:
            end = due_of(at, rule.within)
            warn = warn_instant(rule, started_at=at, due_at=end.at)
            clock = SimClock(
                rule, len(self.clocks), at, rule.within, end.at, end.provisional, warn, stage, assignment
            )
            self.clocks.append(clock)
            self._running.append(clock)

    def move(self, clock: SimClock, entry: int) -> None:
        """Recompute when a clock ends, by its allowance and closed pauses."""
        pauses = [(one.begun_at, one.ended_at) for one in clock.pauses if one.ended_at]
        end = due(start=clock.started_at, allowance=clock.allowance, pauses=pauses)
        clock.changes.append(SimChange(entry, clock.due_at, end.at))
        clock.due_at, clock.provisional, clock.warned_at = end.at, end.provisional, None
        clock.warn_at = warn_instant(clock.rule, started_at=clock.started_at, due_at=end.at)

    def begin_stage(self, state: State, at: datetime) -> None:
        """Begin a stage in the state that was come to, with its clocks."""
        self.state = state.code
        self.stages.append(SimStage(state.code, self.unit, at))
        self.start(state.clocks, at, stage=len(self.stages) - 1)

    # -- what is so with it -----------------------------------------------------------------------------------------

    @override
    def unit_above(self) -> Office | None:
        above = self.town.offices[self.unit].parent
        return None if above is None else self.town.offices[above]

    @override
    def unit_before(self) -> Office | None:
        before = next((stage.unit for stage in reversed(self.stages) if stage.unit != self.unit), None)
        return None if before is None else self.town.offices[before]

    @override
    def joints(self, unit: int | None = None) -> list[SimAssignment]:
        return [
            part
            for part in self.assignments
            if part.joint and part.ended_at is None and unit in (None, part.unit)
        ]

    @override
    def asked_extension(self) -> dict[str, Any] | None:
        told = (entry.params for entry in reversed(self.entries) if "extension" in entry.params)
        last = next(told, None)
        return last if last and last["extension"] == "asked" else None

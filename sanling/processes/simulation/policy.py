"""What happens next to an invented matter: legal acts, drawn by weight, after delays drawn by act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import log
from random import Random
from typing import Any

from sanling.domain.matters.verbs.follow import Follow
from sanling.domain.matters.verbs.merge import Merge
from sanling.domain.matters.verbs.relate import Relate
from sanling.domain.matters.verbs.split import Split
from sanling.domain.matters.verbs.supervise import Supervise
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.schema import Action, Relation, Who
from sanling.foundation.workdays import is_working_day
from sanling.processes.simulation.acting import apply
from sanling.processes.simulation.config import SimulationPart
from sanling.processes.simulation.course import Course
from sanling.processes.simulation.forms import Forms
from sanling.processes.simulation.history import History
from sanling.processes.simulation.records import By, SimClock
from sanling.processes.simulation.standing import candidates, may, rights, sees
from sanling.processes.simulation.town import Worker

USUAL_HOURS = 8.0
# The spread of a delay (of its logarithm), and how often somebody lets things lie, and by how much.
SPREAD = 0.9
DALLYING, DALLIES = 0.025, 20.0
# Office hours are 8:00 to 19:00 in China, 0:00 to 11:00 UTC of the same day; residents sleep from 22:00 to 7:00.
CLOSES, OFF_DUTY = 11, 0.7
# At the centres somebody is on duty until 22:00, and on most days off.
DUTY_ENDS, DUTY_OFF = 14, 0.1
ASLEEP, AWAKE = 14, 23
DAY = timedelta(days=1)
QUICKEST = timedelta(minutes=1)
# The role that a rule names first does most of the work.
USUALLY = 0.85
# Superiors look at what is late.
WATCHED_WHEN_LATE = 12.0


@dataclass(frozen=True, slots=True)
class Choice:
    """An act that may follow in a state; none is to wait."""

    action: Action | None
    weight: float
    once: Sequence[str]
    after: str | None

    def open(self, counts: Mapping[str, int]) -> bool:
        """Tell whether it hasn't been done often enough, and what it waits for has been done."""
        if self.once and self.action:
            done = counts.get(self.action.code, 0)
            if done and done >= sum(counts.get(code, 0) for code in self.once):
                return False
        return self.after is None or self.after in counts


@dataclass(frozen=True, slots=True)
class Plan:
    """The act that comes next unless a clock has the system act before it."""

    at: datetime
    action: Action
    by: By
    worker: Worker | None
    fields: dict[str, Any]
    files: int


@dataclass
class Policy:
    """How matters of one definition are dealt with."""

    course: Course
    forms: Forms
    habits: SimulationPart
    boost: Mapping[str, float] = field(default_factory=dict)
    _choices: dict[str, list[Choice]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the table of each state of the definition."""
        definition, habits = self.course.definition, self.habits
        for state in definition.states:
            table = habits.states.get(f"{definition.code}.{state.code}", habits.states.get(state.code, {}))
            legal = {one.code: one for one in definition.actions if state.code in one.sources}
            self._choices[state.code] = [
                Choice(
                    legal.get(code),
                    weight * self.boost.get(code, 1.0),
                    habits.once.get(code, ()),
                    habits.after.get(code) if habits.after.get(code) in table else None,
                )
                for code, weight in table.items()
                if code in legal or code == "wait"
            ]

    def live(self, history: History, random: Random, until: datetime) -> None:
        """Let a matter that was registered live until an instant."""
        plan = self._plan(history, random, history.registered_at)
        while True:
            ends = history.leader_ends()
            if ends is not None:
                if ends > until:
                    return
                self._follow(history, ends)
                plan = self._plan(history, random, ends)
                continue
            pulse = history.next_pulse()
            if pulse is not None and (plan is None or pulse <= plan.at):
                if pulse > until:
                    return
                if self._act_on_overdue(history, history.scan(pulse), pulse):
                    plan = self._plan(history, random, pulse)
            elif plan is None or plan.at > until:
                return
            else:
                apply(
                    history,
                    plan.action,
                    at=plan.at,
                    by=plan.by,
                    worker=plan.worker,
                    fields=plan.fields,
                    files=plan.files,
                )
                plan = self._plan(history, random, plan.at)

    def _follow(self, history: History, at: datetime) -> None:
        """Let what was merged end with the other, or go on by itself when that one was not taken further."""
        verb = Follow.code if history.leader and history.leader.resolved_at else Split.code
        for action in self.course.definition.actions:
            system = action.verb == verb and action.by(Relation.SYSTEM)
            if system and may(history, action, Relation.SYSTEM, None, at):
                apply(history, action, at=at, by=By.SYSTEM)
                return

    def _act_on_overdue(self, history: History, late: Sequence[SimClock], at: datetime) -> bool:
        """Do as the system what follows from clocks that ran out; tell whether anything was done."""
        acted = False
        for clock in late:
            code = clock.rule.on_overdue.act
            if code and clock.stopped_at is None:
                action = self.course.definition.action(code)
                if not action.fields and may(history, action, Relation.SYSTEM, None, at):
                    apply(history, action, at=at, by=By.SYSTEM)
                    acted = True
        return acted

    def _plan(self, history: History, random: Random, now: datetime) -> Plan | None:
        counts = history.counts
        choices = [
            one for one in self._choices[history.state] if not (one.once or one.after) or one.open(counts)
        ]
        weights = [one.weight for one in choices]
        if any(clock.late_at for clock in history.running()):
            for place, one in enumerate(choices):
                if one.action and one.action.verb == Supervise.code:
                    weights[place] *= WATCHED_WHEN_LATE
        while choices:
            place = _drawn(weights, random)
            action = choices[place].action
            if action is None:
                return None
            plan = self._try(history, random, now, action)
            if plan:
                return plan
            del choices[place], weights[place]
        return None

    def _try(self, history: History, random: Random, now: datetime, action: Action) -> Plan | None:
        """Return the plan of an action if somebody may do it and its form can be filled."""
        for who in _shuffled(action.who, random):
            party = who.relation is Relation.PARTY
            found = [] if party else candidates(history, who)
            while party or found:
                worker = None if party else _one_of(found, who, random)
                if worker and not _can_do(history, worker, action):
                    found.remove(worker)
                    continue
                at = self._when(action, now, random, worker)
                if action.verb == Merge.code and not history.may_merge(at):
                    return None
                if may(history, action, who.relation, worker, at):
                    fields = self.forms.fill(history, action, at, random)
                    if fields is None:
                        return None
                    by = By.POST if worker else By.LINK
                    return Plan(at, action, by, worker, fields, self.forms.files(action, random))
                # Another worker in the same relation fares no better.
                break
        return None

    def _when(self, action: Action, now: datetime, random: Random, worker: Worker | None) -> datetime:
        hours = random.lognormvariate(log(self.habits.hours.get(action.code, USUAL_HOURS)), SPREAD)
        if worker and random.random() < DALLYING:
            hours *= DALLIES
        at = (now + max(timedelta(hours=hours), QUICKEST)).replace(microsecond=0)
        if worker is None:
            return in_waking_hours(at, random)
        return in_office_hours(at, random, duty=worker.role in self.habits.on_duty)


def _drawn(weights: Sequence[float], random: Random) -> int:
    """Return a place, as often as its weight says."""
    left = random.random() * sum(weights)
    for place, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return place
    return len(weights) - 1


def _shuffled(who: Sequence[Who], random: Random) -> Sequence[Who]:
    if len(who) > 1 and random.random() > USUALLY:
        return random.sample(who, len(who))
    return who


def _one_of(found: Sequence[Worker], who: Who, random: Random) -> Worker:
    if len(found) > 1 and random.random() < USUALLY:
        for role in who.roles:
            usual = [one for one in found if one.role == role]
            if usual:
                return random.choice(usual)
    return random.choice(found)


def _can_do(history: History, worker: Worker, action: Action) -> bool:
    """Tell whether a worker sees the matter; to relate it to another, it reads who brought any of the township."""
    if not sees(history, worker):
        return False
    if action.verb not in {Relate.code, Merge.code}:
        return True
    allowed = rights(history, worker)
    whole = allowed.scope == "jurisdiction" and not worker.lines and len(worker.path) <= Level.TOWNSHIP
    return allowed.unmasks and whole


def in_office_hours(at: datetime, random: Random, *, duty: bool) -> datetime:
    """Return an instant, or a little after the next opening when offices are closed then."""
    closes, off = (DUTY_ENDS, DUTY_OFF) if duty else (CLOSES, OFF_DUTY)
    closed = at.hour >= closes
    if not closed and is_working_day(at.date()):
        return at
    opens = at.replace(hour=0, minute=0, second=0)
    if closed:
        opens += DAY
    moved = closed
    while not is_working_day(opens.date()) and random.random() < off:
        opens += DAY
        moved = True
    return opens + timedelta(seconds=int(random.expovariate(1 / 2000))) if moved else at


def in_waking_hours(at: datetime, random: Random) -> datetime:
    """Return an instant, or the morning after when people sleep then."""
    if ASLEEP <= at.hour < AWAKE:
        return at.replace(hour=AWAKE, minute=0, second=0) + timedelta(
            seconds=int(random.expovariate(1 / 5000))
        )
    return at

"""What becomes of an open matter when it moves to another version of its workflow; nothing is written here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sanling.domain.matters.models import Clock, ClockPause, Matter
from sanling.domain.matters.timing import end_of
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.schema import ClockRule, FormField, State, Workflow
from sanling.foundation.calendar import Allowance, Due
from sanling.foundation.holidays.schedules import workdays_at
from sanling.foundation.workdays import Workdays


class CantMove(Exception):
    """A matter must stay with the version that it has; the text says why."""


@dataclass(frozen=True)
class Versions:
    """The version that matters have and the one that they move to, with what states that it lacks are called there."""

    old: Workflow
    new: Workflow
    states: Mapping[str, str] = field(default_factory=dict)

    def state(self, code: str) -> State:
        """Return where a matter in a state of the old version stands in the new one; raises `CantMove`.

        It may not end, settle, rest or follow another by being moved, nor go on doing any of these.
        """
        to = self.states.get(code, code)
        found = next((state for state in self.new.states if state.code == to), None)
        if found is None:
            raise CantMove(f"the new version has no state {to!r}; say what it is called there: --map {to}=…")
        was = self.old.state(code)
        if _sort(was) != _sort(found):
            raise CantMove(
                f"{code!r} and {to!r} differ in whether a matter there ends, is settled, rests or follows"
            )
        return found

    def refuse_retyped(self, said: Mapping[str, Collection[str]], reading: Workflow) -> None:
        """Raise `CantMove` where the new version takes what was said for something else.

        It would be read as that: words as the key of a unit, or as no words at all, which retention then leaves.
        ``said`` are the fields that were filled in, by the act's code, and ``reading`` is the old version as entries
        are read by it (`reading_of`): a matter may have come to it from one whose fields it no longer knew.
        """
        for code, names in said.items():
            new = {asked.code: asked.type for asked in _fields(self.new, code)}
            for asked in _fields(reading, code):
                was, now = asked.type, new.get(asked.code, asked.type)
                if asked.code not in names or was == now:
                    continue
                if not (field_type(was).is_written and field_type(now).is_written):
                    raise CantMove(f"the field {asked.code!r} of its act {code!r} was {was!r} and is {now!r}")


def _fields(definition: Workflow, code: str) -> Iterator[FormField]:
    return (asked for action in definition.actions if action.code == code for asked in action.fields)


def _sort(state: State) -> tuple[bool, bool, bool, bool]:
    return state.end, state.settles, state.paused, state.follows


@dataclass(frozen=True)
class MovedClock:
    """A clock that runs on by another rule."""

    clock: Clock
    rule: ClockRule
    allowance: str
    due: Due

    @property
    def moves(self) -> bool:
        """Tell whether it ends at another instant, or by another allowance."""
        return self.due.at != self.clock.due_at or self.allowance != self.clock.allowance

    def is_late(self, now: datetime) -> bool:
        """Tell whether it becomes late by being moved."""
        return self.clock.late_at is None and self.clock.paused_at is None and self.due.at <= now


@dataclass(frozen=True)
class Move:
    """What a matter becomes: its state, and its clocks that run on, end, and begin now."""

    state: State
    kept: Sequence[MovedClock]
    dropped: Sequence[Clock]
    of_stage: Sequence[ClockRule]
    of_matter: Sequence[ClockRule]


def decide(
    matter: Matter,
    *,
    running: Sequence[Clock],
    pauses: Mapping[int, Sequence[ClockPause]],
    done: Sequence[str],
    versions: Versions,
) -> Move:
    """Return what a matter becomes; ``done`` are the codes of its acts in their order. Raises `CantMove`.

    A clock that both versions know counts from its own start, with its pauses and what it was given beyond its rule.
    One that the new version lacks is needed no more. One that only the new version has, of the matter or of its state,
    begins with the move: nobody is late for what nobody asked for.
    """
    state = versions.state(matter.state)
    days = workdays_at(matter.division_id)
    kept, dropped = [], []
    for clock in running:
        rule = _rule_of(clock, state, versions.new)
        if rule is None:
            dropped.append(clock)
        else:
            kept.append(_moved(clock, rule, versions.old, pauses.get(clock.pk, ()), days))
    of_state = {rule.code for rule in versions.old.state(matter.state).clocks}
    of_matters = {rule.code for rule in versions.old.clocks}
    begun = (
        []
        if state.settles or state.follows
        else [rule for rule in versions.new.clocks if rule.code not in of_matters]
    )
    return Move(
        state=state,
        kept=kept,
        dropped=dropped,
        of_stage=[rule for rule in state.clocks if rule.code not in of_state],
        of_matter=[rule for rule in begun if _runs(rule, done)],
    )


def _rule_of(clock: Clock, state: State, new: Workflow) -> ClockRule | None:
    """Return the rule of the new version by which a clock goes on, where it belongs to what it belonged to."""
    rules = state.clocks if clock.of_stage else new.clocks
    if clock.of_assignment:
        rules = tuple(rule for action in new.actions for rule in action.clocks)
    return next((rule for rule in rules if rule.code == clock.code), None)


def _moved(
    clock: Clock, rule: ClockRule, old: Workflow, pauses: Sequence[ClockPause], days: Workdays
) -> MovedClock:
    given, before = Allowance.parse(clock.allowance), old.clock(clock.code).within
    if given == before:
        allowance = rule.within
    elif given.unit == before.unit == rule.within.unit:
        allowance = Allowance(max(0, rule.within.amount + given.amount - before.amount), given.unit)
    else:
        raise CantMove(
            f"its clock {clock.code!r} was given {given}, which the new version counts in another unit"
        )
    if allowance == given:
        end = Due(clock.due_at, clock.provisional)
    else:
        was, clock.allowance = clock.allowance, str(allowance)
        end = end_of(clock, pauses, days)
        clock.allowance = was
    return MovedClock(clock, rule, str(allowance), end)


def _runs(rule: ClockRule, done: Sequence[str]) -> bool:
    """Tell whether a clock that spans stages would run now, had it been known from the beginning."""
    runs = False
    for code in done:
        runs = code in rule.starts or (runs and not rule.is_ended_by(code))
    return runs

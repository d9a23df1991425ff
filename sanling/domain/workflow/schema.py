"""A workflow definition as typed data: states, actions, who may do them, and the clocks that run meanwhile."""

from functools import cached_property
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from sanling.domain.workflow.terms import ActorRelation, Code, Within
from sanling.domain.workflow.verbs import verb_of
from sanling.foundation.calendar import Allowance
from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part

__all__ = [
    "Action",
    "ActorRelation",
    "ClockRule",
    "Code",
    "FormField",
    "Option",
    "Overdue",
    "State",
    "Tell",
    "Who",
    "Within",
    "Workflow",
]


class Who(Part):
    """Posts of some roles, at some levels, that stand in one relation to the matter; "*" is every role."""

    roles: tuple[str, ...] = ("*",)
    relation: ActorRelation
    levels: tuple[str, ...] | None = None


class Option(Part):
    """One choice of a field, proposed where what `earlier_in`, `earlier_through` or `skips_level` says is so.

    The same person's earlier matter is in, or came through, one of these states; a visit is above the level in charge.
    """

    code: Code
    name: Label
    earlier_in: tuple[Code, ...] = ()
    earlier_through: tuple[Code, ...] = ()
    skips_level: bool = False


class FormField(Part):
    """One field of an action's form.

    A required boolean must be ticked. A rating is 1 to 5: the field `result` is the result's, any other is the speed
    of the step that it is named after. `select` narrows units and posts by where they stand from the holder,
    `roles` narrows posts; `most` bounds a number, or an allowance in its own unit.
    """

    code: Code
    type: Code
    name: Label
    help: Label | None = None
    required: bool = False
    options: tuple[Option, ...] = ()
    select: Literal["below", "above", "departments", "any"] | None = None
    roles: tuple[str, ...] = ()
    max_length: Annotated[int, Field(ge=1, le=10_000)] = 2_000
    most: Within | Annotated[int, Field(ge=0)] | None = None


class Tell(Part):
    """Whom a clock tells: "assignee", "party", or posts of a role as "holder:ROLE", "above:", "county:", "city:"."""

    notify: tuple[str, ...] = ()


class Overdue(Tell):
    """What follows when a clock has run out: whom to tell, and which action the system takes, handing to whom."""

    act: str | None = None
    hand_to: str | None = None


class ClockRule(Part):
    """A deadline: how long, from when, and what follows when it nears and passes.

    Where it stands says what it belongs to: under a state it runs while a stage in that state lasts; under an action it
    runs for each assignment that the action makes; under the definition itself it spans stages, from an action in
    `starts` to one in `stops` or `drops`. Starting a clock that runs changes nothing; an action in both lists starts it
    anew. Any clock ends with what it belongs to, and when the matter comes to a state that ends or has an outcome. What
    it asks for is done by an action in `stops`, any other that ends it has made it needless; without `stops` whatever
    ends it has done it, save an action in `drops`, a reopening, a withdrawal or a merge. `warn` is how long before
    the end. What was merged holds its clocks until it is split off; one that `counts_merged` has run on meanwhile, for
    law that knows no such pause.
    """

    code: Code
    name: Label
    within: Within
    warn: Within | None = None
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    on_warn: Tell = Tell()
    on_overdue: Overdue = Overdue()
    counts_merged: bool = False
    source: str | None = None

    def given(self, time: int | None) -> "ClockRule":
        """Return the rule with another time in its own unit, where one is given."""
        return self.model_copy(update={"within": Allowance(time, self.within.unit)}) if time else self

    def is_ended_by(self, action: str) -> bool:
        """Tell whether an action ends the clock by its own lists."""
        return action in self.stops or action in self.drops

    def is_met_by(self, action: str, *, needless: bool) -> bool:
        """Tell whether an action that ends the clock has done what it asks for, not made it ``needless``."""
        if self.stops:
            return action in self.stops
        return action not in self.drops and not needless


class State(Part):
    """Where a matter can stand, who must act there, and what the resident reads meanwhile.

    `owner` lists roles at the holding unit, or of the assignee. Coming to an `unassigned` state ends the main
    assignment. `asks` names the party's actions that `next` asks for or offers; once one of them can't be done any
    more, what is left is said in general words instead. In a state that `follows` a matter stands that was merged into
    another. `step` is the rated step that passes here. An archive without an outcome keeps the one before.
    """

    code: Code
    name: Label
    public: Label
    next: Label | None = None
    asks: tuple[Code, ...] = ()
    step: str | None = None
    owner: tuple[str, ...] = ()
    unassigned: bool = False
    paused: bool = False
    follows: bool = False
    end: bool = False
    outcome: Code | None = None
    clocks: tuple[ClockRule, ...] = ()

    @property
    def settles(self) -> bool:
        """Tell whether a matter that comes here needs no more work, so that its clocks stop."""
        return self.end or self.outcome is not None


class Action(Part):
    """Something that may be done: from where to where, by whom, with which fields, evidence and conditions.

    With `to` the action ends the stage and begins a new one, even in the same state; without it the stage goes on.
    `notify` are told besides those of its verb. `limit` is the most times in one matter, and as many again each time an
    action in `renewed_by` was done. `within` counts from `since`. An action that moves deadlines names them in `moves`.
    Whoever did one of `apart_from` in the matter, by whatever post, doesn't do this.
    """

    code: Code
    verb: Code
    name: Label
    sources: Annotated[tuple[str, ...], Field(alias="from")] = ()
    to: str | None = None
    who: Annotated[tuple[Who, ...], Field(min_length=1)]
    fields: tuple[FormField, ...] = ()
    evidence: Annotated[int, Field(ge=0, le=12)] = 0
    reason: bool = False
    guards: tuple[str, ...] = ()
    audience: Literal["party", "internal", "restricted"] = "internal"
    public: Label | None = None
    limit: Annotated[int, Field(ge=1)] | None = None
    renewed_by: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    within: Within | None = None
    since: Literal["stage", "registered", "resolved", "ended"] | None = None
    moves: tuple[str, ...] = ()
    notify: tuple[str, ...] = ()
    style: Literal["primary", "normal", "danger"] = "normal"
    clocks: tuple[ClockRule, ...] = ()
    source: str | None = None

    def by(self, relation: ActorRelation) -> bool:
        """Tell whether the action is open to somebody in that relation."""
        return any(who.relation is relation for who in self.who)


class Turned(NamedTuple):
    """What an action does to clocks: those that it starts, and the codes of those that it ends and meets."""

    starting: tuple[ClockRule, ...]
    stopping: frozenset[str]
    met: frozenset[str]


class Workflow(Part):
    """One workflow, whole; look things up by code with `state`, `action` and `clock`."""

    code: Code
    kind: Code
    name: Label
    initial: str
    source: str | None = None
    states: Annotated[tuple[State, ...], Field(min_length=1)]
    actions: Annotated[tuple[Action, ...], Field(min_length=1)]
    clocks: tuple[ClockRule, ...] = ()

    @model_validator(mode="after")
    def _codes_once(self) -> Self:
        for what, codes in (
            ("state", [state.code for state in self.states]),
            ("action", [action.code for action in self.actions]),
        ):
            twice = sorted({code for code in codes if codes.count(code) > 1})
            if twice:
                raise ValueError(f"More than one {what} has the code {', '.join(twice)}.")
        for rule in self._written_clocks:
            if rule != self._clocks[rule.code]:
                raise ValueError(f"Two different clocks have the code {rule.code}.")
        return self

    @property
    def _written_clocks(self) -> tuple[ClockRule, ...]:
        holders: tuple[State | Action, ...] = (*self.states, *self.actions)
        return (*self.clocks, *(rule for holder in holders for rule in holder.clocks))

    @property
    def all_clocks(self) -> tuple[ClockRule, ...]:
        """Return the clocks of the matter, of its stages and of assignments, in this order, each once."""
        return tuple(self._clocks.values())

    @cached_property
    def _states(self) -> dict[str, State]:
        return {state.code: state for state in self.states}

    @cached_property
    def _actions(self) -> dict[str, Action]:
        return {action.code: action for action in self.actions}

    @cached_property
    def _clocks(self) -> dict[str, ClockRule]:
        return {rule.code: rule for rule in self._written_clocks}

    def state(self, code: str) -> State:
        """Return a state; raises KeyError for a code that the definition does not have."""
        return self._states[code]

    def action(self, code: str) -> Action:
        """Return an action; raises KeyError for a code that the definition does not have."""
        return self._actions[code]

    def clock(self, code: str) -> ClockRule:
        """Return a clock's rule; raises KeyError for a code that the definition does not have."""
        return self._clocks[code]

    def register(self) -> Action:
        """Return the action that makes a matter; raises LookupError in a definition that was never checked."""
        for action in self.actions:
            if verb_of(action.verb).registers:
                return action
        raise LookupError(f"{self.code} has no action that registers a matter.")

    @cached_property
    def _turned(self) -> dict[str, Turned]:
        return {action.code: self._turned_by(action) for action in self.actions}

    def _turned_by(self, action: Action) -> Turned:
        needless = verb_of(action.verb).needless
        return Turned(
            starting=tuple(rule for rule in self.clocks if action.code in rule.starts),
            stopping=frozenset(rule.code for rule in self.all_clocks if rule.is_ended_by(action.code)),
            met=frozenset(
                rule.code for rule in self.all_clocks if rule.is_met_by(action.code, needless=needless)
            ),
        )

    def starting(self, action: str) -> tuple[ClockRule, ...]:
        """Return the clocks that span stages and start with an action."""
        return self._turned[action].starting

    def stopping(self, action: str) -> frozenset[str]:
        """Return the codes of the clocks of matter or assignment that an action ends."""
        return self._turned[action].stopping

    def met_by(self, action: str) -> frozenset[str]:
        """Return the codes of the clocks whose deadline an action has met if it ends them."""
        return self._turned[action].met

"""A stage on which acts are done in memory: what is so is said, and what they do is told in order."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from typing_extensions import override

from sanling.domain.workflow.schema import Action, ClockRule, FormField, State, Workflow
from sanling.domain.workflow.transition import Act, Before, Situation
from sanling.domain.workflow.verbs import verb_of
from sanling.foundation.calendar import Allowance
from sanling.foundation.labels import Label

NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
NAME = Label(zh="某", en="Some")


@dataclass(frozen=True)
class Office:
    """A unit or a post, of which only the key counts."""

    id: int


@dataclass
class Part:
    """What a unit was called in for."""

    unit: int
    signed_at: datetime | None = None


@dataclass
class Running:
    """A clock of the stage."""

    code: str
    id: int = 1
    due_at: datetime = NOW
    paused_at: datetime | None = None
    of_stage: bool = False
    of_assignment: bool = False


@dataclass
class Case:
    """A matter of the stage."""

    state: str = "here"
    open: bool = True
    paused: bool = False
    outcome: str = ""
    resolved_at: datetime | None = None
    ended_at: datetime | None = None
    version: int = 1


@dataclass
class Facts(Situation):
    """What is said to be so."""

    above: Office | None = None
    before: Office | None = None
    parts: Sequence[Part] = ()
    asked: Mapping[str, Any] | None = None
    clocks: list[Running] = field(default_factory=list)

    @override
    def unit_above(self) -> Office | None:
        return self.above

    @override
    def unit_before(self) -> Office | None:
        return self.before

    @override
    def joints(self, unit: int | None = None) -> Sequence[Part]:
        return [part for part in self.parts if unit in (None, part.unit)]

    @override
    def asked_extension(self) -> Mapping[str, Any] | None:
        return self.asked

    @override
    def running(self) -> Sequence[Running]:
        return list(self.clocks)


Told = tuple[object, ...]


@dataclass
class Staged(Act):
    """An act that tells what it does instead of keeping it."""

    definition: Workflow
    action: Action
    fields: Mapping[str, Any] = field(default_factory=dict)
    situation: Facts = field(default_factory=Facts)
    matter: Case = field(default_factory=Case)
    now: datetime = NOW
    unit_held: int = 10
    post_charged: int | None = None
    params: dict[str, Any] = field(default_factory=dict)
    afterwards: list[Any] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def _tell(self, *words: object) -> None:
        self.told.append(words)

    @property
    @override
    def holder(self) -> int:
        return self.unit_held

    @property
    @override
    def place(self) -> str:
        return "410105002"

    @property
    @override
    def charged(self) -> int | None:
        return self.post_charged

    @override
    def unit(self, chosen: Office) -> Office:
        return chosen

    @override
    def hold(self, unit: Office) -> None:
        self.unit_held, self.post_charged = unit.id, None
        self._tell("hold", unit.id)

    @override
    def charge(self, post: Office) -> None:
        self.post_charged = post.id
        self._tell("charge", post.id)

    @override
    def sign(self) -> None:
        self._tell("sign")

    @override
    def release(self) -> None:
        self.post_charged = None
        self._tell("release")

    @override
    def end_assignments(self) -> None:
        self.post_charged = None
        self._tell("end assignments")

    @override
    def end_hindsight(self) -> None:
        self._tell("end hindsight")

    @override
    def call_in(self, unit: Office) -> None:
        self._tell("call in", unit.id)

    @override
    def report_in(self) -> None:
        self._tell("report in")

    @override
    def finish_part(self) -> None:
        self._tell("finish part")

    @override
    def finish_parts(self) -> None:
        self._tell("finish parts")

    @override
    def begin_stage(self, state: State) -> None:
        self._tell("begin stage", state.code)

    @override
    def start(self, rules: Iterable[ClockRule]) -> None:
        for rule in rules:
            self.situation.clocks.append(Running(rule.code, id=100 + len(self.told)))
            self._tell("start", rule.code)

    @override
    def stop(self, clocks: Sequence[Running]) -> None:
        for clock in clocks:
            self.situation.clocks.remove(clock)
            self._tell("stop", clock.code)

    @override
    def hold_clocks(self, clocks: Sequence[Running], *, late: bool = False) -> None:
        self._tell("hold clocks", *(clock.code for clock in clocks), *(["late ones too"] if late else []))

    @override
    def count_on(self, clocks: Sequence[Running], *, counted: Collection[str] = ()) -> None:
        self._tell("count on", *(clock.code for clock in clocks), *(f"{code} counted" for code in counted))

    @override
    def give_time(self, clock: int, by: int) -> None:
        self._tell("give time", clock, by)

    @override
    def classify(self) -> None:
        self._tell("classify")

    @override
    def tie(self, kind: str) -> None:
        self._tell("tie", str(kind))

    @override
    def untie(self) -> None:
        self._tell("untie")

    @override
    def follow(self) -> None:
        self._tell("follow")

    @override
    def rate(self, result: int, steps: Mapping[str, int], comment: str) -> None:
        self._tell("rate", result, dict(steps), comment)

    @override
    def find_by(self, words: Sequence[str]) -> None:
        self._tell("find by", *words)

    @override
    def write(self, before: Before) -> Before:
        self._tell("write", before.state, self.matter.state)
        return before

    @override
    def keep(self) -> None:
        self._tell("keep")


def rule(code: str, **said: Any) -> ClockRule:
    """Return a clock of three days."""
    return ClockRule(code=code, name=NAME, within=Allowance.parse("3 d"), **said)


def state(code: str, **said: Any) -> State:
    """Return a state with its words."""
    return State(code=code, name=NAME, public=NAME, **said)


def action(code: str, verb: str, **said: Any) -> Action:
    """Return an action that whoever holds the matter may do."""
    said.setdefault("who", [{"relation": "holder"}])
    return Action.model_validate({"code": code, "verb": verb, "name": NAME.model_dump(), **said})


def definition(*actions: Action, states: Sequence[State] = (), clocks: Sequence[ClockRule] = ()) -> Workflow:
    """Return a definition of some actions, registered into its first state."""
    every = tuple(states) or (state("here"), state("there"))
    register = action("register", "register", who=[{"relation": "party"}])
    return Workflow(
        code="staged",
        kind="dispute",
        name=NAME,
        initial=every[0].code,
        states=every,
        actions=(register, *actions),
        clocks=tuple(clocks),
    )


def asked(code: str, kind: str) -> FormField:
    """Return a field of a form."""
    return FormField(code=code, type=kind, name=NAME)


def done(
    verb: str,
    fields: Mapping[str, tuple[str, Any]] | None = None,
    *,
    said: Mapping[str, Any] | None = None,
    clocks: Sequence[ClockRule] = (),
    **at: Any,
) -> Staged:
    """Let a verb do what is its own on the stage; ``fields`` holds types and values, ``said`` what its action says."""
    filled = fields or {}
    form = tuple(asked(code, kind) for code, (kind, _value) in filled.items())
    step = action("it", verb, **{"from": ["here"], **(said or {})}).model_copy(update={"fields": form})
    act = Staged(
        definition(step, clocks=clocks), step, {code: value for code, (_kind, value) in filled.items()}, **at
    )
    verb_of(verb).apply(act)
    return act

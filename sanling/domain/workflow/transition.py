"""What an act does to a matter, decided once: for rows in the database and for matters that live in memory alone.

A transition asks its matter what is so (`Situation`) and tells it what becomes of it (`Act`). It knows neither tables
nor Django: whoever keeps matters says how a unit holds one, how a clock is stopped, how an entry is written.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from sanling.domain.workflow.schema import Action, ClockRule, State, Workflow
from sanling.domain.workflow.verbs import verb_of


class Keyed(Protocol):
    """A unit or a post: whatever it is, it has a key."""

    @property
    def id(self) -> int:
        """Its key."""


class Joint(Protocol):
    """A unit's part in a matter, under way."""

    @property
    def signed_at(self) -> datetime | None:
        """When the unit reported in."""


class RunningClock(Protocol):
    """A clock that has not been stopped."""

    @property
    def id(self) -> int:
        """What names it in an entry."""

    @property
    def code(self) -> str:
        """The code of its rule."""

    @property
    def due_at(self) -> datetime:
        """When it runs out."""

    @property
    def paused_at(self) -> datetime | None:
        """Since when it stands still."""

    @property
    def of_stage(self) -> bool:
        """Whether it ends with the stage."""

    @property
    def of_assignment(self) -> bool:
        """Whether it ends with an assignment."""


class Folded(Protocol):
    """What a matter is at the moment: the sum of its entries."""

    state: str
    open: bool
    paused: bool
    outcome: str
    resolved_at: datetime | None
    ended_at: datetime | None
    version: int


class Before(NamedTuple):
    """Where a matter stood when the act was done: its state, the unit that held it, and the division that it lay in."""

    state: str
    unit: int
    place: str


class Situation(ABC):
    """What can be asked of a matter: by the guards of an action before it is done, and by its verb."""

    @abstractmethod
    def unit_above(self) -> Keyed | None:
        """Return the unit that would hold it one level up."""

    @abstractmethod
    def unit_before(self) -> Keyed | None:
        """Return the unit that held it before the one that does."""

    @abstractmethod
    def joints(self, unit: int | None = None) -> Sequence[Joint]:
        """Return the parts under way of the units called in, or of one of them."""

    def joints_of(self, unit: int | None) -> Sequence[Joint]:
        """Return the same of the unit for which somebody acts; the system and a party act for none."""
        return () if unit is None else self.joints(unit)

    @abstractmethod
    def asked_extension(self) -> Mapping[str, Any] | None:
        """Return what the request for more time says that nobody has decided yet."""

    @abstractmethod
    def running(self) -> Sequence[RunningClock]:
        """Return the clocks that have not been stopped."""


class Act(ABC):
    """One act under way on one matter. ``params`` goes into its entry; ``afterwards`` needs the entry."""

    matter: Any
    situation: Situation
    definition: Workflow
    action: Action
    fields: Mapping[str, Any]
    now: datetime
    params: dict[str, Any]
    afterwards: list[Callable[[Any], None]]

    def carry_out(self) -> Any:
        """Do it, whole, and return its entry."""
        matter: Folded = self.matter
        before = Before(matter.state, self.holder, self.place)
        verb_of(self.action.verb).apply(self)
        if self.action.to is not None:
            self._come_to(self.definition.state(self.action.to))
        self._turn_clocks()
        matter.version += 1
        entry = self.write(before)
        # Each names the act that keeps it: once done it goes, and an act leaves no circle behind.
        while self.afterwards:
            self.afterwards.pop(0)(entry)
        self.keep()
        return entry

    def _come_to(self, state: State) -> None:
        """End the stage under way and begin one in ``state``, which decides over outcome and assignments."""
        matter: Folded = self.matter
        self.stop([clock for clock in self.situation.running() if state.settles or clock.of_stage])
        if not matter.open and not state.end:
            self.end_hindsight()
        matter.state = state.code
        matter.open, matter.ended_at = not state.end, self.now if state.end else None
        matter.paused = state.paused
        if state.outcome or not state.end:
            matter.outcome = state.outcome or ""
        if state.end:
            self.end_assignments()
        elif state.unassigned:
            self.release()
        self.begin_stage(state)

    def _turn_clocks(self) -> None:
        """Stop and start the matter's own clocks that the action names; starting one that runs changes nothing."""
        code = self.action.code
        stopping, starting = self.definition.stopping(code), self.definition.starting(code)
        if not stopping and not starting:
            return
        own = [clock for clock in self.situation.running() if not clock.of_assignment]
        self.stop([clock for clock in own if clock.code in stopping])
        still = {clock.code for clock in own} - stopping
        given = self.fields.get(verb_of(self.action.verb).gives)
        self.start([rule.given(given) for rule in starting if rule.code not in still])

    @cached_property
    def met(self) -> frozenset[str]:
        """The codes of the clocks whose deadline the act meets, if it ends them."""
        return self.definition.met_by(self.action.code)

    def named(self, kind: str) -> Any:
        """Return what the field of a type holds; raises LookupError when the form has none."""
        for field in self.action.fields:
            if field.type == kind and field.code in self.fields:
                return self.fields[field.code]
        raise LookupError(f"{self.action.code} has no field of the type {kind}.")

    # -- who has it -----------------------------------------------------------------------------------------------

    @property
    @abstractmethod
    def holder(self) -> int:
        """The key of the unit that holds the matter."""

    @property
    @abstractmethod
    def place(self) -> str:
        """The path of the division that the matter lies in."""

    @property
    @abstractmethod
    def charged(self) -> int | None:
        """The key of the post that is charged with it."""

    @abstractmethod
    def unit(self, chosen: Any) -> Keyed:
        """Return the unit that a field's value means."""

    @abstractmethod
    def hold(self, unit: Any) -> None:
        """Hand the matter to a unit, which then has it unassigned."""

    @abstractmethod
    def charge(self, post: Any) -> None:
        """Charge the post that a field's value means; whoever was charged before is released."""

    @abstractmethod
    def sign(self) -> None:
        """Note that whoever is charged has it in hand, unless that was noted before."""

    @abstractmethod
    def release(self) -> None:
        """End the main assignment, if there is one."""

    @abstractmethod
    def end_assignments(self) -> None:
        """End every assignment with the matter; whoever did the work keeps sight of it as long as it is over."""

    @abstractmethod
    def end_hindsight(self) -> None:
        """Take the matter up again: whoever had it when it ended sees it only if charged anew."""

    @abstractmethod
    def call_in(self, unit: Any) -> None:
        """Call a unit in, unless it is, and start the action's clocks for its part."""

    @abstractmethod
    def report_in(self) -> None:
        """Note that the acting unit signed for its part, and stop the clocks for that."""

    @abstractmethod
    def finish_part(self) -> None:
        """End the acting unit's part, and its clocks."""

    @abstractmethod
    def finish_parts(self) -> None:
        """End what units were called in for, and its clocks."""

    # -- clocks ---------------------------------------------------------------------------------------------------

    @abstractmethod
    def begin_stage(self, state: State) -> None:
        """Close the stage under way, open one in the state that was come to, and start its clocks."""

    @abstractmethod
    def start(self, rules: Iterable[ClockRule]) -> None:
        """Start one clock of the matter a rule."""

    @abstractmethod
    def stop(self, clocks: Sequence[Any]) -> None:
        """End clocks for good: done are those that the act meets, the others are not needed any more."""

    @abstractmethod
    def hold_clocks(self, clocks: Sequence[Any], *, late: bool = False) -> None:
        """Let clocks stand still once the entry is there; late ones only if it is said."""

    @abstractmethod
    def count_on(self, clocks: Sequence[Any], *, counted: Collection[str] = ()) -> None:
        """Let clocks that stand still count on once the entry is there, later by the pause unless they ``counted``."""

    @abstractmethod
    def give_time(self, clock: int, by: int) -> None:
        """Give a clock more time, in its own unit, once the entry is there."""

    # -- everything else that an act may leave ------------------------------------------------------------------------

    @abstractmethod
    def classify(self) -> None:
        """Take over the category and place that the fields name, and keep in ``params`` what they were."""

    @abstractmethod
    def tie(self, kind: str) -> Any:
        """Tie the matter to the one whose number the form holds, once the entry is there; return that one.

        Raises what refuses the act where the actor may not say so, or this one can't follow that one.
        """

    @abstractmethod
    def untie(self) -> None:
        """Untie it from the matter that it follows."""

    @abstractmethod
    def follow(self) -> None:
        """Take over how the matter that it follows ended, or that it goes on."""

    @abstractmethod
    def rate(self, result: int, steps: Mapping[str, int], comment: str) -> None:
        """Keep a rating, once the entry is there."""

    @abstractmethod
    def find_by(self, words: Sequence[str]) -> None:
        """Let searches find it by more words."""

    @abstractmethod
    def write(self, before: Before) -> Any:
        """Write the entry of the act."""

    @abstractmethod
    def keep(self) -> None:
        """Keep what the matter is now."""

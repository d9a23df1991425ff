"""The rows of an invented matter before they have ids: places in a history's lists stand for them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sanling.domain.matters.models import Clock
from sanling.domain.workflow.schema import ClockRule
from sanling.foundation.calendar import Allowance


class By(StrEnum):
    """Who acts; the values are those of an entry's ``actor_kind``."""

    POST = "post"
    LINK = "link"
    VISITOR = "visitor"
    SYSTEM = "system"


@dataclass(slots=True)
class SimEntry:
    """An entry to be; ``post`` is the actor's when staff act, ``files`` how many pictures come with it."""

    at: datetime
    unit: int
    code: str
    audience: str
    params: dict[str, Any]
    by: By
    post: int | None
    from_state: str
    to_state: str
    version: int
    files: int = 0
    evidence: bool = False


@dataclass(slots=True)
class SimStage:
    """A stage to be."""

    state: str
    unit: int
    begun_at: datetime
    ended_at: datetime | None = None


@dataclass(slots=True)
class SimAssignment:
    """An assignment to be; ``post`` is none for a department that was called in."""

    unit: int
    post: int | None
    begun_at: datetime
    # In the history's list.
    place: int
    signed_at: datetime | None = None
    ended_at: datetime | None = None
    ended_how: str = ""

    @property
    def joint(self) -> bool:
        """Tell whether it is a department's part."""
        return self.post is None


@dataclass(slots=True)
class SimChange:
    """A clock's move to be; ``entry`` is the entry's place in the history."""

    entry: int
    was_due_at: datetime
    due_at: datetime | None


@dataclass(slots=True)
class SimPause:
    """A clock's pause to be."""

    begun_at: datetime
    ended_at: datetime | None = None


@dataclass(slots=True)
class SimClock:
    """A clock to be; ``stage`` and ``assignment`` are places in the history's lists."""

    rule: ClockRule
    place: int
    started_at: datetime
    allowance: Allowance
    due_at: datetime
    provisional: bool
    warn_at: datetime | None
    stage: int | None = None
    assignment: int | None = None
    warned_at: datetime | None = None
    late_at: datetime | None = None
    paused_at: datetime | None = None
    stopped_at: datetime | None = None
    ended_how: str = ""
    pauses: list[SimPause] = field(default_factory=list)
    changes: list[SimChange] = field(default_factory=list)

    @property
    def id(self) -> int:
        """What names it in an entry, until it has an id."""
        return self.place

    @property
    def code(self) -> str:
        """The code of its rule."""
        return self.rule.code

    @property
    def of_stage(self) -> bool:
        """Tell whether it ends with a stage."""
        return self.stage is not None

    @property
    def of_assignment(self) -> bool:
        """Tell whether it ends with an assignment."""
        return self.assignment is not None

    def stop(self, at: datetime, met: frozenset[str]) -> None:
        """End it: done if it is among those that are met, else not needed any more."""
        self.stopped_at, self.paused_at = at, None
        self.ended_how = Clock.Ended.DONE if self.rule.code in met else Clock.Ended.DROPPED

    @property
    def counts(self) -> bool:
        """Tell whether it runs and could still ring."""
        return self.stopped_at is None and self.paused_at is None and self.late_at is None

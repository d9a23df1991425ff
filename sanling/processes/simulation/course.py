"""A definition and the calendar, prepared for being asked a million times."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache

from sanling.domain.matters.verbs.follow import Follow
from sanling.domain.matters.verbs.merge import Merge
from sanling.domain.matters.verbs.relate import Relate
from sanling.domain.matters.verbs.split import Split
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.schema import Definition
from sanling.foundation.calendar import CHINA, Allowance, Due, Unit, due

# China's time is eight hours ahead of UTC all year.
AHEAD = timedelta(hours=8)
_IN_DAYS = {Unit.DAY, Unit.WORKING_DAY}


@dataclass(frozen=True)
class Course:
    """A definition, with what is often asked of it looked up once.

    That is, under which names entries keep units and posts, and which name another matter.
    """

    definition: Definition
    unit_names: set[str] = field(default_factory=lambda: {"unit", "from_unit"})
    post_names: set[str] = field(default_factory=lambda: {"post"})
    # The acts whose entries name another matter.
    naming: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Look them up."""
        for action in self.definition.actions:
            if action.verb in {Relate.code, Merge.code, Split.code, Follow.code}:
                self.naming.add(action.code)
            for one in action.fields:
                names = field_type(one.type).names
                if names == "unit":
                    self.unit_names.add(one.code)
                elif names == "post":
                    self.post_names.add(one.code)


def due_of(start: datetime, allowance: Allowance) -> Due:
    """Return when a period without pauses ends; one in days depends on its first day alone, so that is kept."""
    if allowance.unit in _IN_DAYS:
        return _due_in_days((start + AHEAD).toordinal(), allowance)
    return due(start=start, allowance=allowance)


@lru_cache(maxsize=20_000)
def _due_in_days(day: int, allowance: Allowance) -> Due:
    noon = datetime.fromordinal(day).replace(hour=12, tzinfo=CHINA)
    return due(start=noon, allowance=allowance)

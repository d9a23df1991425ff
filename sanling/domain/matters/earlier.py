"""What an earlier system says of a matter, and how that stands here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.verbs.archive import Archive
from sanling.domain.workflow.schema import State, Workflow

# The codes of entries that tell of an act there, and of its end there.
EARLIER, ENDED_EARLIER = "earlier", "ended_earlier"
# What such an entry keeps: what was done and what was written, in the words of that system, and by whom.
SAID, TEXT, BY = "said", "text", "by"
# What the entry of the registration keeps: the number there.
NUMBER = "earlier_number"


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """A matter of an earlier system, its numbers and texts cleaned; ``ended_at`` is ``None`` of one that is open.

    An ``outcome`` may be unknown, "", even of one that has ended. ``parties`` have no matter yet.
    """

    number: str
    kind: str
    category: str
    division: str
    unit_id: int
    title: str
    text: str
    place: str
    channel: str
    headcount: int
    registered_at: datetime
    ended_at: datetime | None
    outcome: str
    parties: Sequence[Party] = ()


def brought_before(city: str, numbers: Collection[str]) -> QuerySet[Matter]:
    """Return the matters of a city that had some of these numbers in an earlier system."""
    # In the words of the index's condition.
    return Matter.objects.filter(~Q(earlier_number=""), city=city, earlier_number__in=numbers)


def end_of(definition: Workflow, outcome: str) -> State | None:
    """Return the state in which a matter is over with an outcome, ``None`` where none of this workflow is.

    That is the end that has this outcome itself, else the archive, if a matter with this outcome or any comes there.
    """
    for state in definition.states:
        if state.end and outcome and state.outcome == outcome:
            return state
    for action in definition.actions:
        comes_from = {definition.state(code).outcome for code in action.sources}
        if action.verb == Archive.code and action.to and (not outcome or outcome in comes_from):
            return definition.state(action.to)
    return None

"""What comes before a sitting, when it is reminded of, and when others of the mediator collide with it; no Django."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# The mediator may say that all are there before the hour has come.
EARLY = timedelta(hours=1)
# No gap between two sittings is offered that is shorter.
SHORTEST = timedelta(minutes=30)


class Settled(StrEnum):
    """What is settled before a session: conflicts told, identity checked, warned, address confirmed (13, 16, 17)."""

    CONFLICTS = "conflicts"
    IDENTITY = "identity"
    WARNING = "warning"
    ADDRESS = "address"

    @property
    def is_of_each_side(self) -> bool:
        """Tell whether it is asked of each side; conflicts are told once."""
        return self is not Settled.CONFLICTS


@dataclass(frozen=True)
class Lacks:
    """What is still to be settled, of a side by its key; of all sides ``None``."""

    what: Settled
    side: int | None


def lacking(
    before: Iterable[Settled], sides: Collection[int], known: Collection[tuple[str, int | None]]
) -> list[Lacks]:
    """Return what of ``before`` isn't settled yet for some sides (法释〔2021〕23号 13, 16, 17)."""
    return [
        Lacks(what, side)
        for what in before
        for side in (sorted(sides) if what.is_of_each_side else (None,))
        if (what, side) not in known
    ]


def is_to_remind(begins_at: datetime, since: datetime, hours: Iterable[int], now: datetime) -> bool:
    """Tell whether an instant to remind at has come after ``since``, when it was planned or last reminded of.

    Several that were missed are one.
    """
    if now >= begins_at:
        return False
    return any(since < begins_at - timedelta(hours=hour) <= now for hour in hours)


@dataclass(frozen=True)
class Slot:
    """A stretch of somebody's time."""

    begins: datetime
    ends: datetime

    def meets(self, other: "Slot") -> bool:
        """Tell whether two have an instant in common; one may begin as the other ends."""
        return self.begins < other.ends and other.begins < self.ends


def free(openings: Sequence[Slot], taken: Iterable[Slot]) -> Iterator[Slot]:
    """Yield what is left of hours that somebody is there, of some length, between what is taken."""
    busy = sorted(taken, key=lambda slot: slot.begins)
    for opening in openings:
        begins = opening.begins
        for slot in (*(slot for slot in busy if slot.meets(opening)), Slot(opening.ends, opening.ends)):
            if slot.begins - begins >= SHORTEST:
                yield Slot(begins, slot.begins)
            begins = max(begins, slot.ends)

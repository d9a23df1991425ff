"""What holds of agreements by the kind of body, and who is asked to mediate; no Django."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How an agreement is made: by word, on paper, or by electronic signatures."""

    ORAL = "oral"
    WRITTEN = "written"
    ELECTRONIC = "electronic"


class Effect(StrEnum):
    """When an agreement takes effect.

    ``REACHED``: when all agree (人民调解法 30). ``SEALED``: when all parties and the mediator have signed and the body
    has sealed it (29). ``SIGNED``: when all parties and the mediator have signed. ``E_SIGNED``: the instant at which
    all parties have completed their electronic signatures (法释〔2021〕23号 19).
    """

    REACHED = "reached"
    SEALED = "sealed"
    SIGNED = "signed"
    E_SIGNED = "e_signed"


# What can only be of an agreement in such a form.
EFFECTS = {
    Form.ORAL: frozenset({Effect.REACHED}),
    Form.WRITTEN: frozenset({Effect.SEALED, Effect.SIGNED}),
    Form.ELECTRONIC: frozenset({Effect.E_SIGNED, Effect.SEALED}),
}


class Answered(StrEnum):
    """How somebody who was chosen stands: without an account, waiting to be asked, asked, at work, or not any more."""

    WISH = "wish"
    WAITS = "waits"
    ASKED = "asked"
    ACCEPTED = "accepted"
    OVER = "over"


@dataclass(frozen=True)
class Free:
    """A mediator who is fit for a dispute and not on leave.

    ``width`` is how long the path is of what the post answers for, and ``open`` are the disputes at hand.
    """

    mediator: int
    width: int
    in_hours: bool
    open: int


def nearest(free: Iterable[Free], most: int) -> list[int]:
    """Return the mediators to ask, the nearest first; of equals who is free now, then who has least at hand.

    It is who is asked first and nothing else: nobody is told an order of merit (2023 rules against formalism).
    """
    ranked = sorted(
        free, key=lambda person: (-person.width, not person.in_hours, person.open, person.mediator)
    )
    return [person.mediator for person in ranked[:most]]


def common(lists: Sequence[Sequence[int]]) -> list[int]:
    """Return whom all sides named, in the order of the first; nobody while but one has (法释〔2021〕23号 10)."""
    if len(lists) < 2:
        return []
    first, *others = lists
    return [named for named in first if all(named in other for other in others)]

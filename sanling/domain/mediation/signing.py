"""In which order an agreement is signed and sealed, when it takes effect, and what is a signature; no Django."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from math import dist

from sanling.domain.mediation.rules import Effect

# A signature on glass: of no more points than a hand makes, longer than a dot, in parts of the pad's width.
MOST_POINTS, SHORTEST = 4_000, 0.2

Point = tuple[float, float]
Strokes = Sequence[Sequence[Point]]


class Way(StrEnum):
    """How somebody signs: on glass, by the code that a phone gets, or on paper, of which a scan is kept."""

    GLASS = "glass"
    CODE = "code"
    PAPER = "paper"


class Lacking(StrEnum):
    """What is still to come before a step may be taken."""

    CONSENT = "consent"
    NOTICE = "notice"
    SIGNATURES = "signatures"
    MEDIATOR = "mediator"


@dataclass(frozen=True)
class Signing:
    """How far the signing of a text has come: which sides consented, read their rights and signed, and when.

    ``signed`` and ``mediator`` are instants of signatures, ``sealed`` of the body's seal, ``reached`` of an oral
    agreement.
    """

    sides: Collection[int]
    consented: Collection[int] = ()
    informed: Collection[int] = ()
    signed: Mapping[int, datetime] | None = None
    mediator: datetime | None = None
    sealed: datetime | None = None
    reached: datetime | None = None

    @property
    def awaited(self) -> list[int]:
        """Return the sides that have not signed."""
        return [side for side in self.sides if side not in (self.signed or {})]


def lacks_to_sign(signing: Signing) -> list[Lacking]:
    """Return what is lacking before anybody signs.

    All sides take part of their own will (人民调解法 17), and each has been told of its rights and duties
    (人民调解工作若干规定 30: before mediation begins).
    """
    lacking = [
        (Lacking.CONSENT, signing.consented),
        (Lacking.NOTICE, signing.informed),
    ]
    return [what for what, done in lacking if not {*signing.sides} <= {*done}]


def lacks_to_seal(signing: Signing) -> list[Lacking]:
    """Return what is lacking before the body seals: all parties and the mediator have signed (人民调解法 29)."""
    lacking = [Lacking.SIGNATURES] if signing.awaited else []
    return lacking if signing.mediator else [*lacking, Lacking.MEDIATOR]


def effective_at(effect: Effect, signing: Signing) -> datetime | None:
    """Return the instant from which an agreement holds; ``None`` while not yet."""
    signed = None if signing.awaited else max((signing.signed or {}).values(), default=None)
    match effect:
        case Effect.REACHED:
            return signing.reached
        case Effect.E_SIGNED:
            return signed
        case Effect.SIGNED:
            return max(signed, signing.mediator) if signed and signing.mediator else None
        case Effect.SEALED:
            return signing.sealed if signed and signing.mediator else None


def is_signature(strokes: Strokes) -> bool:
    """Tell whether strokes are more than a blank, a dot or a flood; points lie in a square of side 1."""
    points = [point for stroke in strokes for point in stroke]
    if not 2 <= len(points) <= MOST_POINTS:
        return False
    if not all(0 <= part <= 1 for point in points for part in point):
        return False
    return sum(dist(*pair) for stroke in strokes for pair in pairwise(stroke)) >= SHORTEST

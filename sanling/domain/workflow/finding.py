"""What the checks of a definition say, and what they must know of the profile and the product."""

from collections.abc import Mapping
from dataclasses import dataclass

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in a definition: where in its data, why, and what may stand there instead."""

    loc: Loc
    message: str
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """The names that a definition may use: those of the profile.

    `roles` maps each role to the levels it has posts at, `kinds` each kind of matter to the workflow that it follows.
    """

    roles: Mapping[str, frozenset[str]]
    levels: tuple[str, ...]
    kinds: Mapping[str, str]
    steps: frozenset[str]
    outcomes: frozenset[str]

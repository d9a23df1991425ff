"""The standard of a city's profile: which zeros there are, what breaks them, and which colour follows.

A rule says what it is by (law, standard, document of the city), of which facts, which of them count, in which time, and
how many or how much it takes. Of its provisos, in their order, the first that a fact meets decides whether it counts.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from sanling.domain.subjects.rules import Group, Status
from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]
Amount = Annotated[int, Field(ge=0, le=10**12)]


class Window(StrEnum):
    """Whose facts a rule looks at: the month's, the calendar year's until its end, or twelve months' to its end."""

    MONTH = "month"
    YEAR = "year"
    TWELVE_MONTHS = "12 months"


class Bounds(Part):
    """From how much to how much, inclusive."""

    at_least: Amount | None = None
    at_most: Amount | None = None

    @model_validator(mode="after")
    def bound_something(self) -> Self:
        """Refuse what bounds nothing, and bounds that nothing lies between."""
        if self.at_least is None and self.at_most is None:
            raise ValueError("say at_least, at_most or both")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError("at_least is above at_most")
        return self


Conditions = Mapping[Code, bool | tuple[str, ...] | Bounds]


class Named(Part):
    """A code with its label."""

    code: Code
    name: Label


class Zero(Named):
    """One of the zeros. ``confirmed_by``: the roles that confirm of each month that all its facts are in."""

    confirmed_by: Annotated[tuple[Code, ...], Field(min_length=1)]


class Proviso(Part):
    """Which facts that meet the rule don't count, or do all the same (但书)."""

    name: Label
    source: Label
    when: Annotated[Conditions, Field(min_length=1)]
    counts: bool = False


class Rule(Named):
    """What breaks a zero: so many facts, or so much of ``total`` over them, within the window.

    ``groups`` and ``types`` say whose facts; without them all are meant. A ``veto`` gives the colour of vetoes,
    whatever else holds.
    """

    zero: Code
    source: Label
    fact: Code
    when: Conditions = Field(default_factory=dict)
    window: Window = Window.MONTH
    total: Code | None = None
    at_least: Annotated[int, Field(ge=1, le=10**12)] = 1
    provisos: tuple[Proviso, ...] = ()
    groups: tuple[Group, ...] = ()
    types: tuple[Code, ...] = ()
    veto: bool = False


class Tone(StrEnum):
    """How a colour is shown; its name is the city's."""

    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


class Colour(Named):
    """A colour, the worst first: a subject has the first of which one condition holds; the last has none.

    ``broken`` zeros at least; one of ``zeros`` broken; a ``veto``. ``warns`` opens a warning.
    """

    tone: Tone
    broken: Annotated[int, Field(ge=1)] | None = None
    zeros: tuple[Code, ...] = ()
    veto: bool = False
    warns: bool = False

    @property
    def is_last(self) -> bool:
        """Tell whether it is what is left."""
        return self.broken is None and not self.zeros and not self.veto


class Exemption(Named):
    """Who is not judged, and by what."""

    source: Label
    types: tuple[Code, ...] = ()
    statuses: tuple[Status, ...] = ()


class StandardPart(Part):
    """The file ``standard.toml``; a city without one judges nobody."""

    zeros: tuple[Zero, ...] = ()
    rules: tuple[Rule, ...] = ()
    colours: tuple[Colour, ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    @model_validator(mode="after")
    def names_are_known(self) -> Self:
        """Refuse what is named twice, zeros that nothing breaks, and colours that nobody can have."""
        mistakes = [*self._twice(), *self._strays(), *self._colours_in_vain()]
        if mistakes:
            raise ValueError("; ".join(mistakes))
        return self

    def _twice(self) -> Iterator[str]:
        named = {
            "zeros": self.zeros,
            "rules": self.rules,
            "colours": self.colours,
            "exemptions": self.exemptions,
        }
        for what, rows in named.items():
            codes = [row.code for row in rows]
            for code in sorted({code for code in codes if codes.count(code) > 1}):
                yield f"{what} has {code!r} twice"

    def _strays(self) -> Iterator[str]:
        zeros = {zero.code for zero in self.zeros}
        for rule in self.rules:
            if rule.zero not in zeros:
                yield f"{rule.code}: zero {rule.zero!r} is none of zeros"
        for colour in self.colours:
            for stray in sorted(set(colour.zeros) - zeros):
                yield f"{colour.code}: zero {stray!r} is none of zeros"
        for vain in sorted(zeros - {rule.zero for rule in self.rules}):
            yield f"{vain}: no rule breaks it"

    def _colours_in_vain(self) -> Iterator[str]:
        if not self.zeros:
            return
        if not self.colours:
            yield "colours: none is said"
            return
        *worse, last = self.colours
        if not last.is_last:
            yield f"{last.code}: the last colour is of all that is left, and takes no condition"
        for colour in worse:
            if colour.is_last:
                yield f"{colour.code}: every subject would have it, and none those after it"

    @cached_property
    def by_zero(self) -> dict[str, Zero]:
        """Return the zeros by code."""
        return {zero.code: zero for zero in self.zeros}

    @cached_property
    def by_rule(self) -> dict[str, Rule]:
        """Return the rules by code."""
        return {rule.code: rule for rule in self.rules}

    @cached_property
    def by_colour(self) -> dict[str, Colour]:
        """Return the colours by code, the worst first."""
        return {colour.code: colour for colour in self.colours}

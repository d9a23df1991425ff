"""Indicators as a city's profile says them: what of how many, over which stock of rows."""

from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]


class Indicator(Part):
    """A rate: rows of a stock that one measure counts, of those that another does; computed from sums, never averaged.

    What ``open`` counts isn't established: it stays in the denominator, and is told beside. Only an ``outcome`` is
    ranked when it is published: what was done for its own sake is not.
    """

    code: Code
    name: Label
    definition: Label
    stock: Code
    numerator: Code
    denominator: Code
    open: Code | None = None
    outcome: bool = False

    @property
    def measures(self) -> tuple[str, ...]:
        """Return the measures that it is made of."""
        return (self.numerator, self.denominator, *((self.open,) if self.open else ()))


class IndicatorsPart(Part):
    """The file ``indicators.toml``."""

    indicators: Annotated[tuple[Indicator, ...], Field()] = ()

    @model_validator(mode="after")
    def names_are_known(self) -> Self:
        """Refuse what is named twice."""
        codes = [indicator.code for indicator in self.indicators]
        if twice := sorted({code for code in codes if codes.count(code) > 1}):
            raise ValueError(f"indicators has {', '.join(map(repr, twice))} twice")
        return self

    @cached_property
    def by_code(self) -> dict[str, Indicator]:
        """Return the indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}

"""Indicators as a city's profile says them: what of how many, over a stock of rows or over what happens by the day."""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]


class Indicator(Part):
    """A rate: rows of a stock that one measure counts, of those that another does; computed from sums, never averaged.

    What ``open`` counts isn't established: it stays in the denominator, and is told beside. Only an ``outcome`` is
    ranked when it is published: what was done for its own sake is not. ``part`` is that of a numerator that has parts.
    """

    code: Code
    name: Label
    definition: Label
    stock: Code
    numerator: Code
    denominator: Code
    part: Code | None = None
    open: Code | None = None
    outcome: bool = False

    @property
    def measures(self) -> tuple[str, ...]:
        """Return the measures that it is made of."""
        return (self.numerator, self.denominator, *((self.open,) if self.open else ()))


class Form(StrEnum):
    """How a figure is made of measures."""

    # How often something happened.
    COUNT = "count"
    # What of how many, by the sums of both.
    RATE = "rate"
    # A sum over how many it is of.
    MEAN = "mean"
    # The duration that a share of all do not exceed.
    QUANTILE = "quantile"
    # How many there are at the end of a day: what came, less what went, since the beginning.
    BALANCE = "balance"
    # How old these are: the age that a share of them do not exceed.
    AGE = "age"

    @property
    def is_duration(self) -> bool:
        """Tell whether it is a duration that a share do not exceed, made from a histogram."""
        return self in (Form.QUANTILE, Form.AGE)

    @property
    def stands(self) -> bool:
        """Tell whether it is of what there is at the end of the last day, and not of what happened in the days."""
        return self in (Form.BALANCE, Form.AGE)


class Figure(Part):
    """A figure over a flow: what its measures say of any days, any place, and any part of the rows.

    ``kind`` and ``family`` narrow it to matters of one kind or family. ``better`` says which way it should go. Its
    ``source`` is who defines it so: a law, a standard, a published system.
    """

    code: Code
    name: Label
    definition: Label
    flow: Code
    form: Form
    numerator: Code
    denominator: Code | None = None
    share: Annotated[float, Field(gt=0, lt=1)] | None = None
    kind: Code | None = None
    family: Code | None = None
    unit: Label | None = None
    better: Literal["more", "less", "neither"] = "neither"
    # Units may be compared by it: an outcome, and nothing that is done for its own sake.
    outcome: bool = False
    source: Label | None = None

    @model_validator(mode="after")
    def has_what_its_form_needs(self) -> Self:
        """Refuse a form without its denominator or share, and either of them where the form has none."""
        if (self.denominator is not None) != (self.form in (Form.RATE, Form.MEAN)):
            raise ValueError("a rate and a mean have a denominator, and nothing else does")
        if (self.share is not None) != self.form.is_duration:
            raise ValueError("a quantile and an age have a share, and nothing else does")
        return self

    @property
    def measures(self) -> tuple[str, ...]:
        """Return the measures that it is made of."""
        return (self.numerator, *((self.denominator,) if self.denominator else ()))


class Section(Part):
    """Figures that stand together on the overview of a place, of the period under way of a length of its own.

    They are compared with the same part of the year before: what fell, and what didn't.
    """

    code: Code
    name: Label
    grain: Literal["week", "month", "quarter", "year"]
    figures: Annotated[tuple[Code, ...], Field(min_length=1)]


class IndicatorsPart(Part):
    """The file ``indicators.toml``: rates of stocks, and figures of flows.

    ``overview`` names the figures with which a leader's day begins, the weightiest first; ``sections`` follow them.
    """

    indicators: Annotated[tuple[Indicator, ...], Field()] = ()
    figures: tuple[Figure, ...] = ()
    overview: tuple[Code, ...] = ()
    sections: tuple[Section, ...] = ()

    @model_validator(mode="after")
    def names_are_known(self) -> Self:
        """Refuse what is named twice, and a figure of the overview that isn't there."""
        for what, codes in (
            ("indicators", [indicator.code for indicator in self.indicators]),
            ("figures", [figure.code for figure in self.figures]),
            ("sections", [section.code for section in self.sections]),
        ):
            if twice := sorted({code for code in codes if codes.count(code) > 1}):
                raise ValueError(f"{what} has {', '.join(map(repr, twice))} twice")
        known = {figure.code for figure in self.figures}
        named = {"overview": self.overview, **{section.code: section.figures for section in self.sections}}
        for where, said in named.items():
            if strays := sorted({*said} - known):
                raise ValueError(f"{where} has {', '.join(map(repr, strays))}, which is none of figures")
        return self

    @cached_property
    def by_code(self) -> dict[str, Indicator]:
        """Return the indicators by code."""
        return {indicator.code: indicator for indicator in self.indicators}

"""What a city's profile says of signals: words, thresholds, and what a confirmed one reminds of."""

import re
from functools import cached_property
from typing import Annotated

from pydantic import Field

from sanling.domain.mediation.parts import Code, Named, Pattern
from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part


class Signal(Named):
    """A signal for a person to confirm: what it reminds of, and whether it may be one for the police."""

    care: Label
    police: bool = False


class WordSignal(Signal):
    """One by words, regular expressions, which are looked for in what was brought and what sides said for the file."""

    words: Annotated[tuple[Pattern, ...], Field(min_length=1)]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expressions, ready to be looked for together."""
        return re.compile("|".join(self.words))


class AgainSignal(Signal):
    """One by earlier matters of the same persons: so many at least, of the last so many days."""

    times: Annotated[int, Field(ge=1, le=100)]
    days: Annotated[int, Field(ge=1, le=3660)]
    # Only those that came to one of these outcomes; none is all of them.
    outcomes: tuple[Code, ...] = ()


class SignalsPart(Part):
    """The table ``signals`` of ``mediation.toml``; a city that says nothing has none."""

    words: tuple[WordSignal, ...] = ()
    again: tuple[AgainSignal, ...] = ()
    # Where a side is a minor.
    minors: Signal | None = None

    def known(self) -> tuple[Signal, ...]:
        """Return all signals."""
        return (*self.words, *self.again, *((self.minors,) if self.minors else ()))

    def signal(self, code: str) -> Signal | None:
        """Return one, if the city has it."""
        return next((signal for signal in self.known() if signal.code == code), None)

"""How a city recognises subjects, a year at a time: which months count, who has it at which state, what is drawn."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sanling.domain.territory.rules import Level
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]
MONTHS = 12


class Desk(Part):
    """Which unit has a recognition at a state: the one of a kind, of the subject's sector too, at a level around it."""

    kind: Code
    at: Literal["city", "county", "township", "village"]
    of_sector: bool = False

    @property
    def width(self) -> int:
        """Return how long the path of such a unit's division is."""
        return int(Level[self.at.upper()])


class RecognitionPart(Part):
    """The file ``recognition.toml``; a city without a kind recognises nobody.

    The roles of ``opened_by`` open a year for their whole city. The twelve months to ``last_month`` of a year count for
    its title. ``declares`` is the desk of villages and communities while they declare; institutions declare by their
    link, and whoever takes in for the place has it. In the state ``compares`` the lead departments' facts are compared.
    What stands in a state of ``published`` is shown to everybody: name, type, place and state, never more.
    ``spot_check_share`` of what is recorded, in per cent and at least one, is drawn for checks on the spot.
    On the working days of ``reminded_on``, by their number in the month, whoever has to confirm something of the month
    before, and whoever oversees that, is told what is still missing.
    """

    kind: Code | None = None
    opened_by: tuple[Code, ...] = ()
    last_month: Annotated[int, Field(ge=1, le=MONTHS)] = MONTHS
    declares: Desk | None = None
    compares: Code = "comparing"
    published: tuple[Code, ...] = ()
    desks: Mapping[Code, Desk] = Field(default_factory=dict)
    spot_check_share: Annotated[int, Field(ge=1, le=100)] = 5
    reminded_on: tuple[Annotated[int, Field(ge=1, le=15)], ...] = ()

    @model_validator(mode="after")
    def knows_who_declares(self) -> Self:
        """Refuse a kind of which nobody knows who has it."""
        if self.kind is not None and (self.declares is None or not self.desks):
            raise ValueError("say in declares and desks who has it when")
        return self

    @cached_property
    def declaring(self) -> Desk:
        """Return the desk of villages and communities while they declare; raises LookupError without a kind."""
        if self.declares is None:
            raise LookupError("nobody is recognised here")
        return self.declares

    def months(self, year: int) -> list[date]:
        """Return the first days of the months that count for a year, the first of them first."""
        ends = year * MONTHS + self.last_month
        return [date(*_month(number)) for number in range(ends - MONTHS, ends)]

    def last_over(self, month: date) -> int:
        """Return the last year whose months were all over before a month, which is the one that is decided then."""
        return self.year_of(month) - 1

    def year_of(self, month: date) -> int:
        """Return the year for whose title a month counts."""
        return month.year + (month.month > self.last_month)


def _month(number: int) -> tuple[int, int, int]:
    """Return the month that comes so many after the beginning of the calendar, by its first day."""
    year, month = divmod(number, MONTHS)
    return year, month + 1, 1

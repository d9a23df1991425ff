"""What a city's profile says of hand-overs: to which offices, what each may be told, which signs go to the police."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from sanling.domain.mediation.parts import Code, Named
from sanling.foundation.profile.source import Part

# The family of matters that hand-overs are.
FAMILY = "handover"


class Goes(StrEnum):
    """What may go along with a hand-over.

    What a side said to the mediator alone, what anybody conceded on the way, and the minutes are none of these: no
    profile can have them told (法释〔2021〕23号 18).
    """

    CASE = "case"
    ACCOUNT = "account"
    SIDES = "sides"
    MINORS = "minors"
    CONTACTS = "contacts"
    NUMBERS = "numbers"
    SIGNS = "signs"
    AGREEMENT = "agreement"


class Sign(Named):
    """A sign of a crime or of a public-order case, and the article that makes it one."""

    case: Literal["crime", "public_order"]
    source: str


class Partner(Named):
    """An office that disputes are handed to and come from.

    Here it is the nearest unit of ``kinds`` that has the ``line``; without one it is outside, and gets a letter. Its
    hand-overs are matters of the kind ``matter``. ``goes`` says what may be told to it, ``clearance`` of how
    confidential disputes. The sides are told "at_once", or "when_said" by the partner. Where it ``takes_signs``, it is
    for signs of a crime or a case alone (人民调解法 25).
    """

    matter: Code
    kinds: tuple[Code, ...] = ()
    line: str = ""
    goes: tuple[Goes, ...]
    clearance: Annotated[int, Field(ge=0, le=9)]
    told: Literal["at_once", "when_said"] = "at_once"
    takes_signs: bool = False
    source: str = ""


class HandoversPart(Part):
    """The table ``handovers`` of ``mediation.toml``; without partners nothing is handed over.

    What comes from one is a matter of the kind ``comes_as``; what a partner's own post registers by the ``channel``
    comes from it.
    """

    comes_as: str = ""
    channel: str = ""
    signs: tuple[Sign, ...] = ()
    partners: tuple[Partner, ...] = ()

    def partner(self, code: str) -> Partner | None:
        """Return an office, if the city has it."""
        return next((partner for partner in self.partners if partner.code == code), None)

    def sign(self, code: str) -> Sign | None:
        """Return a sign likewise."""
        return next((sign for sign in self.signs if sign.code == code), None)

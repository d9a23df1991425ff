"""The words of workflow definitions: what actions do, how actors stand to a matter, what fields hold."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer

from sanling.foundation.calendar import Allowance

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,38}$")]


def _parsed(value: Any) -> Any:
    return Allowance.parse(value) if isinstance(value, str) else value


Within = Annotated[Allowance, BeforeValidator(_parsed), PlainSerializer(str, return_type=str)]


class ActorRelation(StrEnum):
    """How an actor stands to a matter."""

    HOLDER = "holder"
    """A post of the unit that holds the matter, whose jurisdiction covers it."""
    ASSIGNEE = "assignee"
    """The post that the matter is assigned to."""
    JOINT = "joint"
    """A post of a unit that is joined in and has not finished its part."""
    ABOVE = "above"
    """A post at a unit of a higher division that the matter lies in, or of the same where its role oversees."""
    REGISTRAR = "registrar"
    """A post that registers a new matter in its jurisdiction."""
    PARTY = "party"
    """The holder of the matter's link, or a visitor verified by phone."""
    SYSTEM = "system"
    """A clock that has run out."""

"""What the API answers with: shapes that several operations share."""

from pydantic import BaseModel

from sanling.domain.people.models import Unit

PROVISIONAL = "Whether a holiday schedule that is not published yet may move it."


class Named(BaseModel):
    """A code with its name in the language asked for."""

    code: str
    name: str


class UnitRef(BaseModel):
    """A unit."""

    id: int
    code: str
    name: str


def unit_ref(unit: Unit) -> UnitRef:
    """Return what names a unit."""
    return UnitRef(id=unit.pk, code=unit.code, name=unit.name)


class PostRef(BaseModel):
    """A post: who, in which role, at which unit."""

    id: int
    name: str
    role: str
    unit: UnitRef


class DivisionRef(BaseModel):
    """A division; ``name`` begins below the city."""

    code: str
    name: str

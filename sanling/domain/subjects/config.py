"""The subjects' part of a city's profile: which types there are, by which code each is known, who answers for it."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sanling.domain.subjects.rules import CodeKind, Group
from sanling.foundation.labels import Label
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]


class Named(Part):
    """A code with its label, and what else lists of offices call it."""

    code: Code
    name: Label
    also_called: tuple[str, ...] = ()


class SubjectField(Named):
    """What is kept of subjects of one type beside what all have."""

    type: Literal["text", "number", "day"] = "text"
    required: bool = False


class SubjectType(Named):
    """A type of subject, of the group that it is reported in.

    ``known_by``: the unified social credit code (GB 32100), the code of its division, or a code of the city's own.
    ``sector`` is the one that is in charge where nothing else is said.
    """

    group: Group
    known_by: CodeKind
    sector: Code | None = None
    fields: tuple[SubjectField, ...] = ()


class Duty(Named):
    """What somebody is in charge of at a subject: leading it, one zero, or telling what happens; at which groups.

    ``roles`` are those of the posts at a village that have this duty there, where nobody else is named.
    """

    groups: tuple[Group, ...] = tuple(Group)
    roles: tuple[Code, ...] = ()
    required: bool = False


class SubjectsPart(Part):
    """The file ``subjects.toml``."""

    types: Annotated[tuple[SubjectType, ...], Field(min_length=1)]
    groups: Mapping[Group, Label]
    sectors: tuple[Named, ...]
    duties: tuple[Duty, ...]
    # Roles that add and change subjects, each within its own reach.
    kept_by: tuple[Code, ...]

    @model_validator(mode="after")
    def names_are_known(self) -> Self:
        """Refuse what is named twice, and sectors that aren't there."""
        mistakes = [*self._twice(), *self._strays()]
        if mistakes:
            raise ValueError("; ".join(mistakes))
        return self

    def _twice(self) -> Iterator[str]:
        named = {"types": self.types, "sectors": self.sectors, "duties": self.duties}
        for what, rows in named.items():
            codes = [row.code for row in rows]
            for code in sorted({code for code in codes if codes.count(code) > 1}):
                yield f"{what} has {code!r} twice"
        lines = [*Group, *(kind.code for kind in self.types), *(sector.code for sector in self.sectors)]
        for code in sorted({code for code in lines if lines.count(code) > 1}):
            yield f"{code!r} is two of group, type and sector: units are in charge of each by its code"

    def _strays(self) -> Iterator[str]:
        sectors = {sector.code for sector in self.sectors}
        for kind in self.types:
            if kind.sector and kind.sector not in sectors:
                yield f"{kind.code}: sector {kind.sector!r} is none of sectors"
            if kind.group not in self.groups:
                yield f"{kind.code}: group {kind.group.value!r} has no name in groups"

    @cached_property
    def by_type(self) -> dict[str, SubjectType]:
        """Return the types by code."""
        return {kind.code: kind for kind in self.types}

    @cached_property
    def sector_names(self) -> dict[str, Label]:
        """Return the names of the sectors by code."""
        return {sector.code: sector.name for sector in self.sectors}

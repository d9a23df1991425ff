"""The incidents' part of a city's profile: who records what."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from sanling.domain.incidents.rules import Kind
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]


class IncidentsPart(Part):
    """The file ``incidents.toml``: the roles that record each kind, where they reach, and of what it is born."""

    recorded_by: Mapping[Kind, tuple[Code, ...]] = Field(default_factory=dict)
    # The kinds of matters of which one may be born: a dispute that rose, a hazard that became an accident.
    born_from: Mapping[Kind, tuple[Code, ...]] = Field(default_factory=dict)

    def born(self, kind_of_matter: str) -> list[Kind]:
        """Return what may be born of a matter of a kind."""
        return [kind for kind, matters in self.born_from.items() if kind_of_matter in matters]

"""The incidents' part of a city's profile: who records what."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from sanling.domain.incidents.rules import Kind
from sanling.foundation.profile.source import Part

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}$")]


class IncidentsPart(Part):
    """The file ``incidents.toml``: the roles that record each kind, where they reach."""

    recorded_by: Mapping[Kind, tuple[Code, ...]] = Field(default_factory=dict)

"""What a room adds to a matter of its kinds where the API shows it whole.

A room says it in the `DETAILS` of the `details` module that it has for the API.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.rooms import for_audience


@dataclass(frozen=True)
class Detail:
    """A part of a matter by its code, for some kinds: what a viewer reads of it, of one shape, or nothing."""

    code: str
    kinds: frozenset[str]
    shape: type[BaseModel]
    read: Callable[[Viewer, Matter], BaseModel | None]


class Documented:
    """Tells OpenAPI which details there may be, each by its shape, once all rooms are installed."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return the schema of all details of a matter."""
        shapes = {detail.code: handler(detail.shape.__pydantic_core_schema__) for detail in details()}
        return {**handler(core_schema), "properties": shapes}


@cache
def details() -> tuple[Detail, ...]:
    """Return the details of the installed rooms."""
    return tuple(detail for module in for_audience("api", "details") for detail in module.DETAILS)


def details_of(viewer: Viewer, matter: Matter) -> dict[str, Any]:
    """Return what the rooms add to a visible matter, by their codes."""
    found = (
        (detail.code, detail.read(viewer, matter)) for detail in details() if matter.kind in detail.kinds
    )
    return {code: shape.model_dump(mode="json") for code, shape in found if shape is not None}

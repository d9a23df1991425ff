"""What a room adds to a matter of its kinds where the API shows it whole.

A room says it in the `DETAILS` of the `details` module that it has for the API.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.rooms import for_audience


@dataclass(frozen=True)
class Detail:
    """A part of a matter by its code, for some kinds: what a viewer reads of it, or nothing."""

    code: str
    kinds: frozenset[str]
    read: Callable[[Viewer, Matter], BaseModel | None]


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

"""Boxes for what rooms ask for in words: filters of the ledger, and what an act over a list needs, by their codes.

A room says it in the `BOXES` of the `boxes` module that it has for the desk; without one the box is a plain line.
"""

from collections.abc import Callable, Mapping
from functools import cache

from django import forms

from sanling.domain.people.access import Viewer
from sanling.interfaces.components.rooms import for_audience

MakeBox = Callable[[Viewer], forms.CharField]


def box_of(code: str, viewer: Viewer) -> forms.CharField | None:
    """Return a new box for what has a code, if a room brings one."""
    make = boxes().get(code)
    return make(viewer) if make else None


@cache
def boxes() -> Mapping[str, MakeBox]:
    """Return the boxes of the installed rooms by their codes."""
    return {code: make for module in for_audience("desk", "boxes") for code, make in module.BOXES.items()}

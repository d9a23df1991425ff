"""What rooms show on a subject's card, beside what every one has: the `CARDS` of the desk's `cards` module."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django_stubs_ext import StrPromise

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.models import Subject
from sanling.interfaces.components.rooms import for_audience


@dataclass(frozen=True)
class SubjectPanel:
    """A card: its title, and what a viewer sees in it of a visible subject until a day; empty, it is not shown."""

    title: StrPromise
    body: Callable[[Viewer, Subject, date], str]


@cache
def subject_panels() -> tuple[SubjectPanel, ...]:
    """Return the panels of the installed rooms."""
    return tuple(panel for module in for_audience("desk", "cards") for panel in getattr(module, "CARDS", ()))


def panels_of(viewer: Viewer, subject: Subject, until: date) -> list[tuple[str, str]]:
    """Return title and body of each panel that a viewer sees."""
    bodies = ((str(panel.title), panel.body(viewer, subject, until)) for panel in subject_panels())
    return [(title, body) for title, body in bodies if body]

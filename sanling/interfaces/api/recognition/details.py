"""What a warning is about, in the API: its subject, its colour now and at worst, and the month that has it."""

from pydantic import BaseModel, Field

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.recognition.access import visible_warnings
from sanling.domain.recognition.standing import KIND
from sanling.interfaces.api.matters.matter_details import Detail


class WarningShape(BaseModel):
    """A warning beside its matter."""

    subject: str = Field(description="The subject's code.")
    name: str
    colour: str
    worst: str
    month: str = Field(description='The month that has the colour, such as "2026-11".')


def _warning(viewer: Viewer, matter: Matter) -> WarningShape | None:
    warning = visible_warnings(viewer).select_related("subject").get(matter=matter)
    return WarningShape(
        subject=warning.subject.code,
        name=warning.subject.name,
        colour=warning.colour,
        worst=warning.worst,
        month=f"{warning.month:%Y-%m}",
    )


DETAILS = (Detail("warning", frozenset({KIND}), _warning),)

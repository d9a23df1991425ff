"""A changed standard is tried before it is published: whose colour would differ, and which warnings."""

from collections import Counter
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.people.access import sees_some
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import Standard
from sanling.foundation.profile.registry import UnknownProfileError
from sanling.foundation.profile.source import ProfileError
from sanling.interfaces.api.auth import caller_of, reads
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.problems import Problem, not_found
from sanling.interfaces.api.shapes import Named
from sanling.processes.publishing.standards import standard_in_folder, try_standard

router = Router(tags=["recognition"])
MOST = 10_000


class TrialAsked(BaseModel):
    """How many subjects are listed at most."""

    limit: Annotated[int, Field(ge=1, le=MOST)] = 200


class MoveOut(BaseModel):
    """A subject whose colour would differ; null is not established."""

    subject: Named
    before: Named | None
    after: Named | None


class WarningsOut(BaseModel):
    """How many warnings would be opened, become worse or better, or be lifted."""

    way: Literal["open", "rise", "fall", "lift"]
    colour: Named | None = Field(description="Which colour they would have; null of those that are lifted.")
    count: int


class TrialOut(BaseModel):
    """What the profile's folder would make of the last month that is over; nothing of it is stored."""

    month: str
    in_force: int = Field(description="The version of the standard that it is compared with.")
    count: int = Field(description="How many subjects that the post sees would move.")
    moved: list[MoveOut] = Field(description="Those of them that are listed, in the order of their entering.")
    warnings: list[WarningsOut]


@router.get("/standard/trial", auth=reads, response=answers(TrialOut, 404, 409), operation_id="try_standard")
def trial(request: HttpRequest, asked: Query[TrialAsked]) -> TrialOut:
    """Try the standard of the profile's folder, where it differs from the one in force; 404 where it doesn't."""
    viewer = caller_of(request).viewer
    in_force = Standard.objects.filter(city=viewer.city, retired_at=None).first()
    if in_force is None or not sees_some(viewer, "subjects"):
        raise not_found()
    try:
        pending = standard_in_folder(viewer.city, in_force)
    except (ProfileError, UnknownProfileError) as error:
        wrong = _("The profile's folder has mistakes; nothing of it can be tried until they are put right.")
        raise Problem(409, "profile_mistaken", wrong) from error
    if pending is None:
        raise not_found()
    part, found = StandardPart.model_validate(in_force.body), try_standard(viewer, pending)
    ways = Counter((each.way(pending), each.colour) for each in found.warnings)
    return TrialOut(
        month=f"{found.month.first:%Y-%m}",
        in_force=in_force.version,
        count=len(found.moved),
        moved=[
            MoveOut(
                subject=Named(code=subject.code, name=subject.name),
                before=_colour(part, move.before),
                after=_colour(pending, move.after),
            )
            for subject, move in found.moved[: asked.limit]
        ],
        warnings=[
            WarningsOut(way=way.value, colour=_colour(pending, colour), count=count)
            for (way, colour), count in ways.most_common()
        ],
    )


def _colour(part: StandardPart, code: str) -> Named | None:
    if not code:
        return None
    colour = part.by_colour.get(code)
    return Named(code=code, name=str(colour.name) if colour else code)

"""Monthly bulletins are drafted as the overview of a place tells its figures."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic import Field

from sanling.interfaces.api.auth import caller_of, writes
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import Path
from sanling.interfaces.api.problems import invalid, not_found
from sanling.interfaces.api.publications.drafting import PrintedBody, drafted
from sanling.interfaces.api.publications.publications import PublicationWhole, router
from sanling.interfaces.api.writes import Key
from sanling.processes.figures.access import is_told_of
from sanling.processes.figures.actions.draft_bulletin import Heading, draft_bulletin
from sanling.processes.figures.periods import read_period


class BulletinBody(PrintedBody):
    """Of which place and month a bulletin is, and how it is printed."""

    month: Annotated[str, Field(pattern="^[0-9]{4}-(0[1-9]|1[0-2])$", description="2026-11")]
    place: Annotated[Path | None, Field(description="Left out: the city.")] = None


@router.post(
    "/publications/bulletins",
    auth=writes,
    response=answers(PublicationWhole, 404, status=201, writing=True),
    operation_id="draft_bulletin",
)
def draft_monthly(request: HttpRequest, body: BulletinBody, idempotency_key: Key) -> HttpResponse:
    """Freeze all figures of a place and a month as this post counts them now, for a second person to publish."""
    viewer = caller_of(request).viewer
    place = body.place or viewer.city
    if not is_told_of(viewer, place):
        raise not_found()
    try:
        month = read_period(body.month)
    except ValueError as error:
        raise invalid({"month": _("Please give a month such as 2026-11.")}) from error
    heading = Heading(title=body.title, remarks=body.remarks, replaces=body.replaces, reason=body.reason)
    return drafted(
        request,
        body,
        idempotency_key,
        lambda: draft_bulletin(actor=viewer, place=place, month=month, heading=heading),
    )

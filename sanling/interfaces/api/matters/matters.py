"""Matters as a post sees them: list, one, its timeline."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.matters.access import rows_for_reading, visible_matters
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.ledger_queries import Criteria, Order, cursor_from, ledger_ways, page_of
from sanling.domain.matters.models import Matter
from sanling.domain.matters.numbering import parse
from sanling.domain.matters.queries import find_matter, rows_of
from sanling.domain.matters.timeline import timeline
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.interfaces.api.auth import caller_of, reads
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import (
    LINE,
    Beginning,
    Code,
    Cursor,
    Limit,
    Path,
    read_cursor,
    write_cursor,
    wrong_cursor,
)
from sanling.interfaces.api.matters.act_shapes import Timeline, event_out
from sanling.interfaces.api.matters.matter_shapes import MatterOut, MatterPage, matter_out, rows_out
from sanling.interfaces.api.problems import not_found

router = Router(tags=["matters"])


class Filters(BaseModel):
    """What a list is narrowed to."""

    division: Annotated[Path | None, Field(description="In this division, at any depth.")] = None
    family: Annotated[
        Code, Field(description='Of one family of kinds; "reported" is what residents bring.')
    ] = REPORTED
    kind: Code | None = None
    category: Code | None = None
    stage: Annotated[Code | None, Field(description="The state that a matter has reached.")] = None
    q: Annotated[str, Field(max_length=100, description="Words of number, title, text or place."), LINE] = ""
    tag: Annotated[str, Field(max_length=200, description="That have this tag now."), LINE] = ""
    subject: Annotated[
        str,
        Field(
            max_length=32,
            description="Of this subject, by its code: its warnings and recognitions, and what began at its poster.",
        ),
        LINE,
    ] = ""
    since: Annotated[
        Beginning | None,
        Field(
            description="Registered at this instant, on this day, or later; without a zone in China's time."
        ),
    ] = None
    limit: Limit = 50
    cursor: Cursor = ""


@router.get("/matters", auth=reads, response=answers(MatterPage), operation_id="list_matters")
def list_matters(request: HttpRequest, filters: Query[Filters]) -> MatterPage:
    """List the matters that the post may see, the newest first; a far page costs what the first costs."""
    viewer = caller_of(request).viewer
    criteria = Criteria(
        family=filters.family,
        division=filters.division or "",
        kind=filters.kind or "",
        category=filters.category or "",
        state=filters.stage or "",
        words=filters.q,
        of_rooms={code: word for code in ("tag", "subject") if (word := getattr(filters, code))},
    )
    after = cursor_from(read_cursor(filters.cursor)) if filters.cursor else None
    if filters.cursor and (after is None or after.key is None):
        raise wrong_cursor()
    ways = ledger_ways(viewer, criteria, clock.now())
    if filters.since:
        ways = [way.filter(registered_at__gte=filters.since) for way in ways]
    rows = rows_of(rows_for_reading(viewer))
    page = page_of(ways, Order(), rows=rows, size=filters.limit, after=after)
    return MatterPage(
        items=rows_out(viewer, page.rows), next=write_cursor(page.older) if page.older else None
    )


@router.get("/matters/{number}", auth=reads, response=answers(MatterOut, 404), operation_id="read_matter")
def read_matter(request: HttpRequest, number: str) -> MatterOut:
    """Show one matter: facts, masked parties, deadlines, its version and what may be done on it now."""
    viewer = caller_of(request).viewer
    return matter_out(viewer, visible_whole(viewer, number))


@router.get(
    "/matters/{number}/timeline", auth=reads, response=answers(Timeline, 404), operation_id="read_timeline"
)
def read_timeline(request: HttpRequest, number: str) -> Timeline:
    """Show what happened in a matter, as far as the post may read it."""
    viewer = caller_of(request).viewer
    return Timeline(items=[event_out(event) for event in timeline(viewer, visible(viewer, number))])


def visible_whole(viewer: Viewer, number: str) -> Matter:
    """Return a matter by its number with all that is read with it; one out of sight is as absent as none."""
    known = parse(number)
    found = find_matter(viewer, known) if known else None
    if found is None:
        raise not_found()
    return found


def visible(viewer: Viewer, number: str) -> Matter:
    """Return a matter by its number, bare; one out of sight is as absent as one that never was."""
    known = parse(number)
    found = (
        visible_matters(viewer, few=True).defer("search", "text").filter(number=known).first()
        if known
        else None
    )
    if found is None:
        raise not_found()
    return found

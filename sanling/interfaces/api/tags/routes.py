"""The tags of a matter: read, put on, taken off."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import BaseModel, Field

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.tags.actions.tag import MOST, tag
from sanling.domain.tags.actions.untag import untag
from sanling.domain.tags.models import Tag
from sanling.domain.tags.queries import history_of, tags_of
from sanling.domain.tags.words import LONGEST
from sanling.interfaces.api.auth import caller_of, reads, writes
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import LARGEST_ID, Body, sent
from sanling.interfaces.api.matters.matter_shapes import post_ref
from sanling.interfaces.api.matters.matters import visible
from sanling.interfaces.api.problems import forbidden, invalid, not_found
from sanling.interfaces.api.shapes import PostRef
from sanling.interfaces.api.writes import Key, Made, write

router = Router(tags=["tags"])
BY = ("put_by__unit", "taken_by")


class TagBody(Body):
    """A word to be put on a matter."""

    word: Annotated[
        str,
        Field(
            max_length=200,
            description=f"At most {LONGEST} characters, without commas, and no phone or citizen number. What "
            f"differs in width, case and spaces alone is the same tag. A matter has at most {MOST}.",
        ),
    ]


class TagOut(BaseModel):
    """A word on a matter."""

    id: int
    word: str
    put_at: datetime
    put_by: PostRef | None = Field(description="Who put it; null for the system.")
    by_rule: bool = Field(description="Whether a rule put it, for which that post answers.")
    taken_at: datetime | None = Field(description="When it was taken off, where it was.")


class TagList(BaseModel):
    """The tags that a matter has now, in the order in which they were put."""

    items: list[TagOut]


@router.get("/matters/{number}/tags", auth=reads, response=answers(TagList, 404), operation_id="list_tags")
def list_tags(request: HttpRequest, number: str) -> TagList:
    """List the tags that a matter has now, as whoever may see the matter sees them."""
    viewer = caller_of(request).viewer
    found = tags_of(viewer, visible(viewer, number)).select_related(*BY)
    return TagList(items=[_out(known) for known in found])


@router.post(
    "/matters/{number}/tags",
    auth=writes,
    response=answers(TagOut, 404, status=201, writing=True),
    operation_id="put_tag",
)
def put_tag(request: HttpRequest, number: str, word: TagBody, idempotency_key: Key) -> HttpResponse:
    """Put a word on a matter that the post may act on; one that is there already stays as it is and is answered."""
    caller = caller_of(request)
    matter = visible(caller.viewer, number)

    def effect() -> Made:
        with _refusals():
            made = tag(actor=caller.viewer, matter_id=matter.pk, word=word.word)
        return Made(201, _read(caller.viewer, matter, made.pk))

    return write(request, scope=caller.idempotency_scope, key=idempotency_key, sent=sent(word), effect=effect)


@router.delete(
    "/matters/{number}/tags/{int:tag_id}",
    auth=writes,
    response=answers(TagOut, 404, writing=True),
    operation_id="take_tag_off",
)
def take_tag_off(request: HttpRequest, number: str, tag_id: int, idempotency_key: Key) -> HttpResponse:
    """Take a tag off a matter that the post may act on; that it was there stays recorded. One that is off is 404."""
    caller = caller_of(request)
    matter = visible(caller.viewer, number)

    def effect() -> Made:
        known = tags_of(caller.viewer, matter).filter(pk=tag_id).first() if 0 < tag_id <= LARGEST_ID else None
        if known is None:
            raise not_found()
        with _refusals():
            untag(actor=caller.viewer, matter_id=matter.pk, word=known.word)
        return Made(200, _read(caller.viewer, matter, known.pk))

    return write(request, scope=caller.idempotency_scope, key=idempotency_key, sent=None, effect=effect)


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn refusals into problems."""
    try:
        yield
    except NotFound as error:
        raise not_found() from error
    except NotAllowed as refused:
        raise forbidden(refused.reason) from refused
    except Invalid as wrong:
        raise invalid({"word": wrong.errors["tag"]}) from wrong


def _read(viewer: Viewer, matter: Matter, pk: int) -> TagOut:
    return _out(history_of(viewer, matter).select_related(*BY).get(pk=pk))


def _out(found: Tag) -> TagOut:
    by = found.put_by
    return TagOut(
        id=found.pk,
        word=found.word,
        put_at=found.put_at,
        put_by=post_ref(by, by.unit) if by else None,
        by_rule=found.actor_kind == "rule",
        taken_at=found.taken_at,
    )


ROUTERS = (router,)

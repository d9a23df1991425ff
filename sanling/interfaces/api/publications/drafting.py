"""Figures are drafted as the rates tell them, and published or thrown away by a second person's post."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from sanling.domain.indicators.queries import Asked, By
from sanling.domain.people.access import Viewer
from sanling.domain.publications.actions.discard import discard
from sanling.domain.publications.actions.draft import (
    NothingCounted,
    NotRanked,
    Printed,
    draft,
)
from sanling.domain.publications.actions.publish import ShownOtherwise, publish
from sanling.domain.publications.drafts import AlreadyReplaced, Contradicts
from sanling.domain.publications.models import Publication
from sanling.domain.territory.config import level_named
from sanling.interfaces.api.auth import caller_of, writes
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.indicators.rates import RatesAsked, what_is_asked
from sanling.interfaces.api.inputs import (
    LARGEST_ID,
    SEEN_LINE,
    Body,
    Code,
    Id,
    line_of,
    sent,
    text_of,
    title_of,
)
from sanling.interfaces.api.problems import Problem, forbidden, invalid, not_found
from sanling.interfaces.api.publications.publications import PublicationWhole, found_or_404, router, whole
from sanling.interfaces.api.writes import Key, Made, write


class PrintedBody(Body):
    """Under which title something is printed, with what remarks; what it corrects, and why."""

    title: Annotated[str, Field(min_length=1, max_length=120), title_of(120), SEEN_LINE]
    remarks: Annotated[
        str, Field(max_length=2000, description="Printed below the figures."), text_of(2000)
    ] = ""
    replaces: Annotated[Id | None, Field(description="The publication that it corrects.")] = None
    reason: Annotated[str, Field(max_length=200, description="Why it replaces another."), line_of(200)] = ""


class DraftBody(PrintedBody, RatesAsked):
    """What is to be printed of the rates, and how."""

    indicator: Code
    level: Annotated[
        Literal["county", "township", "village"] | None,
        Field(description="Which units below the place; left out: those right below it."),
    ] = None
    ranked: Annotated[bool, Field(strict=True, description="With ranks: of outcomes of units alone.")] = False


class PublishBody(Body):
    """What was read before it is published."""

    shown: Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="`shown` of the draft that was read.")]


class Discarded(BaseModel):
    """A draft that was thrown away."""

    id: int


@router.post(
    "/publications",
    auth=writes,
    response=answers(PublicationWhole, 404, status=201, writing=True),
    operation_id="draft_publication",
)
def draft_publication(request: HttpRequest, body: DraftBody, idempotency_key: Key) -> HttpResponse:
    """Freeze figures as this post counts them now, for a second person to publish, who is told."""
    viewer = caller_of(request).viewer
    asked = _asked(viewer, body)
    return drafted(request, body, idempotency_key, lambda: _drafted(viewer, asked, body))


def drafted(
    request: HttpRequest, body: PrintedBody, key: str, make: Callable[[], Publication]
) -> HttpResponse:
    """Answer what is drafted, once; turn the refusals of whoever drafts into problems."""
    caller = caller_of(request)
    if body.replaces and not body.reason:
        raise invalid({"reason": _("Please fill this in.")})

    def effect() -> Made:
        try:
            made = make()
        except PermissionDenied as error:
            raise forbidden(_("These figures aren't this post's to draft.")) from error
        except NothingCounted as error:
            said = _("Nothing was counted of this, so there is nothing to publish.")
            raise Problem(409, "nothing_counted", said) from error
        except AlreadyReplaced as error:
            said = _("What this is to replace is of another place, indicator or time, or replaced already.")
            raise Problem(409, "already_replaced", said) from error
        except Contradicts as error:
            raise _contradictory(error) from error
        return Made(201, whole(caller.viewer, found_or_404(caller.viewer, made.pk)))

    return write(request, scope=caller.idempotency_scope, key=key, sent=sent(body), effect=effect)


@router.post(
    "/publications/{int:publication_id}/publish",
    auth=writes,
    response=answers(PublicationWhole, 404, writing=True),
    operation_id="publish_publication",
)
def publish_draft(
    request: HttpRequest, publication_id: int, read: PublishBody, idempotency_key: Key
) -> HttpResponse:
    """Publish a draft that somebody else drafted; nothing changes it from then on."""
    caller = caller_of(request)

    def effect() -> Made:
        try:
            with _decided(_("This draft isn't this post's to publish.")):
                made = publish(actor=caller.viewer, publication_id=_key(publication_id), shown=read.shown)
        except ShownOtherwise as error:
            said = _("The draft is not what the page showed. Please read it again.")
            raise Problem(409, "shown_otherwise", said) from error
        except AlreadyReplaced as error:
            said = _("Something else has replaced what this draft is to replace. Please discard it.")
            raise Problem(409, "already_replaced", said) from error
        except Contradicts as error:
            raise _contradictory(error) from error
        return Made(200, whole(caller.viewer, found_or_404(caller.viewer, made.pk)))

    return write(request, scope=caller.idempotency_scope, key=idempotency_key, sent=sent(read), effect=effect)


@router.delete(
    "/publications/{int:publication_id}",
    auth=writes,
    response=answers(Discarded, 404, writing=True),
    operation_id="discard_publication",
)
def discard_draft(request: HttpRequest, publication_id: int, idempotency_key: Key) -> HttpResponse:
    """Throw a draft away: its drafter, or who could publish it. What is published stays."""
    caller = caller_of(request)

    def effect() -> Made:
        with _decided(_("This draft isn't this post's to throw away.")):
            discard(actor=caller.viewer, publication_id=_key(publication_id))
        return Made(200, Discarded(id=publication_id))

    return write(request, scope=caller.idempotency_scope, key=idempotency_key, sent=None, effect=effect)


@contextmanager
def _decided(denied: str) -> Iterator[None]:
    """Turn the refusals of whoever decides on a draft into problems."""
    try:
        yield
    except Publication.DoesNotExist as error:
        raise not_found() from error
    except PermissionDenied as error:
        raise forbidden(denied) from error


def _key(publication_id: int) -> int:
    return min(max(publication_id, 0), LARGEST_ID)


def _asked(viewer: Viewer, body: DraftBody) -> Asked:
    asked = what_is_asked(viewer, body.indicator, body)
    if body.level is None:
        return asked
    level = level_named(body.level)
    if asked.by is not By.PLACE or level <= len(asked.place):
        raise invalid({"level": _("Please choose one of the options.")})
    return replace(asked, deep=int(level))


def _drafted(viewer: Viewer, asked: Asked, body: DraftBody) -> Publication:
    printed = Printed(
        ranked=body.ranked, title=body.title, remarks=body.remarks, replaces=body.replaces, reason=body.reason
    )
    try:
        return draft(actor=viewer, asked=asked, printed=printed)
    except NotRanked as error:
        raise invalid({"ranked": _("Units are ranked by outcomes alone, and types aren't units.")}) from error


def _contradictory(error: Contradicts) -> Problem:
    said = _("What is to be printed contradicts itself: %(what)s") % {"what": "; ".join(error.found)}
    return Problem(409, "contradicts", said)

"""One act on many matters, worked off by a job: ordered in one call, looked at row by row."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.numbering import parse
from sanling.domain.matters.over_lists import acts_over_lists
from sanling.domain.people.access import Viewer
from sanling.interfaces.api.auth import MINUTE, caller_of, reads, writes
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import (
    Body,
    Code,
    Cursor,
    FieldValue,
    Id,
    Limit,
    Version,
    id_cursor,
    sent,
    write_cursor,
)
from sanling.interfaces.api.problems import invalid, not_found, over_limit
from sanling.interfaces.api.writes import Key, Made, write
from sanling.processes.batches.actions.order import MOST, TooManyBatches, order_batch
from sanling.processes.batches.models import Batch

router = Router(tags=["batches"])


class PickBody(Body):
    """A matter in the version that the act was decided on."""

    number: Annotated[str, Field(min_length=1, max_length=40)]
    version: Version


class BatchBody(Body):
    """What is to be done with which matters."""

    verb: Annotated[
        Code, Field(description="One that may be done over lists: accept, assign, …, or tag, untag.")
    ]
    post: Annotated[
        Id | None,
        Field(
            description="The post to be charged, where the verb charges one; with accept, it is charged at once."
        ),
    ] = None
    fields: Annotated[
        dict[str, FieldValue],
        Field(
            max_length=40, description="What else the act asks for, by its fields' codes; a unit as `unit`."
        ),
    ] = {}
    matters: Annotated[list[PickBody], Field(min_length=1, max_length=MOST)]


class BatchOut(BaseModel):
    """How far a batch is."""

    id: UUID
    verb: str
    total: int
    unseen: int = Field(
        description="So many are not there, or out of the post's sight; no row tells of them."
    )
    judged: int
    done: int
    finished: bool


class ResultOut(BaseModel):
    """What became of one matter."""

    number: str = Field(description="Empty where the post may not see the matter any more.")
    done: bool
    said: str = Field(description="What was done, or why it was not.")


class ResultPage(BaseModel):
    """A page of results, in the order in which they were picked."""

    items: list[ResultOut]
    next: str | None


class ResultFilters(BaseModel):
    """Which results."""

    limit: Limit = 50
    cursor: Cursor = ""


@router.post(
    "/batches", auth=writes, response=answers(BatchOut, status=201, writing=True), operation_id="order_batch"
)
def order(request: HttpRequest, batch: BatchBody, idempotency_key: Key) -> HttpResponse:
    """Order one act on up to ten thousand matters; each is judged for itself when its turn comes.

    A post has three batches under way at most: another gets 429.
    """
    caller = caller_of(request)
    _refuse_nonsense(batch)

    def effect() -> Made:
        picked = _seen(caller.viewer, batch)
        try:
            ordered = order_batch(
                actor=caller.viewer,
                verb=batch.verb,
                charged=batch.post,
                said=batch.fields,
                picked=picked,
                absent=len(batch.matters) - len(picked),
                language=get_language() or "zh-hans",
            )
        except TooManyBatches as error:
            raise over_limit(MINUTE) from error
        except Invalid as error:
            raise invalid(
                {name if name == "post" else f"fields.{name}": text for name, text in error.errors.items()}
            ) from error
        return Made(201, _out(ordered))

    return write(
        request, scope=caller.idempotency_scope, key=idempotency_key, sent=sent(batch), effect=effect
    )


@router.get("/batches/{batch_id}", auth=reads, response=answers(BatchOut, 404), operation_id="read_batch")
def read_batch(request: HttpRequest, batch_id: UUID) -> BatchOut:
    """Show how far a batch of the post is."""
    return _out(_own(caller_of(request).viewer, batch_id))


@router.get(
    "/batches/{batch_id}/results",
    auth=reads,
    response=answers(ResultPage, 404),
    operation_id="list_batch_results",
)
def list_results(request: HttpRequest, batch_id: UUID, filters: Query[ResultFilters]) -> ResultPage:
    """Tell of each matter that was judged what was done with it, or why it was not."""
    viewer = caller_of(request).viewer
    judged = _own(viewer, batch_id).picks.filter(done__isnull=False, pk__gt=id_cursor(filters.cursor))
    found = list(judged.order_by("pk")[: filters.limit + 1])
    picks = found[: filters.limit]
    seen = visible_matters(viewer, few=True).filter(pk__in=[pick.matter_id for pick in picks])
    numbers = dict(seen.values_list("pk", "number"))
    return ResultPage(
        items=[
            ResultOut(number=numbers.get(pick.matter_id, ""), done=pick.done is True, said=pick.said)
            for pick in picks
        ],
        next=write_cursor(picks[-1].pk) if len(found) > filters.limit else None,
    )


def _refuse_nonsense(batch: BatchBody) -> None:
    """Raise the problem of a verb that isn't done over lists, of a post that is missing, of a matter named twice."""
    wrong = {}
    if batch.verb not in acts_over_lists():
        wrong["verb"] = _("This can't be done to a whole list.")
    if len({parse(pick.number) or pick.number for pick in batch.matters}) < len(batch.matters):
        wrong["matters"] = _("A matter is named twice.")
    if wrong:
        raise invalid(wrong)


def _seen(viewer: Viewer, batch: BatchBody) -> dict[int, int]:
    """Return the ids of the matters that the post may see, with the versions that were sent."""
    versions = {number: pick.version for pick in batch.matters if (number := parse(pick.number))}
    seen = (
        visible_matters(viewer, few=True)
        .filter(number__in=versions)
        .order_by("pk")
        .values_list("pk", "number")
    )
    return {pk: versions[number] for pk, number in seen}


def _own(viewer: Viewer, batch_id: UUID) -> Batch:
    found = Batch.objects.filter(pk=batch_id, post_id=viewer.post_id).first()
    if found is None or not found.is_for(viewer):
        raise not_found()
    return found


def _out(batch: Batch) -> BatchOut:
    return BatchOut(
        id=batch.pk,
        verb=batch.verb,
        total=batch.total,
        unseen=batch.unseen,
        judged=batch.judged,
        done=batch.done,
        finished=batch.finished,
    )

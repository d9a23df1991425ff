"""Disputes of which something became that no act of theirs tells are counted anew."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from sanling.domain.matters.changes import RECOUNTED
from sanling.domain.matters.models import Assignment, Matter
from sanling.domain.mediation.models import Agreement, Body, Case, JudicialConfirmation, Mediator
from sanling.foundation.delivery.outbox import NewOutboxRow, in_bulk, put_many


def recount(*matters: int) -> None:
    """Have the figures of disputes follow, in the caller's transaction."""
    put_many(NewOutboxRow(RECOUNTED, str(pk), {}) for pk in matters)


def recount_of(body: Body) -> None:
    """Have the figures follow of all disputes and applications that a body has, or whoever works there has."""
    posts = Mediator.objects.filter(body=body, post__isnull=False).values("post")
    own = (
        Agreement.objects.filter(body=body).values("matter"),
        Case.objects.filter(body=body).values("matter"),
        JudicialConfirmation.objects.filter(agreement__body=body).values("matter"),
        _charged(posts),
    )
    _recount(Matter.objects.filter(reduce(or_, (Q(pk__in=matters) for matters in own))))


def recount_with(posts: Iterable[int]) -> None:
    """Have the figures follow of all disputes with which posts were charged."""
    _recount(Matter.objects.filter(pk__in=_charged(list(posts))))


def _charged(posts: Any) -> QuerySet[Assignment, Any]:
    return Assignment.objects.filter(post__in=posts, kind=Assignment.Kind.MAIN).values("matter")


def _recount(found: QuerySet[Matter]) -> None:
    put_many(
        NewOutboxRow(in_bulk(RECOUNTED), str(pk), {}) for pk in found.order_by().values_list("pk", flat=True)
    )

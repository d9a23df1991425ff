"""Substitute: let one post act for another while it is on leave."""

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.people.access import Viewer
from sanling.domain.people.config import role_rules
from sanling.domain.people.giving import brought_in, may_change
from sanling.domain.people.models import Post, Substitution
from sanling.domain.people.queries import duties_of, in_office
from sanling.domain.people.rules import mixes
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def substitute(
    *, actor: Actor, post_id: int, substitute_id: int, begins_at: datetime, ends_at: datetime
) -> Substitution:
    """Let ``substitute_id`` act with the reach of ``post_id`` from one instant to another.

    Raises ``ValidationError`` by field: a span that is empty or over, posts of two cities or of duties that are kept
    apart, one of them not in office or the actor's own, a substitute whose account the actor made or whom the actor
    would bring into a unit of their own, or a span in which the same post stands in already; and
    ``PermissionDenied`` to who doesn't give such posts.
    """
    with transaction.atomic():
        # In order of id, so that two people who arrange each other's leave don't wait for one another.
        locked = Post.objects.select_for_update(of=("self",)).filter(pk__in={post_id, substitute_id})
        locked = locked.select_related("user", "unit")
        posts = {post.pk: post for post in locked.filter(in_office(clock.now())).order_by("pk")}
        away, other = posts.get(post_id), posts.get(substitute_id)
        if isinstance(actor, Viewer) and away and not may_change(actor, away):
            raise PermissionDenied
        errors = dict(_mistakes(away, other, begins_at, ends_at))
        if isinstance(actor, Viewer) and away and other:
            errors |= _mistakes_of(actor, away, other)
        if errors:
            raise ValidationError(errors)
        substitution = Substitution.objects.create(
            post_id=post_id, substitute_id=substitute_id, begins_at=begins_at, ends_at=ends_at
        )
        record(
            actor=actor,
            act="post.substitute",
            subject=f"post:{post_id}",
            city=posts[post_id].unit.city,
            detail={
                "substitute": substitute_id,
                "from": begins_at.isoformat(),
                "until": ends_at.isoformat(),
            },
        )
    return substitution


def _mistakes(
    post: Post | None, other: Post | None, begins_at: datetime, ends_at: datetime
) -> Iterator[tuple[str, str]]:
    if ends_at <= max(begins_at, clock.now()):
        yield "ends_at", _("The leave must end after it begins, and in the future.")
    if post is None:
        yield "post", _("Nobody holds this post now.")
    if other is None or (post is not None and post.unit.city != other.unit.city):
        yield "substitute", _("This post can't stand in.")
    elif post is not None and post.user_id == other.user_id:
        yield "substitute", _("Nobody can stand in for themselves.")
    elif post is not None and _mixes_duties(post, other):
        yield (
            "substitute",
            _("Administration, security, audit and matters stay apart: choose a post of the same duty."),
        )
    elif Substitution.objects.filter(
        post=post, substitute=other, begins_at__lt=ends_at, ends_at__gt=begins_at
    ).exists():
        yield "substitute", _("This post stands in already at that time.")


def _mistakes_of(actor: Viewer, post: Post, other: Post) -> dict[str, str]:
    # A second person believed in the post that the account was made for, not in what is lent to it.
    if actor.user_id in (other.user_id, other.user.made_by_id):
        return {"substitute": _("This post can't stand in.")}
    if brought_in(actor, post.unit_id, [other.user_id]):
        text = _("Somebody of another unit stands in here if somebody outside this unit arranges it.")
        return {"substitute": text}
    return {}


def _mixes_duties(post: Post, other: Post) -> bool:
    lent = role_rules(post.unit.city, post.role).duty
    return mixes({lent} | duties_of([other.user_id], clock.now())[other.user_id])

"""End a unit: nobody works there any more, and nobody hands up to it; or merge it into another, with its people."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.appoint import NewPost, appoint_many
from sanling.domain.people.actions.change_units import change_units
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.keeping import keeps_unit
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import lasting_posts, roles_of
from sanling.domain.territory.rules import is_under
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.days import today
from sanling.foundation.installed import modules


def end_unit(*, actor: Actor, unit_id: int, into: int | None = None) -> Unit:
    """End a unit today; with ``into`` its posts are given anew there, and the units below it hand up there.

    What another person must confirm waits there as it would if it were given otherwise; posts that waited here are
    taken back. A unit is not ended while a room says that it holds something (`holding.py`). Raises
    ``ValidationError`` under "into" for what stands in the way, ``PermissionDenied`` to who doesn't keep both units,
    ``Unit.DoesNotExist``.
    """
    with transaction.atomic():
        # Who refers to it from here on waits, and so nothing comes to it meanwhile.
        locked = (
            Unit.objects.select_for_update().filter(pk__in=[pk for pk in (unit_id, into) if pk]).in_bulk()
        )
        unit, target = locked.get(unit_id), locked.get(into) if into else None
        if unit is None or (into and target is None):
            raise Unit.DoesNotExist
        found = [unit, target] if target else [unit]
        if isinstance(actor, Viewer) and not all(keeps_unit(actor, kept) for kept in found):
            raise PermissionDenied
        if unit.ends_on is not None:
            return unit
        posts = list(lasting_posts().filter(unit=unit).prefetch_related("jurisdictions", "sector_lines"))
        parts = list(unit.parts.filter(ends_on=None).values_list("pk", flat=True))
        _check(unit, target, posts, parts)
        if target is not None:
            change_units(
                actor=actor, changes={part: {"parent_id": target.pk} for part in parts if part != target.pk}
            )
            _move(actor, target, posts)
        unit.ends_on = today()
        unit.save(update_fields=["ends_on"])
        detail = {"into": target.pk, "posts": len(posts)} if target else {}
        record(actor=actor, act="unit.end", subject=f"unit:{unit.pk}", city=unit.city, detail=detail)
    return unit


def _check(unit: Unit, target: Unit | None, posts: Sequence[Post], parts: Sequence[int]) -> None:
    held = [sentence for room in modules("holding") if (sentence := room.holds(unit.pk))]
    if held:
        raise ValidationError({"into": held})
    if target is None:
        if posts:
            text = _("People still hold %(count)d posts here. End these, or merge the unit into another.")
            raise ValidationError({"into": text % {"count": len(posts)}})
        if parts:
            text = _("%(count)d units hand up to this one. Let them hand up to another first.")
            raise ValidationError({"into": text % {"count": len(parts)}})
        return
    if target.pk == unit.pk or target.ends_on or not is_under(unit.division_id, target.division_id):
        raise ValidationError(
            {"into": _("A unit is merged into another of its own place, or of a place above it.")}
        )
    strange = {post.role for post in posts if not post.waiting} - roles_of(target)
    if strange:
        raise ValidationError({"into": _("That unit has no posts such as people hold here.")})


def _move(actor: Actor, target: Unit, posts: Sequence[Post]) -> None:
    now = clock.now()
    held = set(lasting_posts().filter(unit=target).values_list("user", "role"))
    new = [
        NewPost(
            user_id=post.user_id,
            unit_id=target.pk,
            role=post.role,
            name=post.name,
            paths=[row.division_id for row in post.jurisdictions.all()],
            lines=[row.line for row in post.sector_lines.all()],
            phone=post.phone,
            begins_at=post.begins_at if post.begins_at > now else None,
            ends_at=post.ends_at,
        )
        for post in posts
        if not post.waiting and (post.user_id, post.role) not in held
    ]
    for post in posts:
        end_post(actor=actor, post_id=post.pk)
    if new:
        appoint_many(actor=actor, rows=new)

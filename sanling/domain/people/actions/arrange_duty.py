"""Arrange duty: say who has the duty of a unit on which days, beside what was said before."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.people.access import Viewer
from sanling.domain.people.models import DutyDay, Post, Unit
from sanling.domain.people.on_duty import arranges_duty, named_on, who_may_have_duty
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.days import day_after, midnight, today


def arrange_duty(*, actor: Actor, unit_id: int, days: Mapping[date, int | None]) -> list[DutyDay]:
    """Name a post, or nobody, for each of some days of a unit; return the days that are really changed.

    Raises ``Unit.DoesNotExist``, ``PermissionDenied`` to who doesn't arrange it there, and ``ValidationError`` by day
    for one that is over, and for a post that isn't held at the unit on it or isn't there for matters.
    """
    with transaction.atomic():
        unit = Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
        if isinstance(actor, Viewer) and not arranges_duty(actor, unit):
            raise PermissionDenied
        now_named = named_on(unit_id, days)
        changed = {day: post for day, post in sorted(days.items()) if now_named.get(day) != post}
        if errors := _mistakes(unit, changed):
            raise ValidationError(errors)
        by = actor.post_id if isinstance(actor, Viewer) else None
        rows = [
            DutyDay(unit=unit, day=day, post_id=post, arranged_by_id=by, arranged_at=clock.now())
            for day, post in changed.items()
        ]
        DutyDay.objects.bulk_create(rows)
        if rows:
            record(
                actor=actor,
                act="unit.arrange_duty",
                subject=f"unit:{unit_id}",
                city=unit.city,
                detail={"days": {f"{day}": [now_named.get(day), post] for day, post in changed.items()}},
            )
    return rows


def _mistakes(unit: Unit, days: Mapping[date, int | None]) -> dict[str, str]:
    able = {post.pk: post for post in who_may_have_duty(unit, max(days))} if days else {}
    found = {}
    for day, key in days.items():
        if day < today():
            found[f"{day}"] = _("This day is over.")
        elif key is not None and not (key in able and _held_on(able[key], day)):
            found[f"{day}"] = _("This post isn’t held here on that day.")
    return found


def _held_on(post: Post, day: date) -> bool:
    return post.begins_at < day_after(day) and (post.ends_at is None or post.ends_at > midnight(day))

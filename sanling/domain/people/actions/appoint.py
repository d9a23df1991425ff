"""Appoint: give people posts, with what each answers for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sanling.domain.people.config import PeoplePart
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.config import level_named
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import is_under, level_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.profile.registry import profile_for

BATCH = 2000


@dataclass(frozen=True, kw_only=True)
class NewPost:
    """A post to be given: who, where, as what, and for which divisions and lines (none: all of the unit's)."""

    user_id: int
    unit_id: int
    role: str
    name: str
    paths: Sequence[str]
    lines: Sequence[str] = ()
    phone: str = ""
    begins_at: datetime | None = None
    ends_at: datetime | None = None


def appoint(*, actor: Actor, new: NewPost) -> Post:
    """Give one person one post, beginning now unless said otherwise.

    Raises ``ValidationError`` by field: a role that the unit's level doesn't have, divisions that are unknown or
    outside the unit's own, or a post that the person holds already.
    """
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=new.unit_id)
        errors = dict(_mistakes(unit, new))
        if errors:
            raise ValidationError(errors)
        return appoint_many(actor=actor, rows=[new])[0]


def _mistakes(unit: Unit, new: NewPost) -> Iterator[tuple[str, str]]:
    part: PeoplePart = profile_for(unit.city).part("people")
    level = level_of(unit.division_id)
    if not any(new.role == role.code and level in map(level_named, role.levels) for role in part.roles):
        yield "role", _("This unit's level has no such role.")
    if not new.name.strip():
        yield "name", _("This field is required.")
    if not new.paths:
        yield "paths", _("Choose at least one division.")
    if not all(is_under(path, unit.division_id) for path in new.paths):
        yield "paths", _("A post can answer only for divisions of its unit's own territory.")
    elif Division.objects.filter(pk__in=new.paths, valid_until=None).count() < len(set(new.paths)):
        yield "paths", _("There is no such division.")
    if unit.ends_on:
        yield "unit", _("This unit has ended.")
    begins_at = new.begins_at or clock.now()
    if new.ends_at and new.ends_at <= begins_at:
        yield "ends_at", _("A post must end after it begins.")
    lasting = Q(ends_at=None) | Q(ends_at__gt=begins_at)
    held = Post.objects.filter(lasting, user=new.user_id, unit=unit, role=new.role)
    if held.exists():
        yield "user", _("This person holds this post already.")


def appoint_many(*, actor: Actor, rows: Iterable[NewPost]) -> list[Post]:
    """Give many posts at once, with one audit row each; for data that is right by construction.

    Five statements a batch whatever its size; the database's constraints are the only check.
    """
    wanted = list(rows)
    now = clock.now()
    with transaction.atomic():
        posts = Post.objects.bulk_create(
            [
                Post(
                    user_id=row.user_id,
                    unit_id=row.unit_id,
                    role=row.role,
                    name=row.name,
                    phone=row.phone,
                    begins_at=row.begins_at or now,
                    ends_at=row.ends_at,
                )
                for row in wanted
            ],
            batch_size=BATCH,
        )
        _copy_reach(posts, wanted)
        record_many(_audit_rows(actor, posts, wanted))
    return posts


def _copy_reach(posts: Sequence[Post], rows: Sequence[NewPost]) -> None:
    with connection.cursor() as cursor:
        for table, values in (
            ("people_jurisdiction (post_id, division_id)", [row.paths for row in rows]),
            ("people_sectorline (post_id, line)", [row.lines for row in rows]),
        ):
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for post, found in zip(posts, values, strict=True):
                    for value in dict.fromkeys(found):
                        copy.write_row((post.pk, value))


def _audit_rows(actor: Actor, posts: Sequence[Post], rows: Sequence[NewPost]) -> Iterator[NewAuditRow]:
    cities = dict(Unit.objects.filter(pk__in={row.unit_id for row in rows}).values_list("pk", "city"))
    for post, row in zip(posts, rows, strict=True):
        yield NewAuditRow(
            actor=actor,
            act="post.appoint",
            subject=f"post:{post.pk}",
            city=cities[row.unit_id],
            detail={
                "user": row.user_id,
                "unit": row.unit_id,
                "role": row.role,
                "paths": list(row.paths),
                "lines": list(row.lines),
            },
        )

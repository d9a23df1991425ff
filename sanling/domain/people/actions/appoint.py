"""Appoint: give people posts, with what each answers for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer
from sanling.domain.people.config import role_rules
from sanling.domain.people.giving import brought_in, may_give
from sanling.domain.people.models import Appointment, Post, Unit
from sanling.domain.people.queries import duties_of, roles_of
from sanling.domain.people.rules import mixes
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import is_under
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.delivery import outbox

BATCH = 2000
# Whoever tells people of appointments hears on this topic of those that wait, and of what became of them.
TOPIC = "appointments"
_NO_SUCH_POST = gettext_lazy("A unit of this kind has no such post.")


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

    Raises ``ValidationError`` by field: a role that the unit's structure doesn't have, divisions that are unknown or
    outside the unit's own, a post that the person holds already, or one of a duty that is kept apart from theirs;
    and ``PermissionDenied`` to who doesn't give such posts there.
    """
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=new.unit_id)
        errors = dict(_mistakes(unit, new))
        if errors:
            raise ValidationError(errors)
        return appoint_many(actor=actor, rows=[new])[0]


def _mistakes(unit: Unit, new: NewPost) -> Iterator[tuple[str, str]]:
    if new.role not in roles_of(unit):
        yield "role", str(_NO_SUCH_POST)
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

    Ten statements a batch whatever its size. What is checked besides the database's constraints: raises
    ``ValidationError`` for a post that a unit's structure doesn't have, and where duties that are kept apart would
    meet in one person; ``PermissionDenied`` where the actor doesn't give such a post there, or would get it.

    Posts of people whose account the actor made, too, or whom the actor brings from other units into their own, wait
    for a second person, all of them as a whole. A message on the outbox topic "appointments"
    (``{"appointment": id}``) tells so.
    """
    wanted = list(rows)
    now = clock.now()
    with transaction.atomic():
        units = Unit.objects.in_bulk({row.unit_id for row in wanted})
        if isinstance(actor, Viewer) and not all(_gives(actor, units[row.unit_id], row) for row in wanted):
            raise PermissionDenied
        roles = {pk: roles_of(unit) for pk, unit in units.items()}
        if any(row.role not in roles[row.unit_id] for row in wanted):
            raise ValidationError({"role": _NO_SUCH_POST})
        users = _refuse_mixed_duties(wanted, units, now)
        to_confirm = _to_confirm(actor, wanted, users) if isinstance(actor, Viewer) else frozenset()
        appointment = (
            Appointment.objects.create(by_id=actor.post_id, at=now) if isinstance(actor, Viewer) else None
        )
        posts = Post.objects.bulk_create(
            [
                _post(row, appointment, now, waiting=(row.unit_id, row.user_id) in to_confirm)
                for row in wanted
            ],
            batch_size=BATCH,
        )
        _copy_reach(posts, wanted)
        if appointment and any(post.waiting for post in posts):
            outbox.put(TOPIC, f"appointment:{appointment.pk}", {"appointment": appointment.pk})
        record_many(_audit_rows(actor, posts, wanted, units))
    return posts


def _to_confirm(
    actor: Viewer, rows: Sequence[NewPost], made_by: Mapping[int, int | None]
) -> frozenset[tuple[int, int]]:
    """Return which units and people of the rows need a second person's confirmation."""
    of_unit: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        of_unit[row.unit_id].add(row.user_id)
    return frozenset(
        (unit, user)
        for unit, users in of_unit.items()
        for user in {account for account in users if made_by[account] == actor.user_id}
        | brought_in(actor, unit, users)
    )


def _post(row: NewPost, appointment: Appointment | None, now: datetime, *, waiting: bool) -> Post:
    return Post(
        user_id=row.user_id,
        unit_id=row.unit_id,
        role=row.role,
        name=row.name,
        phone=row.phone,
        begins_at=row.begins_at or now,
        ends_at=row.ends_at,
        appointment=appointment,
        waiting=waiting,
    )


def _gives(actor: Viewer, unit: Unit, row: NewPost) -> bool:
    return may_give(actor, unit, row.role, row.paths, row.lines) and row.user_id != actor.user_id


def _refuse_mixed_duties(
    rows: Sequence[NewPost], units: Mapping[int, Unit], now: datetime
) -> Mapping[int, int | None]:
    """Raise ``ValidationError`` where duties would mix; return who made each of the accounts."""
    # Until this is committed nobody gives one of these people another post, whose duty could be another.
    locked = User.objects.select_for_update(no_key=True).filter(pk__in={row.user_id for row in rows})
    users = dict(locked.order_by("pk").values_list("pk", "made_by_id"))
    duties = duties_of(users, min((row.begins_at or now for row in rows), default=now))
    for row in rows:
        duties[row.user_id].add(role_rules(units[row.unit_id].city, row.role).duty)
    if any(map(mixes, duties.values())):
        raise ValidationError(
            {
                "role": _(
                    "Administration, security, audit and matters stay apart: nobody holds posts of two of them."
                )
            }
        )
    return users


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


def _audit_rows(
    actor: Actor, posts: Sequence[Post], rows: Sequence[NewPost], units: Mapping[int, Unit]
) -> Iterator[NewAuditRow]:
    for post, row in zip(posts, rows, strict=True):
        yield NewAuditRow(
            actor=actor,
            act="post.appoint",
            subject=f"post:{post.pk}",
            city=units[row.unit_id].city,
            detail={
                "user": row.user_id,
                "unit": row.unit_id,
                "role": row.role,
                "paths": list(row.paths),
                "lines": list(row.lines),
            },
        )

"""Who is told of appointments: at once whoever may confirm them and who gave them, once a day the unit above."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Prefetch

from sanling.domain.people.access import viewer_for
from sanling.domain.people.actions.appoint import TOPIC
from sanling.domain.people.config import PeoplePart
from sanling.domain.people.giving import to_confirm
from sanling.domain.people.models import Appointment, Post, Unit
from sanling.domain.people.queries import in_office, leader_posts
from sanling.domain.people.roles import RoleRules
from sanling.domain.people.rules import Duty
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.delivery.notices import notify
from sanling.foundation.delivery.outbox import OutboxRow, drain
from sanling.foundation.profile.registry import profile_for

BATCH = 50
NAMED = 5
CONFIRMATIONS = "/desk/confirmations/"


def tell_of_appointments() -> int:
    """Tell whoever may confirm what waits, and who gave it what became of it; return how many messages were taken."""
    return drain(topic=TOPIC, limit=BATCH, handler=_handle)


def _handle(rows: Iterable[OutboxRow]) -> None:
    for row in rows:
        appointment = Appointment.objects.select_related("by__unit").get(pk=row.payload["appointment"])
        if "confirmed" in row.payload:
            how = "confirmed" if row.payload["confirmed"] else "rejected"
            told = {"names": "、".join(row.payload["names"])}
            notify([f"post:{appointment.by_id}"], f"appointment.{how}", told)
        else:
            told = {"by": appointment.by.name, "unit": appointment.by.unit.name}
            notify(_confirmers(appointment), "appointment.waits", told, url=CONFIRMATIONS)


def _confirmers(appointment: Appointment) -> Iterator[str]:
    """Yield the keys of the posts that may confirm all that waits of an appointment."""
    waiting = Post.objects.filter(appointment=appointment, waiting=True)
    rows = list(waiting.values_list("role", "unit__division_id"))
    if not rows:
        return
    roles, paths = {role for role, _path in rows}, [path for _role, path in rows]
    above = [paths[0][:level] for level in Level if level <= len(paths[0])]
    part: PeoplePart = profile_for(appointment.by.unit.city).part("people")
    candidates = Post.objects.filter(
        in_office(clock.now()),
        unit__division__in=[at for at in above if all(path.startswith(at) for path in paths)],
        role__in=[rules.code for rules in part.roles if _could_confirm(rules, roles)],
    )
    for post in candidates.select_related("unit", "user").order_by("pk"):
        viewer = viewer_for(post)
        if viewer and to_confirm(viewer).filter(appointment=appointment).count() == len(rows):
            yield viewer.key


def _could_confirm(rules: RoleRules, roles: set[str]) -> bool:
    return rules.duty is Duty.SECURITY or roles <= set(rules.appoints)


def tell_units_above() -> int:
    """Tell whom each giver's unit hands up to what was given since yesterday, in one notice; return how many acts."""
    now = clock.now()
    with transaction.atomic():
        untold = Appointment.objects.filter(told_at=None, at__lt=now).select_for_update(of=("self",))
        given = Prefetch("posts", Post.objects.select_related("unit").order_by("pk"))
        found = list(untold.select_related("by__unit__parent").prefetch_related(given).order_by("pk"))
        below: dict[Unit | None, list[Appointment]] = defaultdict(list)
        for appointment in found:
            below[appointment.by.unit.parent].append(appointment)
        for unit, appointments in below.items():
            _tell_above(unit, appointments)
        Appointment.objects.filter(pk__in=[appointment.pk for appointment in found]).update(told_at=now)
    return len(found)


def _tell_above(unit: Unit | None, appointments: Iterable[Appointment]) -> None:
    """Tell the unit's leaders, or where nobody leads, the security administrators of the city."""
    told: dict[int, list[str]] = defaultdict(list)
    for appointment in appointments:
        names = [f"{post.name}（{post.unit.name}）" for post in appointment.posts.all()]
        for reader in _readers(unit, appointment.by.unit.city):
            if reader.user_id != appointment.by.user_id:
                told[reader.pk] += names
    url = f"/desk/units/{unit.pk}/" if unit else ""
    for reader_id, names in told.items():
        if names:
            more = "…" if len(names) > NAMED else ""
            params = {"count": len(names), "names": "、".join(names[:NAMED]) + more}
            notify([f"post:{reader_id}"], "appointment.below", params, url=url)


def _readers(unit: Unit | None, city: str) -> list[Post]:
    leaders = leader_posts(unit) if unit else []
    if leaders:
        return leaders
    part: PeoplePart = profile_for(city).part("people")
    secure = [rules.code for rules in part.roles if rules.duty is Duty.SECURITY]
    return list(Post.objects.filter(in_office(clock.now()), unit__city=city, role__in=secure).order_by("pk"))

"""Who has the duty of a unit on a day (值班): by its roster, and whoever stands in where that one is on leave."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q

from sanling.domain.people.access import Viewer, is_in_office, reach_at
from sanling.domain.people.config import role_rules
from sanling.domain.people.directory import Office, described, listed_units, published
from sanling.domain.people.giving import roles_given
from sanling.domain.people.keeping import keeps_unit
from sanling.domain.people.models import DutyDay, Post, Substitution, Unit
from sanling.domain.people.rules import Duty
from sanling.domain.territory.rules import Level, ancestors_of, city_of
from sanling.foundation import clock
from sanling.foundation.days import day_after, midnight, today
from sanling.foundation.privacy.mask import surname

# A leave that begins or ends within a day counts for whoever has the duty at noon; today, for whoever has it now.
_NOON = timedelta(hours=12)


@dataclass(frozen=True)
class Held:
    """A day of a unit's roster: whom it names, and who has it, which is another where that one is on leave.

    Nobody has the duty where the day is free, or who was named has no post any more and nobody stands in. ``before``
    are those that were named earlier for it, the last first.
    """

    day: date
    named: Post | None
    holder: Post | None
    before: Sequence[Post]


@dataclass(frozen=True)
class OnDuty:
    """Who has the duty of an office, as residents are told: the post, a surname where the profile tells it, a phone."""

    office: Office
    role: str
    surname: str
    phone: str


def arranges_duty(viewer: Viewer, unit: Unit) -> bool:
    """Tell whether a viewer arranges the duty of a unit: who leads it, gives its posts, or keeps it."""
    if unit.ends_on is not None or unit.city != viewer.city:
        return False
    leads = reach_at(viewer, unit.division_id, lambda reach: reach.unit_id == unit.pk and reach.role.lead)
    return leads is not None or bool(roles_given(viewer, unit)) or keeps_unit(viewer, unit)


def who_may_have_duty(unit: Unit, last: date) -> list[Post]:
    """Return the posts of a unit that can have its duty up to a day: those for matters, held then or earlier."""
    lasting = Q(ends_at=None) | Q(ends_at__gt=clock.now())
    posts = unit.posts.filter(lasting, begins_at__lt=day_after(last), waiting=False, user__is_active=True)
    return [
        post for post in posts.order_by("name", "pk") if role_rules(unit.city, post.role).duty is Duty.MATTERS
    ]


def named_on(unit_id: int, days: Collection[date]) -> Mapping[date, int | None]:
    """Return which post the roster of a unit names on days; of those that nobody arranged nothing."""
    rows = DutyDay.objects.filter(unit=unit_id, day__in=days).order_by("pk")
    return dict(rows.values_list("day", "post"))


def last_arranged() -> int:
    """Return the key of the day of duty that was arranged last, 0 before the first."""
    return DutyDay.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def roster(units: Collection[int], first: date, last: date) -> Mapping[int, Sequence[Held]]:
    """Return by their units the days that somebody arranged, the first to the last, with two queries."""
    found: dict[tuple[int, date], list[DutyDay]] = {}
    for row in _rows(units, first, last):
        found.setdefault((row.unit_id, row.day), []).append(row)
    held: dict[int, list[Held]] = {}
    for (unit, day), (now, *before) in found.items():
        named_before = [row.post for row in before if row.post and row.post_id != now.post_id]
        held.setdefault(unit, []).append(Held(day, now.post, _holder(now.post, day), named_before))
    return held


def _rows(units: Collection[int], first: date, last: date) -> Iterable[DutyDay]:
    span = Q(begins_at__lt=day_after(last), ends_at__gt=midnight(first))
    leaves = Substitution.objects.filter(span).select_related("substitute__user", "substitute__unit")
    rows = DutyDay.objects.filter(unit__in=units, day__range=(first, last)).order_by("unit", "day", "-pk")
    absent = Prefetch("post__substitutions", leaves.order_by("pk"), to_attr="leaves")
    return rows.select_related("post__user", "post__unit").prefetch_related(absent)


def _holder(named: Post | None, day: date) -> Post | None:
    """Return who has the duty that a post is named for: itself, or on its leave the first who stands in."""
    if named is None:
        return None
    at = clock.now() if day == today() else midnight(day) + _NOON
    leaves: list[Substitution] = vars(named)["leaves"]
    absent = [leave.substitute for leave in leaves if leave.begins_at <= at < leave.ends_at]
    return next((post for post in absent or [named] if is_in_office(post, at)), None)


def on_duty(path: str) -> list[OnDuty]:
    """Return who has the duty today in a place, as far as it may be told to everybody, the nearest office first.

    They are those of the offices that stand at the place and, for a village or a part of one, at its township, too.
    """
    said, city = published(city_of(path)), city_of(path)
    above = [over for over in ancestors_of(path) if Level.TOWNSHIP <= len(over) <= Level.VILLAGE]
    at = Q(division__in=[path, *above]) & Q(duty_days__day=today())
    units = listed_units(city).order_by("-division__level", "pk").filter(at).distinct()
    offices = {office.unit.pk: office for office in described(units, city)}
    days = roster(list(offices), today(), today()) if offices else {}
    return [
        OnDuty(
            office,
            str(role_rules(city, holder.role).name),
            surname(holder.name) if said.persons == "surname" else "",
            office.duty_phone or office.phone,
        )
        for unit, office in offices.items()
        for held in days.get(unit, ())
        if (holder := held.holder)
    ]

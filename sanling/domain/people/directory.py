"""The directory that residents read: which offices there are, what each takes in, and who is in charge of a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.db.models import Case, IntegerField, QuerySet, Value, When

from sanling.domain.people.config import PeoplePart, role_rules
from sanling.domain.people.finding import units_found
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.published import Published
from sanling.domain.people.queries import in_office
from sanling.domain.territory.rules import Level, ancestors_of, city_of
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from sanling.foundation.days import today
from sanling.foundation.holidays.schedules import workdays_at
from sanling.foundation.opening import Opening
from sanling.foundation.privacy.mask import surname
from sanling.foundation.privacy.phone import NoPhone, is_mobile, normalise_phone
from sanling.foundation.profile.registry import profile_for


@dataclass(frozen=True)
class Office:
    """A unit as residents are told of it; what the profile doesn't publish, or nobody filled in, is empty."""

    unit: Unit
    kind: str
    phone: str
    duty_phone: str
    hours: str
    # A day off on which it isn't open by its own hours; of hours in the profile's words nobody can tell.
    closed_today: bool
    # In the profile's words; without any, an office takes in what its unit's lines are called.
    takes_in: str


@dataclass(frozen=True)
class PersonInCharge:
    """Who holds a post where somebody lives: the role's name and, of the person, the surname alone."""

    role: str
    surname: str
    # Of which the post answers.
    division: str


def published(city: str) -> Published:
    """Return what the profile of a city publishes."""
    part: PeoplePart = profile_for(city).part("people")
    return part.directory


def listed_units(city: str) -> QuerySet[Unit]:
    """Return the units of a city that residents find, in the order of their kinds; none where nothing is published."""
    kinds = published(city).kinds
    order = Case(
        *(When(kind=kind, then=Value(place)) for place, kind in enumerate(kinds)),
        default=Value(len(kinds)),
        output_field=IntegerField(),
    )
    found = Unit.objects.filter(city=city, kind__in=kinds, ends_on=None).select_related("division")
    return found.order_by(order, "pk")


def offices_at(path: str) -> list[Office]:
    """Return the offices that stand at exactly this division, with two queries."""
    return described(listed_units(city_of(path)).filter(division=path), city_of(path))


def offices_called(city: str, typed: str, *, near: str = "", most: int) -> list[Office]:
    """Return offices by any part of their name, in pinyin, by initials or another name, the nearest first."""
    units = listed_units(city).order_by()
    return described(units_found(units, typed, [near] if near else [], city=city, most=most), city)


def described(units: Iterable[Unit], city: str) -> list[Office]:
    """Return what is told of some units of a city."""
    part: PeoplePart = profile_for(city).part("people")
    kinds = {kind.code: str(kind.name) for kind in part.unit_kinds}
    said, rows, area = part.directory, list(units), profile_for(city).area_code
    phones = _told(rows, "phone", said, area)
    duty_phones = _told(rows, "duty_phone", said, area)
    is_worked = workdays_at(city).is_working_day(today())
    opening = {unit.pk: Opening.spelt(unit.hours) for unit in rows}
    return [
        Office(
            unit=unit,
            kind=kinds.get(unit.kind, ""),
            phone=phones.get(unit.pk, ""),
            duty_phone=duty_phones.get(unit.pk, ""),
            hours=str(opening[unit.pk] or said.said_of(said.hours, unit.code, unit.kind)),
            closed_today=bool((hours := opening[unit.pk]) and not hours.daily and not is_worked),
            takes_in=said.said_of(said.takes_in, unit.code, unit.kind),
        )
        for unit in rows
    ]


def _told(
    units: Iterable[Unit], column: Literal["phone", "duty_phone"], said: Published, area: str
) -> dict[int, str]:
    """Return the office or duty phones that may be told: of published kinds, and nobody's own."""
    found: dict[int, str] = {}
    for unit in units:
        if (written := getattr(unit, column)) and unit.kind in said.phones:
            try:
                found[unit.pk] = normalise_phone(written, area=area)
            except NoPhone:
                continue
    mobiles = {phone for phone in found.values() if is_mobile(phone)}
    hidden = mobiles
    if mobiles and said.mobiles:
        # A number by which somebody signs in is a person's, whatever the list of offices calls it.
        hidden = {str(user.phone) for user in User.objects.filter(phone__in=mobiles)}
    return {unit: phone for unit, phone in found.items() if phone not in hidden}


def offices_in_charge(path: str) -> list[Office]:
    """Return the offices in charge of a place: those of its village and its township, the nearest first."""
    above = [over for over in (*ancestors_of(path), path) if Level.TOWNSHIP <= len(over) <= Level.VILLAGE]
    units = list(listed_units(city_of(path)).filter(division__in=above))
    units.sort(key=lambda unit: -len(unit.division_id))
    return described(units, city_of(path))


def persons_in_charge(path: str) -> list[PersonInCharge]:
    """Return who answers for a place by the roles that the profile names, the nearest first.

    Of nobody is told unless the profile does. They answer for the village or for a part of it, not for more.
    """
    said = published(city_of(path))
    if said.persons == "none" or len(path) < Level.VILLAGE:
        return []
    answering = [over for over in (*ancestors_of(path), path) if len(over) >= Level.VILLAGE]
    found = Post.objects.filter(
        in_office(clock.now()),
        role__in=said.in_charge,
        unit__city=city_of(path),
        jurisdictions__division__in=answering,
    )
    rows = found.values_list("role", "name", "jurisdictions__division", "pk")
    nearest = sorted(rows, key=lambda row: (-len(row[2]), said.in_charge.index(row[0]), row[3]))
    persons = (
        PersonInCharge(str(role_rules(city_of(path), role).name), surname(name), division)
        for role, name, division, _post in nearest
    )
    return list(dict.fromkeys(persons))

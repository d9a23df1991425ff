"""Add units that the profile's structure doesn't name, or one more of a kind that it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.people.access import Viewer
from sanling.domain.people.config import PeoplePart
from sanling.domain.people.keeping import keeps_units
from sanling.domain.people.models import Unit
from sanling.domain.people.naming import level_name, own_code
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import city_of, is_under
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.cleaning import name_key
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.database.turns import take_turn
from sanling.foundation.profile.registry import profile_for


@dataclass(frozen=True, kw_only=True)
class NewUnit:
    """A unit to be added; without a ``code`` it gets one after its name, without a parent the usual one above."""

    name: str
    kind: str
    division: str
    parent_id: int | None = None
    code: str = ""
    phone: str = ""
    duty_phone: str = ""
    hours: str = ""
    address: str = ""
    name_en: str = ""


def add_units(*, actor: Actor, new: Sequence[NewUnit], begins_on: date) -> list[Unit]:
    """Add units of one city, all or none; each with its audit row. A fixed number of statements.

    Raises ``ValidationError`` by field for a kind that isn't there at that level, a division that isn't there, a code
    or, at one division, a name that another unit has, and a parent that stands elsewhere; ``PermissionDenied`` to who
    doesn't keep units there.
    """
    if not new:
        return []
    city = city_of(new[0].division)
    if isinstance(actor, Viewer) and not all(keeps_units(actor, unit.division) for unit in new):
        raise PermissionDenied
    with transaction.atomic():
        take_turn(f"units:{city}")
        taken = set(Unit.objects.filter(city=city).values_list("code", flat=True))
        _check(city, new, taken)
        part: PeoplePart = profile_for(city).part("people")
        above = _usual_parents(part, city, new)
        units = []
        for unit, parent in zip(new, above, strict=True):
            code = unit.code or own_code(unit.name, unit.division, taken)
            taken.add(code)
            units.append(_unit(unit, code, unit.parent_id or parent, _lines(part, code, unit), begins_on))
        insert_many(Unit, units)
        record_many(
            NewAuditRow(
                actor=actor,
                act="unit.add",
                subject=f"unit:{unit.pk}",
                city=city,
                detail={"code": unit.code, "kind": unit.kind, "name": unit.name},
            )
            for unit in units
        )
    return units


def _check(city: str, new: Sequence[NewUnit], taken: set[str]) -> None:
    part: PeoplePart = profile_for(city).part("people")
    kinds = {kind.code: kind for kind in part.unit_kinds}
    paths = {unit.division for unit in new}
    there = set(Division.objects.filter(pk__in=paths, valid_until=None).values_list("pk", flat=True))
    parents = dict(
        Unit.objects.filter(pk__in={unit.parent_id for unit in new}, ends_on=None).values_list(
            "pk", "division_id"
        )
    )
    standing = Unit.objects.filter(division__in=paths, ends_on=None)
    named = {(path, name_key(name)) for path, name in standing.values_list("division_id", "name")}
    for unit in new:
        if unit.division not in there:
            raise ValidationError({"division": _("There is no such division.")})
        if unit.kind not in kinds or level_name(unit.division) not in kinds[unit.kind].levels:
            raise ValidationError({"kind": _("There are no units of this kind at this level.")})
        if unit.code in taken or (unit.division, name_key(unit.name)) in named:
            raise ValidationError({"name": _("There is such a unit here already.")})
        if unit.parent_id and not is_under(unit.division, parents.get(unit.parent_id, "none")):
            raise ValidationError(
                {"parent": _("A unit hands up to one of its own place or of a place above it.")}
            )
        named.add((unit.division, name_key(unit.name)))


def _usual_parents(part: PeoplePart, city: str, new: Sequence[NewUnit]) -> list[int | None]:
    """Return the unit above each, as the structure has it for its kind; ``None`` where that isn't there."""
    wanted: list[list[str]] = []
    for unit in new:
        alike = [
            found
            for found in part.structure
            if found.kind == unit.kind and found.at == level_name(unit.division)
        ]
        chain = list(part.above(alike[0])) if alike else []
        wanted.append([f"{above.code}-{unit.division[: above.level]}" for above in chain])
    codes = {code for chain in wanted for code in chain}
    known = dict(Unit.objects.filter(city=city, code__in=codes, ends_on=None).values_list("code", "pk"))
    return [next((known[code] for code in chain if code in known), None) for chain in wanted]


def _lines(part: PeoplePart, code: str, unit: NewUnit) -> list[str]:
    """Return the lines of the template whose unit this is, by the beginning of its code."""
    stem = code.rpartition("-")[0]
    found = (
        template.lines
        for template in part.structure
        if template.code == stem and template.kind == unit.kind and template.at == level_name(unit.division)
    )
    return list(next(found, ()))


def _unit(new: NewUnit, code: str, parent: int | None, lines: list[str], begins_on: date) -> Unit:
    return Unit(
        code=code,
        kind=new.kind,
        name=new.name,
        name_en=new.name_en,
        division_id=new.division,
        parent_id=parent,
        phone=new.phone,
        duty_phone=new.duty_phone,
        hours=new.hours,
        address=new.address,
        lines=lines,
        begins_on=begins_on,
    )

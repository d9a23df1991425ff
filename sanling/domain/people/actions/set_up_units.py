"""Set up the units that a profile's structure gives to every division of a city."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from sanling.domain.people.config import PeoplePart, UnitTemplate
from sanling.domain.people.models import Unit
from sanling.domain.territory.config import TerritoryPart
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import SAID_AGAIN
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.database.turns import take_turn
from sanling.foundation.profile.loader import Profile

BATCH = 2000


def set_up_units(*, actor: Actor, profile: Profile, begins_on: date) -> int:
    """Create the units of the structure that the city lacks, level by level; return how many.

    A province has units of its own at its own division alone. A unit that is there already, by its code, stays as it
    is. A level that the city lacks has no units: those below stand under those above.
    """
    part: PeoplePart = profile.part("people")
    with transaction.atomic():
        take_turn(f"units:{profile.city}")
        known = dict(Unit.objects.filter(city=profile.city).values_list("code", "pk"))
        before = len(known)
        own = Q(pk=profile.city) if profile.is_province else Q(path__startswith=profile.city)
        for templates in part.tiers():
            divisions = Division.objects.filter(own, ~SAID_AGAIN, level=templates[0].level, valid_until=None)
            _create(profile, templates, list(divisions.order_by("path")), known, begins_on)
        created = len(known) - before
        record(
            actor=actor,
            act="unit.set_up",
            subject=f"city:{profile.city}",
            city=profile.city,
            detail={"units": created},
        )
    return created


def _create(
    profile: Profile,
    templates: list[UnitTemplate],
    divisions: list[Division],
    known: dict[str, int],
    begins_on: date,
) -> None:
    part: PeoplePart = profile.part("people")
    territory: TerritoryPart = profile.part("territory")
    above = {template.code: list(part.above(template)) for template in templates}
    units = [
        _unit(
            template,
            division,
            english=territory.english_name(division.path, division.name),
            parent=_nearest(above[template.code], division.path, known),
            begins_on=begins_on,
        )
        for division in divisions
        for template in templates
        if f"{template.code}-{division.path}" not in known
    ]
    for unit in Unit.objects.bulk_create(units, batch_size=BATCH):
        known[unit.code] = unit.pk


def _nearest(above: Sequence[UnitTemplate], path: str, known: Mapping[str, int]) -> int | None:
    """Return the first of the units above that is there."""
    codes = (f"{template.code}-{path[: template.level]}" for template in above)
    return next((known[code] for code in codes if code in known), None)


def _unit(
    template: UnitTemplate, division: Division, *, english: str, parent: int | None, begins_on: date
) -> Unit:
    return Unit(
        code=f"{template.code}-{division.path}",
        kind=template.kind,
        name=template.name.zh.replace("{division}", division.name)[:80],
        name_en=template.name.en.replace("{division}", english)[:120],
        division=division,
        parent_id=parent,
        lines=list(template.lines),
        begins_on=begins_on,
    )

"""What a city's units are by the profile's structure, and where those that are there differ from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from sanling.domain.people.config import PeoplePart, UnitTemplate
from sanling.domain.people.models import Unit
from sanling.domain.people.naming import OWN
from sanling.domain.territory.config import TerritoryPart
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import SAID_AGAIN
from sanling.domain.territory.rules import Level
from sanling.foundation.profile.loader import Profile

# What can be made as the template has it; another kind would have other posts than people hold.
APPLICABLE = ("name", "name_en", "lines", "parent_id")
COMPARED = (*APPLICABLE, "kind")


@dataclass(frozen=True)
class UnitDiffers:
    """One thing in which a unit differs from its template; "template" where the profile has none for it any more."""

    unit: Unit
    what: str
    now: Any = None
    by_template: Any = None


def divisions_with_units(profile: Profile, level: Level) -> QuerySet[Division]:
    """Return the divisions of a level that have units; a province has some at its own division alone."""
    own = Q(pk=profile.city) if profile.is_province else Q(path__startswith=profile.city)
    return Division.objects.filter(own, ~SAID_AGAIN, level=level, valid_until=None).order_by("path")


def by_template(
    profile: Profile,
    templates: Sequence[UnitTemplate],
    known: Mapping[str, int],
    begins_on: date,
) -> Iterator[Unit]:
    """Yield the units, unsaved, that templates of one level give to its divisions, division by division."""
    part: PeoplePart = profile.part("people")
    territory: TerritoryPart = profile.part("territory")
    above = {template.code: list(part.above(template)) for template in templates}
    for division in divisions_with_units(profile, templates[0].level):
        english = territory.english_name(division.path, division.name)
        for template in templates:
            yield Unit(
                code=f"{template.code}-{division.path}",
                kind=template.kind,
                name=template.name.zh.replace("{division}", division.name)[:80],
                name_en=template.name.en.replace("{division}", english)[:120],
                division=division,
                parent_id=_nearest(above[template.code], division.path, known),
                lines=list(template.lines),
                begins_on=begins_on,
            )


def differing(profile: Profile) -> Iterator[UnitDiffers]:
    """Yield in what the units that are there differ from the templates of their places; fifteen statements or so."""
    part: PeoplePart = profile.part("people")
    there = {unit.code: unit for unit in Unit.objects.filter(city=profile.city, ends_on=None)}
    known = {code: unit.pk for code, unit in there.items()}
    meant: set[str] = set()
    for templates in part.tiers():
        for unit in by_template(profile, templates, known, date.min):
            meant.add(unit.code)
            own = there.get(unit.code)
            for what in COMPARED if own else ():
                now, wanted = getattr(own, what), getattr(unit, what)
                if own and now != wanted:
                    yield UnitDiffers(own, what, now, wanted)
    for code, unit in there.items():
        if code not in meant and not code.startswith(OWN):
            yield UnitDiffers(unit, "template")


def _nearest(above: Sequence[UnitTemplate], path: str, known: Mapping[str, int]) -> int | None:
    """Return the first of the units above that is there."""
    codes = (f"{template.code}-{path[: template.level]}" for template in above)
    return next((known[code] for code in codes if code in known), None)

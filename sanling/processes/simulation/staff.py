"""Staff for the units of a demonstration city, from the posts that the profile's structure gives them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random

from sanling.domain.people.actions.change_units import change_units
from sanling.domain.people.actions.employ import Employee, PlannedPost, employ
from sanling.domain.people.config import PeoplePart, PostTemplate, UnitTemplate
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level
from sanling.foundation.audit.actor import Actor
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for
from sanling.processes.simulation.config import SimulationPart
from sanling.processes.simulation.words import read_words

NIGHT_LINE = 1


def staff_city(*, actor: Actor, profile: Profile, begins_at: datetime, seed: int = 1) -> int:
    """Fill every unit of a city up to the posts of its structure with invented people; return the posts given."""
    part: PeoplePart = profile.part("people")
    templates = {template.place: template for template in part.structure if template.posts}
    held = Counter(Post.objects.filter(unit__city=profile.city, ends_at=None).values_list("unit_id", "role"))
    grids = _grids(profile.city)
    random = Random(seed)  # noqa: S311 -- invented names, not secrets
    employees: list[Employee] = []
    units = Unit.objects.filter(city=profile.city, ends_on=None).order_by("pk")
    for unit in units:
        code = unit.code.rpartition("-")[0]
        template = templates.get(f"{code}@{Level(len(unit.division_id)).name.lower()}")
        if template:
            employees += _staff(unit, template, grids.get(unit.division_id, []), held, random)
    posts = employ(actor=actor, employees=employees, begins_at=begins_at)
    _open_offices(actor, profile)
    return len(posts)


def _open_offices(actor: Actor, profile: Profile) -> None:
    """Let the offices that residents turn to first tell when they are open, and how to reach them then and at night."""
    simulated: SimulationPart = profile.part("simulation")
    units = Unit.objects.filter(city=profile.city, ends_on=None, kind__in=simulated.opening)
    reached = {
        unit.pk: {
            "phone": _phone(unit),
            "duty_phone": _phone(unit, NIGHT_LINE),
            "hours": simulated.opening[unit.kind],
        }
        for unit in units
    }
    change_units(actor=actor, changes=reached)


def _grids(city: str) -> dict[str, list[str]]:
    grids: dict[str, list[str]] = {}
    found = Division.objects.filter(path__startswith=city, level=Level.GRID, valid_until=None)
    for path in found.order_by("path").values_list("path", flat=True):
        grids.setdefault(path[: Level.VILLAGE], []).append(path)
    return grids


def _staff(
    unit: Unit, template: UnitTemplate, grids: Sequence[str], held: Counter[tuple[int, str]], random: Random
) -> Iterator[Employee]:
    """Yield a unit's missing staff; posts of one person are held together."""
    people: dict[str, list[PlannedPost]] = {}
    for wanted in template.posts:
        for nth in range(held[unit.pk, wanted.role], wanted.count):
            person = wanted.person or f"{wanted.role}{nth + 1}"
            paths = _paths(unit, wanted, grids, nth)
            people.setdefault(person, []).append(PlannedPost(unit.pk, wanted.role, paths, phone=_phone(unit)))
    for person, posts in people.items():
        yield Employee(f"{unit.code}.{person}", read_words().person(random), posts)


def _paths(unit: Unit, wanted: PostTemplate, grids: Sequence[str], nth: int) -> Sequence[str]:
    return (wanted.shares_grids and grids[nth :: wanted.count]) or [unit.division_id]


def _phone(unit: Unit, line: int = 0) -> str:
    """Return a unit's number by day, or on another line, that nobody has: no subscriber's number begins with 0."""
    return f"{profile_for(unit.city).area_code}-0{unit.pk % 1_000_000:06d}{line}".removeprefix("-")

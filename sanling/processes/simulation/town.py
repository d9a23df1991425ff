"""The offices, people and places of a city in memory, as a simulation looks them up a million times."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

import shapely
from django.contrib.postgres.aggregates import ArrayAgg

from sanling.domain.people.config import PeoplePart, role_rules
from sanling.domain.people.models import Jurisdiction, Post, SectorLine, Unit
from sanling.domain.people.queries import in_office
from sanling.domain.people.roles import RoleRules
from sanling.domain.territory.models import Boundary, CodePoint, Division
from sanling.domain.territory.rules import Level, ancestors_of, level_of
from sanling.foundation import clock
from sanling.foundation.profile.loader import Profile

# The largest community brings this many times the matters of the smallest.
SMALLEST, LARGEST = 0.4, 3.0


@dataclass(frozen=True, slots=True)
class Office:
    """A unit: where it stands, what it is in charge of, and which unit it hands matters up to."""

    id: int
    path: str
    kind: str
    parent: int | None
    lines: tuple[str, ...]
    level: str


@dataclass(frozen=True, slots=True)
class Worker:
    """A post in office, with what it reaches."""

    id: int
    unit: int
    role: str
    path: str
    level: str
    rules: RoleRules
    paths: tuple[str, ...]
    lines: frozenset[str]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a matter can lie: a grid or a whole village, with a point in it where outlines are known."""

    path: str
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class Poster:
    """A code on a wall."""

    code: str
    path: str
    place: str
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class Village:
    """A village or community with its spots and posters."""

    path: str
    name: str
    spots: Sequence[Spot]
    posters: Sequence[Poster]


@dataclass
class Town:
    """A city's offices and workers, and its villages with their weights."""

    city: str
    intake: str
    departments: tuple[str, ...]
    offices: Mapping[int, Office]
    posts: Mapping[int, Worker]
    villages: Mapping[str, Village]
    weights: Mapping[str, float]
    _at: dict[str, list[Office]] = field(default_factory=lambda: defaultdict(list))
    _staff: dict[int, list[Worker]] = field(default_factory=lambda: defaultdict(list))
    _in_roles: dict[tuple[int, tuple[str, ...]], list[Worker]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index offices by division and workers by office."""
        for office in self.offices.values():
            self._at[office.path].append(office)
        for worker in self.posts.values():
            self._staff[worker.unit].append(worker)

    def at(self, path: str) -> Sequence[Office]:
        """Return the offices that stand at a division."""
        return self._at.get(path, ())

    def centre_for(self, path: str) -> Office:
        """Return the office that takes in reports for a place; raises LookupError where there is none."""
        for candidate in (path, *reversed(ancestors_of(path))):
            for office in self.at(candidate):
                if office.kind == self.intake:
                    return office
        raise LookupError(f"No office takes in reports for {path}.")

    def departments_at(self, path: str) -> list[Office]:
        """Return the departments of a division."""
        return [office for office in self.at(path) if office.kind in self.departments]

    def staff(self, unit: int, roles: tuple[str, ...] = ("*",)) -> list[Worker]:
        """Return the workers of an office in one of some roles; not to be changed."""
        key = (unit, roles)
        if key not in self._in_roles:
            workers = self._staff.get(unit, ())
            self._in_roles[key] = [one for one in workers if "*" in roles or one.role in roles]
        return self._in_roles[key]

    def staff_at(self, path: str, roles: tuple[str, ...]) -> list[Worker]:
        """Return the workers of all offices that stand at exactly this division, in one of some roles."""
        return [one for office in self.at(path) for one in self.staff(office.id, roles)]


def read_town(profile: Profile, *, seed: int, since: datetime) -> Town:
    """Read a city as it stands now, with those who have been in office since an instant: nine queries."""
    part: PeoplePart = profile.part("people")
    units = Unit.objects.filter(city=profile.city, ends_on=None).order_by("pk")
    offices = {
        pk: Office(pk, path, kind, parent, tuple(lines), level_of(path).name.lower())
        for pk, path, kind, parent, lines in units.values_list(
            "pk", "division_id", "kind", "parent_id", "lines"
        ).iterator()
    }
    villages = _villages(profile.city)
    random = Random(seed)  # noqa: S311 -- invented weights
    return Town(
        city=profile.city,
        intake=part.intake,
        departments=part.department_kinds,
        offices=offices,
        posts={worker.id: worker for worker in _workers(profile.city, offices, since)},
        villages=villages,
        weights={path: random.uniform(SMALLEST, LARGEST) for path in villages},
    )


def _workers(city: str, offices: Mapping[int, Office], since: datetime) -> Iterable[Worker]:
    posts = Post.objects.filter(in_office(clock.now()), unit__city=city, begins_at__lte=since).order_by("pk")
    grouped = Jurisdiction.objects.filter(post__unit__city=city).values_list("post_id").order_by()
    paths = dict(grouped.annotate(paths=ArrayAgg("division_id")))
    lines = dict(
        SectorLine.objects.filter(post__unit__city=city)
        .values_list("post_id")
        .order_by()
        .annotate(lines=ArrayAgg("line"))
    )
    roles: dict[str, RoleRules] = {}
    for pk, unit, role in posts.values_list("pk", "unit_id", "role").iterator():
        if unit not in offices:
            continue
        office = offices[unit]
        rules = roles.setdefault(role, role_rules(city, role))
        narrowed = frozenset(lines.get(pk) or office.lines)
        yield Worker(pk, unit, role, office.path, office.level, rules, tuple(paths.get(pk, ())), narrowed)


def _villages(city: str) -> dict[str, Village]:
    found = Division.objects.filter(path__startswith=city, valid_until=None).order_by("path")
    points = _points(city)
    spots: dict[str, list[Spot]] = defaultdict(list)
    for path in found.filter(level=Level.GRID).values_list("path", flat=True).iterator():
        spots[path[: Level.VILLAGE]].append(Spot(path, *points.get(path, ())))
    posters: dict[str, list[Poster]] = defaultdict(list)
    hanging = CodePoint.objects.filter(division__path__startswith=city, retired_at=None).order_by("code")
    for row in hanging.values_list("code", "division_id", "place", "lon", "lat").iterator():
        posters[row[1][: Level.VILLAGE]].append(Poster(*row))
    return {
        path: Village(path, name, spots.get(path) or [Spot(path)], posters.get(path, []))
        for path, name in found.filter(level=Level.VILLAGE).values_list("path", "name").iterator()
    }


def _points(city: str) -> dict[str, tuple[float, float]]:
    """Return a point inside each grid whose outline is known."""
    outlines = Boundary.objects.filter(
        division__path__startswith=city, division__level=Level.GRID, valid_until=None
    )
    rows = list(outlines.order_by("division_id").values_list("division_id", "wkb"))
    inside = shapely.point_on_surface(shapely.from_wkb([bytes(wkb) for _path, wkb in rows]))
    return {
        path: (round(float(point.x), 6), round(float(point.y), 6))
        for (path, _wkb), point in zip(rows, inside, strict=True)
    }

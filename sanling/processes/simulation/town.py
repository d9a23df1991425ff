"""The units, posts and places of a city in memory, as a simulation looks them up a million times."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from sanling.domain.people.access import Viewer
from sanling.domain.people.config import PeoplePart
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import in_office
from sanling.domain.people.sight import viewers_of
from sanling.domain.territory.models import Boundary, CodePoint, Division
from sanling.domain.territory.rules import Level, ancestors_of
from sanling.foundation import clock
from sanling.foundation.profile.loader import Profile
from sanling.processes.simulation.geography import points_inside

# The largest community brings this many times the matters of the smallest.
SMALLEST, LARGEST = 0.4, 3.0
EVERYBODY = ("*",)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a matter can lie: a grid or a whole village, with a point in it where that is known.

    ``code`` and ``place`` are those of the poster that hangs there.
    """

    path: str
    lon: float | None = None
    lat: float | None = None
    code: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Village:
    """A village or community with its spots, and those where posters hang."""

    name: str
    spots: Sequence[Spot]
    posters: Sequence[Spot]


@dataclass
class Town:
    """A city's units and posts, and its villages with their weights, by their keys."""

    part: PeoplePart
    units: Mapping[int, Unit]
    posts: Mapping[int, Viewer]
    villages: Mapping[str, Village]
    weights: Mapping[str, float]
    _at: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    _staff: dict[int, list[Viewer]] = field(default_factory=lambda: defaultdict(list))
    _in_roles: dict[tuple[int, tuple[str, ...]], list[Viewer]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index units by division and posts by unit."""
        for unit in self.units.values():
            self._at[unit.division_id].append(unit)
        for post in self.posts.values():
            self._staff[post.own.unit_id].append(post)

    def at(self, path: str) -> Sequence[Unit]:
        """Return the units that stand at a division."""
        return self._at.get(path, ())

    def centre_for(self, path: str) -> Unit:
        """Return the unit that takes in reports for a place; raises LookupError where there is none."""
        for candidate in (path, *reversed(ancestors_of(path))):
            for unit in self.at(candidate):
                if unit.kind == self.part.intake:
                    return unit
        raise LookupError(f"No unit takes in reports for {path}.")

    def staff(self, unit: int, roles: tuple[str, ...] = EVERYBODY) -> list[Viewer]:
        """Return the posts of a unit in one of some roles; not to be changed."""
        key = (unit, roles)
        if key not in self._in_roles:
            posts = self._staff.get(unit, ())
            self._in_roles[key] = [post for post in posts if "*" in roles or post.own.role.code in roles]
        return self._in_roles[key]

    def staff_at(self, path: str, roles: tuple[str, ...]) -> list[Viewer]:
        """Return the posts of all units that stand at exactly this division, in one of some roles."""
        return [post for unit in self.at(path) for post in self.staff(unit.pk, roles)]


def read_town(profile: Profile, *, seed: int, since: datetime) -> Town:
    """Read a city as it stands now, with those who have been in office since an instant: eight queries."""
    units = {unit.pk: unit for unit in Unit.objects.filter(city=profile.city, ends_on=None).order_by("pk")}
    for unit in units.values():
        if unit.parent_id in units:
            unit.parent = units[unit.parent_id]
    held = Post.objects.filter(in_office(clock.now()), unit__in=units, begins_at__lte=since)
    keys = list(held.values_list("pk", flat=True))
    villages = _villages(profile.city)
    random = Random(seed)  # noqa: S311 -- invented weights
    return Town(
        part=profile.part("people"),
        units=units,
        posts={pk: viewer.limited_to(()) for pk, viewer in viewers_of(keys).items()},
        villages=villages,
        weights={path: random.uniform(SMALLEST, LARGEST) for path in villages},
    )


def _villages(city: str) -> dict[str, Village]:
    found = Division.objects.filter(path__startswith=city, valid_until=None).order_by("path")
    points = points_inside(
        Boundary.objects.filter(division__path__startswith=city, division__level=Level.GRID)
    )
    spots, posters = defaultdict[str, list[Spot]](list), defaultdict[str, list[Spot]](list)
    for path in found.filter(level=Level.GRID).values_list("path", flat=True).iterator():
        spots[path[: Level.VILLAGE]].append(Spot(path, *points.get(path, ())))
    hanging = CodePoint.objects.filter(division__path__startswith=city, retired_at=None).order_by("code")
    for poster in hanging.values_list("division_id", "lon", "lat", "code", "place").iterator():
        posters[poster[0][: Level.VILLAGE]].append(Spot(*poster))
    return {
        path: Village(name, spots.get(path) or [Spot(path)], posters.get(path, []))
        for path, name in found.filter(level=Level.VILLAGE).values_list("path", "name").iterator()
    }

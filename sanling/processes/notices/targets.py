"""Targets, as definitions name them, resolved to the posts in office that they mean."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from sanling.domain.matters.models import Matter
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import in_office, unit_above
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.database.prepared import Prepared

WORTH_READING = 5
# Places around a matter by which targets name posts, and how long their paths are.
AROUND = {"county": Level.COUNTY, "city": Level.CITY}


@dataclass
class Directory:
    """The posts in office of units, read once a unit in a batch of entries."""

    _posts: dict[int | str, list[Post]] = field(default_factory=dict)
    _above: dict[int, Unit | None] = field(default_factory=dict)

    def posts_of(self, matter: Matter, targets: Iterable[str]) -> list[int]:
        """Return the ids of the posts that targets mean for a matter, each once; expects ``unit`` joined.

        "assignee" is the post charged; "holder:ROLE", "above:ROLE", "county:ROLE", "city:ROLE" are posts of that role:
        at the unit that holds the matter, at the unit above it, at the county or city where it is. "party" is nobody
        here: a resident has no account and reads the tracking page.
        """
        found: list[int] = []
        for target in targets:
            where, _colon, role = target.partition(":")
            if where == "assignee" and matter.assignee_id:
                found.append(matter.assignee_id)
            elif where == "holder":
                found += self.at_unit(matter.unit_id, role)
            elif where == "above":
                above = self._unit_above(matter.unit)
                found += self.at_unit(above.pk, role) if above else []
            elif where in AROUND:
                found += self._of_role(matter.division_id[: AROUND[where]], role)
        return list(dict.fromkeys(found))

    def at_unit(self, unit_id: int, role: str) -> list[int]:
        """Return the posts of a role at a unit."""
        return self._of_role(unit_id, role)

    def read(self, units: Collection[int]) -> None:
        """Read the posts of many units with one query; of a few they are read when asked for."""
        if len(units) < WORTH_READING:
            return
        held = Post.objects.filter(in_office(clock.now()), unit__in=units).only("role", "unit").order_by("pk")
        self._posts |= {unit: [] for unit in units}
        for post in held:
            self._posts[post.unit_id].append(post)

    def _unit_above(self, unit: Unit) -> Unit | None:
        if unit.pk not in self._above:
            self._above[unit.pk] = unit_above(unit)
        return self._above[unit.pk]

    def _of_role(self, where: int | str, role: str) -> list[int]:
        """Return the posts of a role at a unit, by its key, or at the units of a division, by its path."""
        if where not in self._posts:
            read: Prepared[..., Post] = _of_unit if isinstance(where, int) else _of_division
            self._posts[where] = read(where=where, now=clock.now())
        return [post.pk for post in self._posts[where] if post.role == role]


@Prepared
def _of_unit(where: int, now: datetime) -> QuerySet[Post]:
    return Post.objects.filter(in_office(now), unit=where).only("role", "unit").order_by("pk")


@Prepared
def _of_division(where: str, now: datetime) -> QuerySet[Post]:
    return Post.objects.filter(in_office(now), unit__division=where).only("role", "unit").order_by("pk")

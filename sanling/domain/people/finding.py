"""Units and posts as they are chosen: by any part of a name, in pinyin, by initials or another name, nearest first.

Whoever types a letter that half a city is called by gets the nearest of them, and the city is not sorted for that: what
is called exactly so comes first, then what is called so at first, then all else. Where any of these are many, they are
looked for in wider and wider rings around some places, and only a bounded number of those anywhere is put in order.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import reduce
from itertools import product
from operator import and_, or_
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from sanling.domain.people.config import PeoplePart
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.queries import nearness
from sanling.domain.territory.rules import Level
from sanling.foundation.finding import called, how_well, named
from sanling.foundation.profile.registry import profile_for

# Of what is typed into a box, so many words are looked for.
MOST_WORDS = 3
# So many are put in order for each way of being found; where there are more, the rings are asked first.
MOST_SORTED = 150
UNIT_ORDER = ("away", "division__level", "division", "pk")
POST_ORDER = ("away", "rather", "unit__division", "unit", "pk")
RINGS = (Level.TOWNSHIP, Level.COUNTY)


def units_found(
    units: QuerySet[Unit], typed: str, near: Collection[str], *, city: str, most: int
) -> list[Unit]:
    """Return some units that are called as typed, or by another name that the city's profile gives them.

    Those called exactly so come first, then those whose name begins so, and of them the nearest to some places.
    """
    ranked = units.annotate(called=how_well("found_by", typed), away=nearness("division", near))
    found = ranked.order_by("called", *UNIT_ORDER)
    tiers = [*called("found_by", typed), [named("found_by", typed), _otherwise(typed, city)]]
    return _best(found, "division", near, most, tiers)


def posts_found(
    posts: QuerySet[Post],
    typed: str,
    near: Collection[str],
    *,
    city: str,
    most: int,
    roles: Sequence[str] = (),
) -> list[Post]:
    """Return some posts each word of which is typed: of its holder's name, or of its unit's.

    What stands behind a name, as the role in a box that was filled already, may be no part of either.
    """
    words = typed.split()[:MOST_WORDS]
    names = [" ".join(words[:count]) for count in range(1, len(words) + 1)]
    ranked = _placed(posts, near, roles).annotate(called=how_well("found_by", *names))
    found = ranked.order_by("called", *POST_ORDER)
    # Each way of its own has an index to go by: of a holder's name, of a unit's.
    by_word = [(named("found_by", word), _unit_called(word, city)) for word in words]
    ways = [reduce(and_, way) for way in product(*by_word)] if words else []
    exactly, *so_at_first = called("found_by", *names) or [[]]
    # Of several words the first alone says too little.
    tiers = [exactly, *(so_at_first if len(words) == 1 else ()), ways]
    return _best(found, "unit__division", near, most, tiers)


def nearest_units(units: QuerySet[Unit], near: Collection[str], most: int) -> list[Unit]:
    """Return some units, the nearest to some places first."""
    ranked = units.annotate(away=nearness("division", near)).order_by(*UNIT_ORDER)
    return _nearest(ranked, "division", near, most)


def nearest_posts(
    posts: QuerySet[Post], near: Collection[str], most: int, roles: Sequence[str] = ()
) -> list[Post]:
    """Return some posts, the nearest to some places first, and of those as near the first of some roles."""
    ranked = _placed(posts, near, roles).order_by(*POST_ORDER)
    return _nearest(ranked, "unit__division", near, most)


def few_units(units: QuerySet[Unit], near: Collection[str], most: int) -> list[Unit] | None:
    """Return all of some units in the same order if they are few, with one query that sorts nothing."""
    few: list[Any] = list(units.annotate(away=nearness("division", near)).order_by()[: most + 1])
    few.sort(key=lambda unit: (unit.away, len(unit.division_id), unit.division_id, unit.pk))
    return few if len(few) <= most else None


def few_posts(
    posts: QuerySet[Post], near: Collection[str], most: int, roles: Sequence[str] = ()
) -> list[Post] | None:
    """Return all of some posts, with their units, in the same way."""
    few: list[Any] = list(_placed(posts.select_related("unit"), near, roles).order_by()[: most + 1])
    few.sort(key=lambda post: (post.away, post.rather, post.unit.division_id, post.unit_id, post.pk))
    return few if len(few) <= most else None


def _placed(posts: QuerySet[Post], near: Collection[str], roles: Sequence[str]) -> QuerySet[Any]:
    order = [When(role=role, then=Value(place)) for place, role in enumerate(roles)]
    rather = Case(*order, default=Value(len(roles)), output_field=IntegerField())
    return posts.annotate(away=nearness("unit__division", near), rather=rather)


def _best(
    rows: QuerySet[Any], column: str, near: Collection[str], most: int, tiers: Sequence[Sequence[Q]]
) -> list[Any]:
    """Return some of the rows in order: all of a tier, found in any of its ways, before those of the next."""
    found: dict[int, Any] = {}
    for ways in tiers:
        for step in _steps(rows, column, near, ways):
            found |= {row.pk: row for row in step.exclude(pk__in=list(found))[: most - len(found)]}
            if len(found) >= most:
                return list(found.values())
    return list(found.values())


def _steps(
    rows: QuerySet[Any], column: str, near: Collection[str], ways: Sequence[Q]
) -> Iterator[QuerySet[Any]]:
    bare = rows.order_by().values_list("pk", flat=True)
    some = [list(bare.filter(way)[: MOST_SORTED + 1]) for way in ways]
    anywhere = rows.filter(pk__in={pk for keys in some for pk in keys})
    if any(len(keys) > MOST_SORTED for keys in some):
        yield from _rings(rows.filter(reduce(or_, ways)), column, near)
    if any(some):
        yield anywhere


def _rings(rows: QuerySet[Any], column: str, near: Collection[str]) -> Iterator[QuerySet[Any]]:
    for level in RINGS:
        ring = sorted({path[:level] for path in near if len(path) >= level})
        if ring:
            yield rows.filter(reduce(or_, (Q(**{f"{column}__path__startswith": path}) for path in ring)))


def _nearest(rows: QuerySet[Any], column: str, near: Collection[str], most: int) -> list[Any]:
    found: dict[int, Any] = {}
    for step in (*_rings(rows, column, near), rows):
        found |= {row.pk: row for row in step.exclude(pk__in=list(found))[: most - len(found)]}
        if len(found) >= most:
            break
    return list(found.values())


def _unit_called(typed: str, city: str) -> Q:
    return named("unit__found_by", typed) | _otherwise(typed, city, "unit__")


def _otherwise(typed: str, city: str, to: str = "") -> Q:
    """Return the condition that a unit has a name that the city's profile gives it, or the code of its division."""
    part: PeoplePart = profile_for(city).part("people")
    also = [Q(**{f"{to}code__startswith": f"{code}-"}) for code in part.units_called(typed)]
    if typed.isascii() and typed.isdigit():
        also.append(Q(**{f"{to}division": typed}))
    return reduce(or_, also, Q(pk__in=[]))

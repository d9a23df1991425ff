"""By which ways a reach comes to the rows that it sees, in words that the database's indexes can follow."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from sanling.domain.people.guarded import Guarded
from sanling.domain.people.reach import Reach
from sanling.domain.people.rights import Codes, Rights, ScopeName
from sanling.domain.territory.rules import level_of

NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class ScopeRoute:
    """How a reach comes to rows that it sees by one scope: by any of some ways, as far as it is cleared there."""

    ways: Sequence[Q]
    cleared: Q

    def __iter__(self) -> Iterator[Q]:
        return (way & self.cleared for way in self.ways)


def routes_of(
    reach: Reach, guarded: Guarded, *, family: str | None = None, unmasked: bool = False
) -> list[ScopeRoute]:
    """Return the routes of a reach, one for each scope that it has somewhere in a room: for most roles one."""

    def asked(rights: Rights) -> Rights:
        """Leave out what makes no difference to which rows are asked for."""
        if not rights.sees or (unmasked and not rights.unmasks):
            return Rights()
        return Rights(rights.scope, rights.clearance if guarded.confidentiality else 0)

    cleared: dict[ScopeName, list[Q]] = defaultdict(list)
    for share in reach.role.shares(guarded.room, family=family, asked=asked):
        columns = (_among(guarded.family, share.families), _among(guarded.kind, share.kinds))
        conditions = (*columns, _cleared(share.rights, guarded))
        cleared[share.rights.scope].append(Q(*filter(None, conditions)))
    return [
        ScopeRoute(ways, reduce(or_, shares))
        for scope, shares in cleared.items()
        if (ways := _ways_of(scope, reach, guarded))
    ]


def _among(column: str, codes: Codes) -> Q:
    if codes.all:
        return Q()
    named = Q(**{f"{column}__in": sorted(codes.codes)})
    return ~named if codes.but else named


def _cleared(rights: Rights, guarded: Guarded) -> Q:
    column = guarded.confidentiality
    return Q(**{f"{column}__lte": rights.clearance}) if column else Q()


def _ways_of(scope: ScopeName, reach: Reach, guarded: Guarded) -> list[Q]:
    own, there = guarded.posts(reach.post_id), _in_jurisdiction(reach, guarded)
    match scope:
        case "jurisdiction" if reach.unit_lines:
            # A department sees its own lines, and whatever else its unit was called in for.
            ways = [there & _in_lines(reach.unit_lines, guarded), guarded.units(reach.unit_id)]
        case "jurisdiction":
            ways = [there]
        case "unit":
            ways = [guarded.units(reach.unit_id)]
        case "own":
            return [own]
        case _:
            return []
    if not reach.narrowed:
        return ways
    part = there if reach.lines == reach.unit_lines else there & _in_lines(reach.lines, guarded)
    return [*(way & part for way in ways), own]


def _in_jurisdiction(reach: Reach, guarded: Guarded) -> Q:
    rows = NOTHING
    for path in reach.paths:
        column = guarded.levels.get(level_of(path))
        rows |= Q(**{column: path}) if column else Q(**{guarded.below: path})
    return rows


def _in_lines(lines: Collection[str], guarded: Guarded) -> Q:
    found = Q()
    for column in guarded.lines:
        found |= Q(**{f"{column}__in": lines})
    return found

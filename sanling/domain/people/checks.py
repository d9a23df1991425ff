"""What is wrong with a profile's roles that only all of it can tell: rooms, families and kinds that there aren't."""

from collections.abc import Iterator

from sanling.domain.people.config import PeoplePart
from sanling.domain.people.guarded import guarded
from sanling.domain.people.roles import RoleRules
from sanling.domain.people.rules import Duty
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Problem, Source


def check_roles(profile: Profile) -> Iterator[Problem]:
    """Yield what roles say of rooms, families and kinds that aren't there, and which of them give too much."""
    part: PeoplePart = profile.part("people")
    for n, role in enumerate(part.roles):
        yield from _strays(profile, n, role)
        yield from _beyond(profile.source("people"), n, role, part)


def _strays(profile: Profile, n: int, role: RoleRules) -> Iterator[Problem]:
    source, known = profile.source("people"), guarded()
    for room, said in role.rooms.items():
        loc = ("roles", n, "rooms", room)
        if room not in known:
            message = f"No room {room!r} shows anything that roles may see."
            yield source.problem(loc, message, allowed=sorted(known))
            continue
        there = known[room].kinds(profile)
        kinds = {kind for of_family in there.values() for kind in of_family}
        for field, named, codes in (("families", said.families, {*there}), ("kinds", said.kinds, kinds)):
            for code in named.keys() - codes:
                message = f"The room {room!r} has no such {'family' if field == 'families' else 'kind'}."
                yield source.problem((*loc, field, code), message, allowed=sorted(codes))


def _beyond(source: Source, n: int, role: RoleRules, part: PeoplePart) -> Iterator[Problem]:
    """Yield where a role gives one that reaches further, in whichever room; administrators reach nothing."""
    for given in part.roles:
        if role.duty is Duty.MATTERS and given.code in role.appoints:
            cell = given.wider_at(role)
            if cell is not None:
                where = ".".join(filter(None, cell)) or "scope"
                message = f"{role.code!r} gives {given.code!r}, which reaches further than itself ({where})."
                yield source.problem(("roles", n, "appoints"), message)

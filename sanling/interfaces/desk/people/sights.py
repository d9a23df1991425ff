"""What a role sees, in words: of each room, and of its families and kinds where that differs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from sanling.domain.people.config import PeoplePart
from sanling.domain.people.guarded import called_in, guarded
from sanling.domain.people.rights import Rights, ScopeName
from sanling.domain.people.roles import RoleRules
from sanling.domain.people.rules import FieldAccess
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for

SCOPES: Mapping[ScopeName, StrPromise] = {
    "jurisdiction": _("all in its jurisdiction and lines"),
    "unit": _("what its unit takes part in"),
    "own": _("what it is charged with itself"),
    "none": _("nothing"),
}
IDENTITIES: Mapping[FieldAccess, StrPromise] = {
    FieldAccess.FULL: _("in full, for a recorded purpose"),
    FieldAccess.MASKED: _("masked"),
    FieldAccess.HIDDEN: _("not shown"),
}


@dataclass(frozen=True)
class Sight:
    """What a role sees of a room, a family or a kind; up to which confidentiality, and how of whom it is."""

    role: str
    of: str
    scope: StrPromise
    clearance: str
    identity: StrPromise


def sights_of(city: str, roles: Collection[str]) -> list[Sight]:
    """Return what roles of a city see, in the profile's order; of a room first, then what differs in it."""
    profile, called = profile_for(city), called_in(city)
    part: PeoplePart = profile.part("people")
    names = {**called.kinds, **called.families}
    return [
        _sight(called.confidentiality, str(role.name), of, rights)
        for role in part.roles
        if role.code in roles
        for of, rights in _rights(profile, role, names)
    ]


def _sight(levels: Mapping[int, str], role: str, of: str, rights: Rights) -> Sight:
    if not rights.sees:
        return Sight(role, of, SCOPES["none"], "", _("not shown"))
    level = levels.get(rights.clearance, str(rights.clearance))
    return Sight(role, of, SCOPES[rights.scope], level, IDENTITIES[rights.identity])


def _rights(profile: Profile, role: RoleRules, names: Mapping[str, str]) -> Iterator[tuple[str, Rights]]:
    for code, room in guarded().items():
        usual, name = role.rights(code), str(room.name)
        yield name, usual
        for family, kinds in room.kinds(profile).items():
            whole = role.rights(code, family)
            if whole != usual:
                yield f"{name} · {names.get(family, family)}", whole
            for kind in kinds:
                rights = role.rights(code, family, kind)
                if rights != whole:
                    yield f"{name} · {names.get(kind, kind)}", rights

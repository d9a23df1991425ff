"""The people's part of a city's profile: roles, kinds of units, and the structure of each level as templates."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from sanling.domain.people.published import Published
from sanling.domain.people.roles import Code, RoleRules
from sanling.domain.people.rules import Duty
from sanling.domain.territory.config import LevelName, level_named
from sanling.domain.territory.rules import Level, city_of
from sanling.foundation.labels import Label
from sanling.foundation.profile.kept import kept_with_profile
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.profile.source import Part
from sanling.foundation.variants import fold_variants

UnitPlace = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}@(province|city|county|township|village)$")
]


class UnitKind(Part):
    """A kind of unit, and the levels at which there are such; departments are asked to join in what others hold."""

    code: Code
    name: Label
    levels: Annotated[tuple[LevelName, ...], Field(min_length=1)]
    department: bool = False


class PostTemplate(Part):
    """Posts that a unit has by its structure; those with one ``person`` are held by the same one."""

    role: Code
    count: Annotated[int, Field(ge=1, le=50)] = 1
    person: Code | None = None
    # Each answers for an equal share of the division's grids instead of for the whole division.
    shares_grids: bool = False


class UnitTemplate(Part):
    """A unit that every division of a level has; ``above`` is the unit it hands matters up to: "code@level"."""

    code: Code
    kind: Code
    at: LevelName
    name: Label
    above: UnitPlace | None = None
    lines: tuple[Code, ...] = ()
    posts: tuple[PostTemplate, ...] = ()
    # Further roles that may be held there, though nobody is expected to.
    also: tuple[Code, ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        """Return the roles that may be held at such a unit."""
        return frozenset((*(post.role for post in self.posts), *self.also))

    @property
    def level(self) -> Level:
        """Return the level whose divisions have this unit."""
        return level_named(self.at)

    @property
    def code_above(self) -> str | None:
        """Return the code of the unit above, if there is one."""
        return self.above.partition("@")[0] if self.above else None

    @property
    def level_above(self) -> Level | None:
        """Return the level of the unit above, which may be this one's own."""
        return Level[self.above.partition("@")[2].upper()] if self.above else None

    @property
    def place(self) -> str:
        """Return what other templates call this one: "code@level"."""
        return f"{self.code}@{self.at}"


class PeoplePart(Part):
    """The file ``people.toml``."""

    intake: Code
    roles: tuple[RoleRules, ...]
    unit_kinds: tuple[UnitKind, ...]
    structure: tuple[UnitTemplate, ...]
    # What people call units by their codes in the structure, besides their names.
    aliases: Mapping[Code, tuple[Annotated[str, StringConstraints(min_length=2)], ...]] = Field(
        default_factory=dict
    )
    directory: Published = Published()

    @model_validator(mode="after")
    def names_are_known(self) -> Self:
        """Refuse a role, kind, level or unit above that isn't there, and anything named twice."""
        mistakes = [*self._twice(), *self._strays()]
        if mistakes:
            raise ValueError("; ".join(mistakes))
        return self

    def _twice(self) -> Iterator[str]:
        named = {
            "roles": [role.code for role in self.roles],
            "unit_kinds": [kind.code for kind in self.unit_kinds],
            "structure": [template.place for template in self.structure],
        }
        for what, codes in named.items():
            for code in sorted({code for code in codes if codes.count(code) > 1}):
                yield f"{what} has {code!r} twice"

    def _strays(self) -> Iterator[str]:
        kinds = {kind.code: kind for kind in self.unit_kinds}
        roles = {role.code: role for role in self.roles}
        places = {template.place: template for template in self.structure}
        if self.intake not in kinds:
            yield f"intake {self.intake!r} is none of unit_kinds ({', '.join(kinds)})"
        yield from self._strange_appointments(roles)
        yield from self.directory.mistakes(
            kinds={*kinds},
            units={template.code for template in self.structure},
            roles={code for code, role in roles.items() if role.duty is Duty.MATTERS},
        )
        for template in self.structure:
            if template.kind not in kinds or template.at not in kinds[template.kind].levels:
                yield f"{template.place}: there is no kind {template.kind!r} at this level"
            above = places.get(template.above or template.place)
            if above is None or above.level > template.level:
                yield f"{template.place}: above {template.above!r} is no unit at this level or higher"
            for role in sorted(template.roles):
                if role not in roles or template.at not in roles[role].levels:
                    yield f"{template.place}: there is no role {role!r} at this level"

    def _strange_appointments(self, roles: Mapping[str, RoleRules]) -> Iterator[str]:
        for role in self.roles:
            for code in sorted({*role.appoints} - {*roles}):
                yield f"{role.code}: appoints {code!r}, which is none of roles"
            for code in role.appoints:
                if code in roles and roles[code].duty is not Duty.MATTERS:
                    yield f"{role.code}: appoints {code!r}, which only `sanling administrator` does"

    @cached_property
    def department_kinds(self) -> tuple[str, ...]:
        """Return the kinds of units that are departments."""
        return tuple(kind.code for kind in self.unit_kinds if kind.department)

    @property
    def intake_name(self) -> Label:
        """Return what the units are called that take in what residents bring."""
        return next(kind.name for kind in self.unit_kinds if kind.code == self.intake)

    @cached_property
    def intake_levels(self) -> frozenset[Level]:
        """Return the levels whose divisions have a unit that takes in what residents bring."""
        return frozenset(template.level for template in self.structure if template.kind == self.intake)

    def units_called(self, typed: str) -> list[str]:
        """Return the codes of the units of which another name begins as typed, or else is the most of what is typed."""
        words = fold_variants(typed).replace(" ", "")
        names = {name for called in self._other_names.values() for name in called}
        meant = {name for name in names if words and name.startswith(words)}
        if not meant:
            meant = {max((name for name in names if words.startswith(name)), key=len, default="")}
        return [code for code, called in self._other_names.items() if meant & {*called}]

    @cached_property
    def _other_names(self) -> dict[str, list[str]]:
        return {code: [fold_variants(name) for name in called] for code, called in self.aliases.items()}

    def roles_at(self, code: str, kind: str, level: Level) -> frozenset[str]:
        """Return the roles that may be held at a unit of a code, kind and level, and no others.

        They are those of its place in the structure, by the beginning of its code; a unit that has none there has
        those of all units of its kind at its level.
        """
        alike = [template for template in self.templates_at(level) if template.kind == kind]
        own = [template for template in alike if template.code == code.rpartition("-")[0]]
        return frozenset(role for template in own or alike for role in template.roles)

    def templates_at(self, level: Level) -> list[UnitTemplate]:
        """Return the units that a division of a level has, in the profile's order."""
        return [template for template in self.structure if template.level == level]

    def above(self, template: UnitTemplate) -> Iterator[UnitTemplate]:
        """Yield the units above one by the structure, nearest first."""
        places = {template.place: template for template in self.structure}
        for _step in self.structure:
            if template.above is None:
                return
            template = places[template.above]
            yield template

    def tiers(self) -> list[list[UnitTemplate]]:
        """Return the structure from the top, so that each unit comes in a later tier than the one above it."""
        tiers: dict[tuple[Level, bool], list[UnitTemplate]] = {}
        for template in self.structure:
            tiers.setdefault((template.level, template.level_above == template.level), []).append(template)
        return [tiers[key] for key in sorted(tiers)]


class CastPost(Part):
    """A post of the cast; jurisdiction is the unit's own division unless said otherwise."""

    role: Code
    unit: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,38}-[0-9]{2,12}$")]
    # Divisions, each by its path.
    jurisdiction: tuple[Annotated[str, StringConstraints(pattern=r"^[0-9]{2,15}$")], ...] = ()
    lines: tuple[Code, ...] = ()
    # Held once, and over: it must see nothing any more.
    ended: bool = False


class CastMember(Part):
    """One invented person who stands for a role in the demonstration and in the tests."""

    key: Code
    name: Annotated[str, StringConstraints(min_length=2, max_length=20)]
    posts: Annotated[tuple[CastPost, ...], Field(min_length=1)]


class CastPart(Part):
    """The file ``cast.toml``; a ``{name}`` in a post stands for the path that ``places`` gives to this name."""

    places: Mapping[str, Annotated[str, StringConstraints(pattern=r"^[0-9]{2,18}$")]] = Field(
        default_factory=dict
    )
    people: tuple[CastMember, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _put_in_places(cls, data: dict[str, Any]) -> dict[str, Any]:
        places = data.get("places", {})
        if not isinstance(places, dict):
            return data
        people = _filled(data.get("people", []), places)
        unknown = dict.fromkeys(re.findall(r"\{(\w+)\}", str(people)))
        if unknown:
            raise ValueError(f"`places` doesn't say which divisions these are: {', '.join(unknown)}")
        return data | {"people": people}

    @model_validator(mode="after")
    def keys_are_distinct(self) -> Self:
        """Refuse two people under one key."""
        keys = [member.key for member in self.people]
        if len(set(keys)) < len(keys):
            raise ValueError("two people have one key")
        return self


def _filled(value: Any, places: Mapping[str, str]) -> Any:
    """Return raw data with the names of places in it replaced by their paths; an unknown name stays as it is."""
    if isinstance(value, str):
        return re.sub(r"\{(\w+)\}", lambda found: str(places.get(found[1], found[0])), value)
    if isinstance(value, list):
        return [_filled(item, places) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, places) for key, item in value.items()}
    return value


def role_rules(city: str, role: str) -> RoleRules:
    """Return a role as the city's profile has it; one that it no longer has sees nothing."""
    return _rules(profile_for(city_of(city)), role)


@kept_with_profile
def _rules(profile: Profile, role: str) -> RoleRules:
    part: PeoplePart = profile.part("people")
    for rules in part.roles:
        if rules.code == role:
            return rules
    everywhere: tuple[LevelName, ...] = ("city", "county", "township", "village")
    return RoleRules(code=role, name=Label(zh=role, en=role), levels=everywhere, scope="none")

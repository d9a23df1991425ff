"""Who may see what, told a second time and naively: plain Python over plain facts, to be compared with the queries.

Written from the rules of the house alone (jurisdiction, unit, role and confidentiality; which rows and which fields).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sanling.domain.people.roles import RoleRules


@dataclass(frozen=True)
class PostFacts:
    """A post as it was appointed.

    ``held`` tells whether it has begun, has not ended, and its user is active; ``begun`` the first alone.
    """

    pk: int
    user: int
    unit: int
    role: RoleRules
    paths: frozenset[str]
    # Those that it was narrowed to, none if it wasn't.
    lines: frozenset[str]
    unit_lines: frozenset[str]
    # It answers for all of its unit's territory.
    everywhere: bool
    held: bool
    begun: bool


@dataclass(frozen=True)
class MatterFacts:
    """What bears on sight of a matter. ``charged`` are posts that have it, or had it when it ended."""

    pk: int
    division: str
    family: str
    kind: str
    category: str
    confidentiality: int
    concealed: bool
    taking_part: frozenset[int]
    charged: frozenset[int]
    respondents: frozenset[int]
    protected_kind: bool


@dataclass
class Oracle:
    """Answers for all posts of a world at its one instant."""

    posts: dict[int, PostFacts]
    # Substitute by the post it stands in for, for leaves under way.
    standing_in: list[tuple[int, int]] = field(default_factory=list)

    def eyes(self, post: int) -> list[PostFacts]:
        """Return the posts with whose eyes a post sees: its own and those on leave that it stands in for."""
        if not self.at_work(post):
            return []
        own = self.posts[post]
        away = [self.posts[away] for away, substitute in self.standing_in if substitute == post]
        return [own, *(absent for absent in away if absent.held and absent.role.duty == own.role.duty)]

    def at_work(self, post: int) -> bool:
        """Tell whether a post is held, by somebody who holds none of another duty that is kept apart."""
        own = self.posts[post]
        same = [other for other in self.posts.values() if other.user == own.user and other.held]
        return own.held and all(other.role.duty == own.role.duty for other in same)

    def units(self, post: int) -> set[int]:
        """Return the units that a complaint must not reach this post about."""
        person = self.posts[post].user
        same = [other for other in self.posts.values() if other.user == person]
        acted_for = {eye.unit for other in same for eye in self.eyes(other.pk)}
        return acted_for | {other.unit for other in same if other.begun}

    def seeing(self, post: int, matter: MatterFacts) -> set[int]:
        """Return the posts, among those with whose eyes this one sees, that see the matter."""
        if matter.concealed and self.units(post) & matter.respondents:
            return set()
        return {eye.pk for eye in self.eyes(post) if _sees(eye, matter)}

    def identity(self, post: int, matter: MatterFacts, party_role: str) -> str:
        """Return "full", "masked" or "hidden" for a party in a role of a matter that the post sees."""
        if self.units(post) & matter.respondents:
            return "hidden"
        rights = {_said(self.posts[eye].role, "identity", matter) for eye in self.seeing(post, matter)}
        if "full" in rights:
            return "full"
        sheltered = party_role == "informant" or (matter.protected_kind and party_role != "respondent")
        return "masked" if "masked" in rights and not sheltered else "hidden"

    def finds_person(self, post: int, matter: MatterFacts, roles: Iterable[str]) -> bool:
        """Tell whether a person who stands in these roles of the matter may be looked for by phone there."""
        if not self.seeing(post, matter) or self.units(post) & matter.respondents:
            return False
        return any(self.identity(post, matter, role) == "full" for role in roles)

    def reads_in_full(self, post: int, matter: MatterFacts) -> bool:
        """Tell whether a post reads in full who brought a matter."""
        if self.units(post) & matter.respondents:
            return False
        eyes = self.seeing(post, matter)
        return any(_said(self.posts[eye].role, "identity", matter) == "full" for eye in eyes)

    def told_tie(self, post: int, kind: str, ends: Iterable[MatterFacts]) -> bool:
        """Tell whether a post may know how two matters stand to each other."""
        if kind in ("repeat_of", "review_of"):
            return all(self.reads_in_full(post, end) for end in ends)
        return all(self.seeing(post, end) for end in ends)

    def reads_restricted(self, post: int, matter: MatterFacts) -> bool:
        """Tell whether the restricted entries of a matter are for this post."""
        return any(_said(self.posts[eye].role, "clearance", matter) >= 1 for eye in self.seeing(post, matter))


def _said(role: RoleRules, what: str, matter: MatterFacts) -> Any:
    """Return what is said of a role nearest to a matter: of its kind, its family, the room, or at all."""
    room = role.rooms.get("matters")
    nearest = [room.kinds.get(matter.kind), room.families.get(matter.family), room] if room else []
    return next(said for place in (*nearest, role) if place and (said := getattr(place, what)) is not None)


def _sees(eye: PostFacts, matter: MatterFacts) -> bool:
    if _said(eye.role, "clearance", matter) < matter.confidentiality:
        return False
    scope = _said(eye.role, "scope", matter)
    if scope == "own":
        return eye.pk in matter.charged
    if scope == "none":
        return False
    takes_part = eye.unit in matter.taking_part
    there = any(matter.division[: len(path)] == path for path in eye.paths)
    about = {matter.kind, matter.category}
    if scope == "unit":
        of_unit = takes_part
    else:
        of_unit = there and (not eye.unit_lines or bool(about & eye.unit_lines))
        of_unit = of_unit or (bool(eye.unit_lines) and takes_part)
    less_lines = bool(eye.lines) and eye.lines != eye.unit_lines
    if eye.everywhere and not less_lines:
        return of_unit
    # Whoever was given but a part has that, and what they were charged with themselves.
    return eye.pk in matter.charged or (of_unit and there and (not less_lines or bool(about & eye.lines)))

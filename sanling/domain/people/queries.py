"""Reads of units and posts: which unit stands where, and who is in charge of what."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from sanling.domain.people.config import PeoplePart, role_rules
from sanling.domain.people.models import AccessToken, Jurisdiction, Post, Substitution, Unit
from sanling.domain.people.roles import RoleRules
from sanling.domain.people.rules import Duty
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level, level_of
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.database.prepared import Prepared
from sanling.foundation.profile.registry import profile_for


def in_city(city: str, column: str = "city") -> Q:
    """Return the condition that rows are a city's or, for a province, its own and its cities'."""
    return Q(**{column: city}) if len(city) == Level.CITY else Q(**{f"{column}__startswith": city})


def current_units(path: str) -> QuerySet[Unit]:
    """Return the units that stand at a division, in the order in which the structure lists them."""
    return Unit.objects.filter(division=path, ends_on=None).order_by("pk")


def code_of_unit(unit_id: int) -> str:
    """Return the code of a unit."""
    return Unit.objects.values_list("code", flat=True).get(pk=unit_id)


def centre_of(path: str) -> Unit | None:
    """Return the unit that takes in reports at exactly this division, or ``None``."""
    part: PeoplePart = profile_for(path).part("people")
    return _unit_of_kind.first(path=path, kind=part.intake)


@Prepared
def _unit_of_kind(path: str, kind: str) -> QuerySet[Unit]:
    return current_units(path).filter(kind=kind)


def roles_of(unit: Unit) -> frozenset[str]:
    """Return the roles that may be held at a unit, as its city's profile has its structure."""
    part: PeoplePart = profile_for(unit.city).part("people")
    return part.roles_at(unit.code, unit.kind, level_of(unit.division_id))


def unit_above(unit: Unit) -> Unit | None:
    """Return the unit that this one hands matters up to, or ``None`` at the top."""
    return unit.parent


def units_below(unit: Unit) -> QuerySet[Unit]:
    """Return the units that hand matters up to this one, by division."""
    return unit.parts.filter(ends_on=None).select_related("division").order_by("division", "pk")


def departments_at(path: str) -> QuerySet[Unit]:
    """Return the units of a division that its city's profile calls departments."""
    part: PeoplePart = profile_for(path).part("people")
    return current_units(path).filter(kind__in=part.department_kinds)


def in_office(now: datetime) -> Q:
    """Return the condition that a post has begun, waits for no confirmation, has not ended, and its user is active."""
    lasting = Q(ends_at=None) | Q(ends_at__gt=now)
    return Q(lasting, begins_at__lte=now, waiting=False, user__is_active=True)


def answering_for(city: str) -> Q:
    """Return the condition that a post of a city has the whole of it to answer for."""
    whole = Jurisdiction.objects.filter(post=OuterRef("pk"), division__in=(city, city[:2]))
    return Q(Exists(whole), unit__city=city)


def posts_of(unit: Unit) -> QuerySet[Post]:
    """Return the posts of a unit that are held now."""
    return unit.posts.filter(in_office(clock.now())).order_by("pk")


def a_post_of(user: int) -> int | None:
    """Return one of the posts that somebody holds or ever held, by which the person can be told."""
    return Post.objects.filter(user=user).order_by("pk").values_list("pk", flat=True).first()


def accounts_of(city: str) -> QuerySet[User]:
    """Return the accounts that a city knows of.

    They are those of who holds or ever held a post in it and, of those without any post, what its own people made, or
    the system.
    """
    posts = Post.objects.filter(user=OuterRef("pk"))
    of_maker = Post.objects.filter(user=OuterRef("made_by"), unit__city=city)
    unplaced = Q(~Exists(posts)) & (Q(made_by=None) | Q(Exists(of_maker)))
    return User.objects.filter(Q(Exists(posts.filter(unit__city=city))) | unplaced)


def persons_at(units: Collection[int]) -> QuerySet[Post, int]:
    """Return the users who hold or ever held a post at one of some units, as a subquery."""
    begun = Post.objects.filter(unit__in=units, begins_at__lte=clock.now(), waiting=False)
    return begun.values_list("user", flat=True)


def standing_in_at(units: Collection[int]) -> QuerySet[Post, int]:
    """Return all posts of those who stand in now for one at some units, as a subquery."""
    now = clock.now()
    leaves = Substitution.objects.filter(begins_at__lte=now, ends_at__gt=now, post__unit__in=units)
    return Post.objects.filter(user__in=leaves.values("substitute__user")).values_list("pk", flat=True)


def lasting_posts() -> QuerySet[Post]:
    """Return the posts that are held now or will be, or wait for confirmation: those that have not ended."""
    lasting = Q(ends_at=None) | Q(ends_at__gt=clock.now())
    return Post.objects.filter(lasting).select_related("unit__division", "user")


def duties_of(users: Collection[int], since: datetime) -> dict[int, set[Duty]]:
    """Return the duties of the posts that people hold at an instant or will hold after it, with one query."""
    lasting = Post.objects.filter(Q(ends_at=None) | Q(ends_at__gt=since), user__in=users)
    found: dict[int, set[Duty]] = defaultdict(set)
    for user, city, role in lasting.values_list("user_id", "unit__city", "role").distinct():
        found[user].add(role_rules(city, role).duty)
    return found


def leader_posts(unit: Unit) -> list[Post]:
    """Return the posts that lead a unit now, by their roles' rules."""
    return [post for post in posts_of(unit) if role_rules(unit.city, post.role).lead]


def leaders_of(units: Collection[int]) -> dict[int, list[int]]:
    """Return the posts that lead units now, by the units' keys; units that nobody leads are left out."""
    found: dict[int, list[int]] = defaultdict(list)
    for post, unit, city, role in _held_at(units=sorted(units), now=clock.now()) if units else ():
        if role_rules(city, role).lead:
            found[unit].append(post)
    return dict(found)


@Prepared
def _held_at(units: Sequence[int], now: datetime) -> QuerySet[Post, tuple[int, int, str, str]]:
    held = Post.objects.filter(in_office(now), AnyOf(F("unit"), units)).order_by("pk")
    return held.values_list("pk", "unit", "unit__city", "role")


def post_of_token(secret: str) -> AccessToken | None:
    """Return the access token of a bearer's secret with its post, unless unknown, not accepted, revoked or over."""
    return _valid_token.first(digest=sha256(secret.encode()).digest(), now=clock.now())


@Prepared
def _valid_token(digest: bytes, now: datetime) -> QuerySet[AccessToken]:
    valid = working_tokens(now).filter(digest=digest)
    return valid.select_related("post__unit", "post__user")


def working_tokens(now: datetime) -> QuerySet[AccessToken]:
    """Return the tokens that were accepted, are neither revoked nor over, and whose posts are held."""
    held = Post.objects.filter(in_office(now))
    return AccessToken.objects.filter(
        accepted_at__isnull=False, revoked_at=None, ends_at__gt=now, post__in=held
    )


@dataclass(frozen=True)
class PostInCharge:
    """A post with what it answers for."""

    post: Post
    role: RoleRules
    divisions: Sequence[Division]
    lines: Sequence[str]
    substitutes: Sequence[Post]


@dataclass(frozen=True)
class UnitInCharge:
    """A unit's page: the unit above it and those below, its lines, and who is in charge of what."""

    unit: Unit
    above: Unit | None
    below: Sequence[Unit]
    posts: Sequence[PostInCharge]


def in_charge(unit_id: int) -> UnitInCharge | None:
    """Return who is in charge of what at a unit now, leaders first; ``None`` for an unknown unit. Seven queries."""
    unit = Unit.objects.select_related("division", "parent__division").filter(pk=unit_id).first()
    if unit is None:
        return None
    now = clock.now()
    standing_in = Substitution.objects.filter(begins_at__lte=now, ends_at__gt=now)
    posts = posts_of(unit).prefetch_related(
        "jurisdictions__division",
        "sector_lines",
        Prefetch("substitutions", standing_in.select_related("substitute")),
    )
    charged = [_post_in_charge(unit, post) for post in posts]
    charged.sort(key=lambda post: not post.role.lead)
    return UnitInCharge(unit=unit, above=unit.parent, below=list(units_below(unit)), posts=charged)


def _post_in_charge(unit: Unit, post: Post) -> PostInCharge:
    return PostInCharge(
        post=post,
        role=role_rules(unit.city, post.role),
        divisions=[row.division for row in post.jurisdictions.all()],
        lines=[row.line for row in post.sector_lines.all()] or unit.lines,
        substitutes=[row.substitute for row in post.substitutions.all()],
    )

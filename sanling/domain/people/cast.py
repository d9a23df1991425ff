"""The cast: one invented person a role in real divisions, for demonstrations, measurements and tests."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.actions.accept_token import AcceptedToken, accept_token
from sanling.domain.people.actions.employ import Employee, PlannedPost, employ
from sanling.domain.people.actions.issue_token import issue_token
from sanling.domain.people.config import CastPart, CastPost
from sanling.domain.people.models import Post, Unit
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.actor import Actor
from sanling.foundation.profile.loader import Profile

# A post that was held once ended this long after it began.
HELD_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Player:
    """A member of the cast with the posts it has, the one it usually works as first."""

    key: str
    user: User
    posts: tuple[Post, ...]

    @property
    def post(self) -> Post:
        """The first post."""
        return self.posts[0]

    @property
    def viewer(self) -> Viewer:
        """The first post at work; raises ``LookupError`` when it isn't held any more."""
        viewer = viewer_for(self.post)
        if viewer is None:
            raise LookupError(f"{self.key} isn't in office.")
        return viewer


def load_cast(*, actor: Actor, profile: Profile, begins_at: datetime) -> dict[str, Player]:
    """Employ the profile's cast in the units that are there, and return it by key.

    Usernames are the keys, with the city's code behind them where another city's cast has them already; nobody has a
    password. Raises ``LookupError`` for a unit that the city lacks.
    """
    part: CastPart = profile.part("cast")
    codes = {post.unit for member in part.people for post in member.posts}
    with transaction.atomic():
        units = {unit.code: unit for unit in Unit.objects.filter(city=profile.city, code__in=codes)}
        missing = sorted(codes - set(units))
        if missing:
            raise LookupError(f"The cast works in units that the city lacks: {', '.join(missing)}.")
        keys = [member.key for member in part.people]
        behind = f".{profile.code}" if User.objects.filter(username__in=keys).exists() else ""
        employees = [
            Employee(
                f"{member.key}{behind}",
                member.name,
                [_planned(post, units, begins_at) for post in member.posts],
            )
            for member in part.people
        ]
        posts = employ(actor=actor, employees=employees, begins_at=begins_at)
    return players(profile, posts)


def players(profile: Profile, posts: list[Post] | None = None) -> dict[str, Player]:
    """Return the cast that has been loaded, by key."""
    part: CastPart = profile.part("cast")
    keys = [member.key for member in part.people]
    names = {key: key for key in keys} | {f"{key}.{profile.code}": key for key in keys}
    users = User.objects.filter(username__in=names).in_bulk()
    by_key: dict[str, list[Post]] = {}
    found = Post.objects.filter(user__in=users, unit__city=profile.city).select_related("unit").order_by("pk")
    for post in posts or found:
        by_key.setdefault(names[users[post.user_id].username], []).append(post)
    return {
        key: Player(key, users[by_key[key][0].user_id], tuple(by_key[key])) for key in keys if key in by_key
    }


def working_token(
    *, actor: Actor, post: Post, name: str, ends_at: datetime, scopes: Collection[str] = ()
) -> AcceptedToken:
    """Issue a token and accept it as the post's holder, where whoever asks may be everybody.

    Raises ``LookupError`` when nobody holds the post.
    """
    viewer = viewer_for(post)
    if viewer is None:
        raise LookupError(f"Nobody holds {post} now.")
    token = issue_token(actor=actor, post_id=post.pk, name=name, ends_at=ends_at, scopes=scopes)
    return accept_token(actor=viewer, token_id=token.pk)


def _planned(post: CastPost, units: Mapping[str, Unit], begins_at: datetime) -> PlannedPost:
    unit = units[post.unit]
    return PlannedPost(
        unit_id=unit.pk,
        role=post.role,
        paths=post.jurisdiction or (unit.division_id,),
        lines=post.lines,
        ends_at=begins_at + HELD_FOR if post.ended else None,
    )

"""Who keeps a city's units and the accounts of its staff: its administrators, within their reach."""

from collections.abc import Callable
from itertools import islice
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet

from sanling.domain.people.access import Viewer, places_where, viewer_for
from sanling.domain.people.models import PhoneChange, Post, Unit, WeComChange
from sanling.domain.people.queries import accounts_of, duties_of
from sanling.domain.people.rules import Duty
from sanling.domain.territory.rules import city_of
from sanling.foundation import clock
from sanling.foundation.accounts.models import User

Change = TypeVar("Change", PhoneChange, WeComChange)


def keeps_units(viewer: Viewer, path: str) -> bool:
    """Tell whether a viewer adds units at a division, renames and ends them: an administrator by its own post there."""
    own = viewer.own
    return own.role.duty is Duty.ADMINISTRATION and city_of(path) == viewer.city and own.covers(path)


def keeps_unit(viewer: Viewer, unit: Unit) -> bool:
    """Tell the same of a unit that is there."""
    return keeps_units(viewer, unit.division_id)


def keeps_account(viewer: Viewer, user: User) -> bool:
    """Tell whether a viewer ends an account, takes it up again and asks for another phone of it.

    It is an administrator in whose reach are all units where its holder works or ever worked, and never of oneself nor
    of another administrator. Who never had a post is kept by whoever answers for the whole city.
    """
    own = viewer.own
    if own.role.duty is not Duty.ADMINISTRATION or user.pk == viewer.user_id:
        return False
    posts = Post.objects.filter(user=user).select_related("unit")
    if not posts:
        return viewer.answers_for_city and accounts_of(viewer.city).filter(pk=user.pk).exists()
    return all(_within(viewer, post) for post in posts) and not _administers(user)


def accounts_in_reach(viewer: Viewer) -> QuerySet[User]:
    """Return the accounts that an administrator finds: of who has or had a post in reach, or all of the city."""
    found = accounts_of(viewer.city)
    if viewer.answers_for_city:
        return found
    posts = Post.objects.filter(posts_in_reach(viewer), user=OuterRef("pk"))
    return found.filter(Exists(posts))


def posts_in_reach(viewer: Viewer) -> Q:
    """Return the condition that a post is at a unit in reach of the viewer's own post."""
    return places_where(viewer.limited_to(()), "unit__division", lambda _reach: True)


def kept_account(viewer: Viewer, user_id: int) -> User:
    """Return an account that a viewer keeps; raises ``PermissionDenied`` for any other, ``User.DoesNotExist``."""
    user = User.objects.get(pk=user_id)
    if not keeps_account(viewer, user):
        raise PermissionDenied
    return user


def confirms_change(viewer: Viewer, change: PhoneChange | WeComChange) -> bool:
    """Tell whether a viewer may be the second person for another phone of an account, or its member of WeCom.

    They are a security administrator, or another administrator who keeps the account; neither who asked for it, in
    whichever of their posts, nor whose account it is, nor who made it. What was asked lapses once whoever asked keeps
    the account no more: their post has ended, or its holder works elsewhere or administers by now.
    """
    first = {change.by.user_id, change.user_id, change.user.made_by_id}
    if viewer.user_id in first or change.by.unit.city != viewer.city:
        return False
    asked_by = viewer_for(change.by)
    if asked_by is None or not keeps_account(asked_by, change.user):
        return False
    if viewer.own.role.duty is Duty.SECURITY:
        posts = Post.objects.filter(user=change.user).select_related("unit")
        return all(_within(viewer, post) for post in posts)
    return keeps_account(viewer, change.user)


def changes_to_confirm(viewer: Viewer, changes: type[Change], most: int) -> list[Change]:
    """Return the changes of accounts that wait and that a viewer may confirm, the oldest first, so many at most."""
    if viewer.own.role.duty is Duty.MATTERS:
        return []
    waiting = changes.objects.filter(decided_at=None, by__unit__city=viewer.city)
    # Judged before the list is cut: what is others' to confirm takes no place in it.
    judged = waiting.select_related("user", "by__unit", "by__user").order_by("pk")
    return list(islice((change for change in judged if confirms_change(viewer, change)), most))


def decide_change(
    actor: Viewer,
    changes: type[Change],
    change_id: int,
    *,
    confirmed: bool,
    carry_out: Callable[[Change], object],
) -> Change:
    """Decide on a change of an account as the second person, in the caller's transaction; if confirmed it is done.

    Raises ``DoesNotExist`` of the changes when nothing waits, ``PermissionDenied`` unless the actor may be the second
    person, and what carrying it out raises.
    """
    waiting = changes.objects.select_for_update(of=("self",)).select_related("user", "by__unit", "by__user")
    change = waiting.get(pk=change_id, decided_at=None)
    if not confirms_change(actor, change):
        raise PermissionDenied
    if confirmed:
        carry_out(change)
    change.decided_by_id, change.decided_at, change.confirmed = actor.post_id, clock.now(), confirmed
    change.save(update_fields=["decided_by", "decided_at", "confirmed"])
    return change


def _within(viewer: Viewer, post: Post) -> bool:
    return post.unit.city == viewer.city and viewer.own.covers(post.unit.division_id)


def _administers(user: User) -> bool:
    duties = duties_of([user.pk], clock.now()).get(user.pk, set())
    return any(duty is not Duty.MATTERS for duty in duties)

"""Change what posts answer for and where their duty can be reached, as a list of the personnel office says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Jurisdiction, Post
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.bulk import insert_many, update_many


@dataclass(frozen=True, kw_only=True)
class PostChange:
    """What a post is to be; ``None`` leaves it as it is."""

    paths: Sequence[str] | None = None
    phone: str | None = None


def change_posts(*, actor: Actor, changes: Mapping[int, PostChange]) -> list[Post]:
    """Give lasting posts other divisions or duty phones, by their keys; return those that really changed.

    A post stays the same: whoever holds it keeps what it is charged with. Each has an audit row with the divisions
    before and now. That divisions lie in the unit's own is the caller's to see to. Raises ``PermissionDenied`` to
    whoever works at a desk: there a post is ended and another given, which a second person may have to confirm.
    """
    if isinstance(actor, Viewer):
        raise PermissionDenied
    with transaction.atomic():
        locked = Post.objects.select_for_update(of=("self",), no_key=True).select_related("unit")
        posts = list(locked.filter(pk__in=changes).order_by("pk"))
        before: dict[int, set[str]] = {post.pk: set() for post in posts}
        for pk, path in Jurisdiction.objects.filter(post__in=posts).values_list("post", "division"):
            before[pk].add(path)
        moved = {
            post.pk: set(paths)
            for post in posts
            if (paths := changes[post.pk].paths) is not None and set(paths) != before[post.pk]
        }
        _move(moved, before)
        phones = [post for post in posts if changes[post.pk].phone not in (None, post.phone)]
        for post in phones:
            post.phone = changes[post.pk].phone or ""
        update_many(phones, ["phone"])
        called = {post.pk for post in phones}
        changed = [post for post in posts if post.pk in moved or post.pk in called]
        record_many(_audit_rows(actor, changed, before, moved, called))
    return changed


def _move(moved: Mapping[int, set[str]], before: Mapping[int, set[str]]) -> None:
    for post, paths in moved.items():
        if gone := before[post] - paths:
            Jurisdiction.objects.filter(post=post, division__in=gone).delete()
    insert_many(
        Jurisdiction,
        [
            Jurisdiction(post_id=post, division_id=path)
            for post, paths in moved.items()
            for path in sorted(paths - before[post])
        ],
    )


def _audit_rows(
    actor: Actor,
    posts: Sequence[Post],
    before: Mapping[int, set[str]],
    moved: Mapping[int, set[str]],
    called: set[int],
) -> Iterator[NewAuditRow]:
    for post in posts:
        detail: dict[str, object] = {"phone": True} if post.pk in called else {}
        if post.pk in moved:
            detail["paths"] = [sorted(before[post.pk]), sorted(moved[post.pk])]
        yield NewAuditRow(
            actor=actor, act="post.change", subject=f"post:{post.pk}", city=post.unit.city, detail=detail
        )

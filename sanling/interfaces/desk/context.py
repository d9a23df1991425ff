"""What the frame of every desk page shows: where one may go, as whom, and how much is unread."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from sanling.domain.people.actions.seek_person import may_seek
from sanling.domain.people.config import role_rules
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.at_work import held_posts, viewer_of
from sanling.interfaces.components.items import PostItem
from sanling.interfaces.desk.drafts import draft_seal
from sanling.interfaces.desk.pages import home_of, leads, navigation, sees_matters


def desk(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's context; empty for pages that are not the desk's, and costs nothing until drawn."""
    if not request.path.startswith(("/desk/", "/accounts/")):
        return {}
    viewer = viewer_of(request)
    posts = held_posts(request)
    due = {"account_due": getattr(request, "account_due", "")}
    if viewer is None:
        return due | ({"posts": _items(request)} if posts else {})
    return due | {
        "viewer": viewer,
        "posts": _items(request),
        "nav": SimpleLazyObject(lambda: navigation(request, viewer)),
        "unread": next((len(vars(post)["unread"]) for post in posts if post.pk == viewer.post_id), 0),
        # What is typed into pages of the account signs in: nothing of it is kept.
        "draft_seal": draft_seal(viewer) if request.path.startswith("/desk/") else None,
        "city_name": str(profile_for(viewer.city).name),
        "home_url": home_of(viewer),
        "search_url": reverse("desk:search") if sees_matters(viewer) else "",
        "seeks_persons": may_seek(viewer),
        "own_tokens_url": reverse("desk:own_tokens"),
        "webhooks_url": reverse("desk:webhooks") if leads(viewer) else "",
        "notices_url": reverse("desk:notices"),
        "notices_count_url": reverse("desk:notices_count"),
        "post_switch_url": reverse("desk:posts"),
        "account_url": reverse("mfa_index"),
    }


def _items(request: HttpRequest) -> list[PostItem]:
    viewer = viewer_of(request)
    return [
        PostItem(
            id=post.pk,
            title=f"{post.name} · {role_rules(post.unit.city, post.role).name}",
            unit=post.unit.label,
            current=viewer is not None and post.pk == viewer.post_id,
        )
        for post in held_posts(request)
    ]

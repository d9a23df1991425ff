"""Which post a signed-in person works as, looked at anew with every request."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, HttpResponse

from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.models import Post
from sanling.domain.people.queries import in_office
from sanling.foundation import clock
from sanling.foundation.database.prepared import Prepared
from sanling.foundation.delivery.models import Notice

SESSION_KEY = "post_id"
MOST_UNREAD = 99


class PostMiddleware:
    """Set `request.viewer` (a Viewer or None) and `request.held_posts` (the posts one may work as).

    A post that has ended, or whose holder is no longer active, is out with the next request. Who holds one post works
    as it; who holds several is asked. `request.lost_post` tells that the post of this session has ended meanwhile.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the post that the session works as."""
        held, viewer, lost = _posts(request)
        request.held_posts = held  # type: ignore[attr-defined]
        request.viewer = viewer  # type: ignore[attr-defined]
        request.lost_post = lost  # type: ignore[attr-defined]
        return self.get_response(request)


def _posts(request: HttpRequest) -> tuple[list[Post], Viewer | None, bool]:
    if not request.user.is_authenticated:
        return [], None, False
    held = _held(user=request.user.pk, now=clock.now())
    chosen = request.session.get(SESSION_KEY)
    lost = chosen is not None and all(post.pk != chosen for post in held)
    if lost:
        del request.session[SESSION_KEY]
    if chosen is None and len(held) == 1:
        request.session[SESSION_KEY] = chosen = held[0].pk
    now_at_work = next((post for post in held if post.pk == chosen), None)
    return held, viewer_for(now_at_work) if now_at_work else None, lost


@Prepared
def _held(user: int, now: datetime) -> QuerySet[Post]:
    held = Post.objects.filter(in_office(now), user=user).select_related("unit", "user")
    return held.annotate(unread=_unread()).order_by("begins_at", "pk")


def _unread() -> ArraySubquery:
    """Return the notices that a post has not read, as many as are counted."""
    of_post = Concat(Value("post:"), Cast(OuterRef("pk"), CharField()))
    found = Notice.objects.filter(recipient=of_post, read_at__isnull=True)
    return ArraySubquery(found.values("pk")[: MOST_UNREAD + 1])


def held_posts(request: HttpRequest) -> list[Post]:
    """Return the posts that the signed-in person may work as."""
    return getattr(request, "held_posts", [])


def viewer_of(request: HttpRequest) -> Viewer | None:
    """Return the post at work in this request, or ``None``."""
    return getattr(request, "viewer", None)

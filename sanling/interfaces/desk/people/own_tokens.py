"""Systems that work as one's own post: each from when its holder accepts it, until they end it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.accept_token import AcceptedToken, accept_token
from sanling.domain.people.actions.issue_token import revoke_token
from sanling.domain.people.models import AccessToken
from sanling.foundation import clock
from sanling.foundation.accounts.proof import way_to_proof
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.pages import has_post
from sanling.interfaces.desk.people.tokens import scopes_in_words

TOKENS = Listing(
    heads=(
        Head(gettext_lazy("Which system")),
        Head(gettext_lazy("What it may do")),
        Head(gettext_lazy("Since")),
        Head(gettext_lazy("Until")),
        Head(gettext_lazy("Accept or end"), hidden=True),
    ),
    nothing=gettext_lazy("No system works as your post"),
    what_to_do=gettext_lazy("When an administrator asks for it, you are told and find it here."),
    icon="lock",
)


@require_GET
@door(has_post)
def own_tokens(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the tokens of one's own post, those that wait to be accepted first."""
    return _page(request, viewer)


@require_POST
@door(has_post)
def accept_own(request: HttpRequest, viewer: Viewer, token_id: int) -> HttpResponse:
    """Let a system work as one's post, and show its secret in this one answer and nowhere else.

    The secret outlasts the session, so that a session alone doesn't get it.
    """
    token = _own_or_404(viewer, token_id)
    due = way_to_proof(request, then=reverse("desk:own_tokens"))
    if due:
        messages.info(request, _("Prove that it is you, then accept the token again."))
        return due
    try:
        accepted = accept_token(actor=viewer, token_id=token.pk)
    except AccessToken.DoesNotExist:
        messages.error(request, _("This token has been accepted already."))
        return redirect("desk:own_tokens")
    response = _page(request, viewer, accepted)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@door(has_post)
def end_own(request: HttpRequest, viewer: Viewer, token_id: int) -> HttpResponse:
    """Refuse a token, or end one that works."""
    token = _own_or_404(viewer, token_id)
    revoke_token(actor=viewer, token_id=token.pk)
    messages.success(request, _("The token “%(name)s” is ended.") % {"name": token.name})
    return redirect("desk:own_tokens")


def _page(request: HttpRequest, viewer: Viewer, accepted: AcceptedToken | None = None) -> HttpResponse:
    rows = [(token, scopes_in_words(token)) for token in _own(viewer).order_by("-pk")]
    rows.sort(key=lambda row: row[0].accepted_at is not None)
    return render(
        request, "desk/people/own_tokens.html", {"shown": TOKENS.holding(rows), "accepted": accepted}
    )


def _own(viewer: Viewer) -> QuerySet[AccessToken]:
    return AccessToken.objects.filter(post=viewer.own.post_id, revoked_at=None, ends_at__gt=clock.now())


def _own_or_404(viewer: Viewer, token_id: int) -> AccessToken:
    token = _own(viewer).filter(pk=token_id).first() if token_id < 2**63 else None
    if token is None:
        raise Http404
    return token

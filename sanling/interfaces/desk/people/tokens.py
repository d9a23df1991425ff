"""API tokens: administrators issue them for posts in their reach, narrowed and with an end, and end them.

The post's holder accepts each, and alone learns its secret: `own_tokens`.
"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanling.domain.people.access import Viewer, administering, places_where
from sanling.domain.people.actions.issue_token import issue_token, revoke_token
from sanling.domain.people.config import role_rules
from sanling.domain.people.models import AccessToken, Post
from sanling.domain.people.queries import in_office
from sanling.domain.people.rules import Scope
from sanling.foundation import clock
from sanling.foundation.days import day_after, today
from sanling.foundation.delivery.notices import notify
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.texts import NameText, SomeOf
from sanling.interfaces.desk import picks
from sanling.interfaces.desk.choices import PostPicks, own_places
from sanling.interfaces.desk.listing import newest_first
from sanling.interfaces.desk.pages import administers

PAGE = 50
TOKENS = Listing(
    heads=(
        Head(gettext_lazy("Which system")),
        Head(gettext_lazy("Works as the post")),
        Head(gettext_lazy("What it may do")),
        Head(gettext_lazy("Since")),
        Head(gettext_lazy("Until")),
        Head(pgettext_lazy("verb", "End"), hidden=True),
    ),
    nothing=gettext_lazy("No tokens"),
    what_to_do=gettext_lazy("Issue one for a system that has to work with this one."),
    icon="lock",
)
LONGEST_DAYS = 366
SCOPES = {
    Scope.READ: gettext_lazy("Read matters, units and posts"),
    Scope.WRITE: gettext_lazy("Register matters and act on them"),
    Scope.PUBLIC: gettext_lazy("Send residents' reports for an app of the city"),
    Scope.METRICS: gettext_lazy("Read the figures of operation"),
}


class TokenForm(forms.Form):
    """A token to be issued; the narrower the better, so nothing is chosen beforehand."""

    name = NameText(
        max_length=60,
        label=gettext_lazy("Which system"),
        help_text=gettext_lazy("Say who uses it, so that it can be ended when they no longer need it."),
    )
    scopes = SomeOf(
        choices=[(scope.value, label) for scope, label in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("What it may do"),
    )
    last = DayField(label=gettext_lazy("Last day"))

    def __init__(self, viewer: Viewer, data: Any = None) -> None:
        """Offer the posts in reach."""
        super().__init__(data, auto_id="token_%s")
        self.fields["post"] = picks.PickField(
            PostPicks(_posts(viewer), viewer.city, own_places(viewer)),
            url=reverse("desk:find_token_post"),
            placeholder=_("Name of a person or unit"),
            label=_("Works as the post"),
        )
        self.fields["last"].required = True
        self.order_fields(["post", "name", "scopes", "last"])

    def clean_last(self) -> date:
        """Want an end within a year."""
        last: date = self.cleaned_data["last"]
        if not today() <= last <= today() + timedelta(days=LONGEST_DAYS):
            raise ValidationError(_("Choose a day from today on, at most a year ahead."))
        return last


@require_http_methods(["GET", "HEAD", "POST"])
@door(administers)
def tokens(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the tokens that are not over, and issue another, which works once the post's holder has accepted it."""
    form = TokenForm(viewer, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and (issued := _issued(viewer, form)):
        told = _("The token is issued. It works once %(name)s has accepted it at “Tokens of my post”.")
        messages.success(request, told % {"name": issued.post.name})
        return redirect("desk:tokens")
    found, page = newest_first(request, _working(viewer), PAGE)
    rows = [(token, role_rules(viewer.city, token.post.role).name, scopes_in_words(token)) for token in found]
    context = {"form": form, "shown": TOKENS.holding(rows, page)}
    return render(request, "desk/people/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@door(administers)
def revoke(request: HttpRequest, viewer: Viewer, token_id: int) -> HttpResponse:
    """End a token at once."""
    token = _working(viewer).filter(pk=token_id).first() if token_id < 2**63 else None
    if token is None:
        raise Http404
    revoke_token(actor=viewer, token_id=token.pk)
    messages.success(request, _("The token “%(name)s” is ended.") % {"name": token.name})
    return redirect("desk:tokens")


@require_GET
@door(administers)
def find_token_post(request: HttpRequest, viewer: Viewer) -> JsonResponse:
    """Answer posts that a token may work as, by what was typed (JSON)."""
    return picks.offered(request, PostPicks(_posts(viewer), viewer.city, own_places(viewer)))


def _issued(viewer: Viewer, form: TokenForm) -> AccessToken | None:
    """Issue it and tell the post's holder, who lets nobody work in their name unbeknown to them."""
    cleaned = form.cleaned_data
    try:
        with transaction.atomic():
            issued = issue_token(
                actor=viewer,
                post_id=int(cleaned["post"]),
                name=cleaned["name"],
                ends_at=day_after(cleaned["last"]),
                scopes=cleaned["scopes"],
            )
            told = {"name": issued.name, "by": viewer.name}
            notify([f"post:{issued.post_id}"], "desk.token_waits", told, url=reverse("desk:own_tokens"))
    except ValidationError as error:
        form.add_error(None, [text for texts in error.message_dict.values() for text in texts])
        return None
    return issued


def _reached(viewer: Viewer, column: str) -> Q:
    return places_where(viewer, column, administering)


def _posts(viewer: Viewer) -> QuerySet[Post]:
    return Post.objects.filter(in_office(clock.now()), _reached(viewer.limited_to(()), "unit__division"))


def _working(viewer: Viewer) -> QuerySet[AccessToken]:
    """Return the tokens in reach that work, or wait to be accepted."""
    lasting = Q(revoked_at=None, ends_at__gt=clock.now())
    found = AccessToken.objects.filter(lasting, _reached(viewer, "post__unit__division"))
    return found.select_related("post__unit")


def scopes_in_words(token: AccessToken) -> list[str]:
    """Return what a token may do, in words; one without scopes does all that its post may."""
    return [str(SCOPES[Scope(code)]) for code in token.scopes] or [_("All that the post may")]

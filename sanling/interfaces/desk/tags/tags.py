"""The tags of a matter: a card on its page, and a page of their own with all that were there once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.tags.access import may_tag
from sanling.domain.tags.actions.tag import tag
from sanling.domain.tags.actions.untag import untag
from sanling.domain.tags.around import TAGS
from sanling.domain.tags.queries import history_of, tags_of
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.typed import is_part
from sanling.interfaces.desk.matters.matter import visible_or_404
from sanling.interfaces.desk.pages import sees_matters
from sanling.interfaces.desk.picks import offered
from sanling.interfaces.desk.tags.boxes import WordField, WordPicks

HISTORY = Listing(
    heads=(
        Head(gettext_lazy("Tag")),
        Head(gettext_lazy("Put on by")),
        Head(gettext_lazy("Put on at")),
        Head(gettext_lazy("Taken off by")),
        Head(gettext_lazy("Taken off at")),
    ),
    nothing=gettext_lazy("No tags yet"),
    icon="clipboard-list",
)


class TagForm(forms.Form):
    """A word to be put on a matter."""

    use_required_attribute = False

    tag = WordField()


@dataclass(frozen=True)
class Card:
    """The tags that a matter has, and what a viewer may do to them."""

    number: str
    tags: Sequence[Mapping[str, Any]]
    form: TagForm | None


def card_of(viewer: Viewer, matter: Matter) -> Card:
    """Return the card of a matter as `find_matter` read it."""
    return Card(matter.number, vars(matter)[TAGS], TagForm() if may_tag(viewer, matter) else None)


def _card_now(viewer: Viewer, matter: Matter, form: TagForm | None = None) -> Card:
    """Return the card of a visible matter whose tags may have changed since it was read."""
    tags = list(tags_of(viewer, matter).values("pk", "word"))
    return Card(matter.number, tags, (form or TagForm()) if may_tag(viewer, matter) else None)


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_matters)
def tags(request: HttpRequest, viewer: Viewer, number: str) -> HttpResponse:
    """Show which tags a matter has and had; put one on it."""
    found = visible_or_404(viewer, number)
    if request.method != "POST":
        return _page(request, viewer, found)
    form = TagForm(request.POST)
    if not form.is_valid():
        return _shown(request, viewer, found, form)
    try:
        tag(actor=viewer, matter_id=found.pk, word=form.cleaned_data["tag"])
    except Invalid as invalid:
        form.add_error("tag", invalid.errors["tag"])
        return _shown(request, viewer, found, form)
    except (NotAllowed, NotFound) as refused:
        return _refused(request, viewer, found, refused)
    return _shown(request, viewer, found)


@require_POST
@door(sees_matters)
def take_off(request: HttpRequest, viewer: Viewer, number: str, tag_id: int) -> HttpResponse:
    """Take a tag off; one that somebody took off meanwhile is off."""
    found = visible_or_404(viewer, number)
    known = history_of(viewer, found).filter(pk=min(tag_id, 2**63 - 1)).first()
    if known is None:
        raise Http404
    try:
        if known.taken_at is None:
            untag(actor=viewer, matter_id=found.pk, word=known.word)
    except Invalid:
        pass
    except (NotAllowed, NotFound) as refused:
        return _refused(request, viewer, found, refused)
    return _shown(request, viewer, found)


@require_GET
@door(sees_matters)
def find_tag(request: HttpRequest, viewer: Viewer) -> JsonResponse:
    """Answer words that the own unit uses, by what was typed, those used last first (JSON)."""
    return offered(request, WordPicks(viewer))


def _shown(request: HttpRequest, viewer: Viewer, found: Matter, form: TagForm | None = None) -> HttpResponse:
    """Show the card as it is now in its place, or lead back to the matter; with a refused form what is wrong."""
    status = 422 if form is not None else 200
    if is_part(request):
        # Whoever put one on goes on typing; the button that took one off is gone.
        shown = form or TagForm()
        shown.fields["tag"].widget.attrs["autofocus"] = True
        return render(
            request, "desk/tags/card.html", {"shown": _card_now(viewer, found, shown)}, status=status
        )
    if form is None:
        return redirect("desk:matter", number=found.number)
    return _page(request, viewer, found, form, status=status)


def _page(
    request: HttpRequest, viewer: Viewer, found: Matter, form: TagForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "matter": found,
        "card": _card_now(viewer, found, form),
        "shown": HISTORY.holding(list(history_of(viewer, found))),
    }
    return render(request, "desk/tags/tags.html", context, status=status)


def _refused(
    request: HttpRequest, viewer: Viewer, found: Matter, refused: NotAllowed | NotFound
) -> HttpResponse:
    """Say why a tag can't be changed; the card shows then that there is no form. Out of sight it is 404."""
    if isinstance(refused, NotFound):
        raise Http404
    if not is_part(request):
        messages.error(request, refused.reason)
        return _page(request, viewer, found, status=403)
    return HttpResponse(refused.reason, status=403, content_type="text/plain; charset=utf-8")

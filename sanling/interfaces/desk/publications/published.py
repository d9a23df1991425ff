"""Published figures: which there are, one as it was printed beside what it is now, and what becomes of a draft."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.people.access import Viewer
from sanling.domain.publications.access import (
    may_discard,
    may_draft,
    may_publish,
    reads_publications,
    visible_publications,
)
from sanling.domain.publications.actions.discard import discard
from sanling.domain.publications.actions.publish import ShownOtherwise, publish
from sanling.domain.publications.drafts import AlreadyReplaced, Contradicts
from sanling.domain.publications.models import Publication
from sanling.domain.publications.queries import Told, asked_of, reading
from sanling.domain.publications.wording import in_language, period_in_words
from sanling.foundation.rates import Rate
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.decision import LARGEST, decided_before, is_confirmed
from sanling.interfaces.desk.indicators.asking import address, read, tells_rates
from sanling.interfaces.desk.listing import newest_first
from sanling.interfaces.desk.publications.monthly import correct_monthly_url, monthly_page
from sanling.processes.figures.bulletins.contents import MONTHLY

PAGE = 50
BEFORE = gettext_lazy("Change on the period before")
LAST_YEAR = gettext_lazy("Change on the year before")
PUBLISHED = Listing(
    heads=(
        Head(gettext_lazy("Title")),
        Head(gettext_lazy("Indicator")),
        Head(gettext_lazy("Division")),
        Head(gettext_lazy("Drafted by")),
        Head(gettext_lazy("Published")),
    ),
    nothing=gettext_lazy("No figures are published"),
    what_to_do=gettext_lazy("Choose on the page of rates what is to be published, and draft it from there."),
    icon="clipboard-list",
    linked=True,
    way_out="desk:rates",
    way_out_label=gettext_lazy("To the rates"),
)


@dataclass(frozen=True)
class Line:
    """A line of the page: what was told, its rates by group with what they are now, and its changes."""

    told: Told
    groups: Sequence[tuple[str, Rate, Rate | None]]
    changes: Sequence[tuple[str, Decimal | None, str]]


@require_GET
@door(reads_publications)
def publications(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List them, the newest first; what the address asks of the rates can be drafted."""
    found = visible_publications(viewer).select_related("place", "drafted_by", "published_by")
    rows, page = newest_first(request, found.prefetch_related("replaced_by"), PAGE)
    shown = [(row, in_language(row.words["indicator"]), row.replacement is not None) for row in rows]
    asked = read(request, viewer).asked if tells_rates(viewer) and "indicator" in request.GET else None
    context = {
        "shown": PUBLISHED.holding(shown, page),
        "draft_url": address("desk:draft_publication", asked) if asked and may_draft(viewer, asked) else "",
        "rates_url": address("desk:rates", asked) if asked else "",
    }
    return render(request, "desk/publications/publications.html", context)


@require_GET
@door(reads_publications)
def publication(request: HttpRequest, viewer: Viewer, publication_id: int) -> HttpResponse:
    """Show one as it was printed, and what is otherwise now to who sees that."""
    found = found_or_404(viewer, publication_id)
    if found.sort == MONTHLY:
        return _monthly(request, viewer, found)
    told = reading(viewer, found)
    groups = {code: in_language(words) for code, words in found.words["groups"].items()}
    by_group = [groups[code] for code in told.lines[0].printed.groups] if told.lines else []
    context = _of_any(viewer, found) | {
        "told": told,
        "shown": _listing(by_group, ranked=found.ranked).holding(
            [_line(line, by_group) for line in told.lines]
        ),
    }
    return render(request, "desk/publications/publication.html", context)


def _monthly(request: HttpRequest, viewer: Viewer, found: Publication) -> HttpResponse:
    context = _of_any(viewer, found) | {"monthly": monthly_page(viewer, found)}
    return render(request, "desk/publications/monthly.html", context)


def _of_any(viewer: Viewer, found: Publication) -> dict[str, Any]:
    """Return what the page of a publication shows of whatever sort."""
    waits = found.published_at is None
    return {
        "publication": found,
        "period": period_in_words(found.words["period"]),
        "words": {
            name: in_language(found.words[name])
            for name in ("indicator", "definition", "method", "above", "below")
            if name in found.words
        },
        "narrowed": [in_language(words) for words in found.words["narrowed"]],
        "replaced_by": found.replacement,
        "may": {
            "publish": waits and may_publish(viewer, found),
            "discard": waits and may_discard(viewer, found),
        },
        "correct_url": _correct_url(viewer, found),
    }


@require_POST
@door(reads_publications)
def decide_publication(request: HttpRequest, viewer: Viewer, publication_id: int) -> HttpResponse:
    """Publish a draft, or throw it away."""
    key = min(publication_id, LARGEST)
    try:
        if not is_confirmed(request):
            discard(actor=viewer, publication_id=key)
            messages.success(request, _("The draft is thrown away."))
            return redirect("desk:publications")
        publish(actor=viewer, publication_id=key, shown=request.POST.get("shown", ""))
    except Publication.DoesNotExist:
        return decided_before(request, visible_publications(viewer), key, to="desk:publications")
    except ShownOtherwise:
        messages.error(request, _("The draft is not what the page showed. Please read it again."))
    except AlreadyReplaced:
        messages.error(
            request, _("Something else has replaced what this draft is to replace. Please discard it.")
        )
    except Contradicts as error:
        messages.error(
            request,
            _("What is to be printed contradicts itself: %(what)s") % {"what": "; ".join(error.found)},
        )
    else:
        messages.success(request, _("It is published. Nothing changes it from now on."))
    return redirect("desk:publication", publication_id=key)


def found_or_404(viewer: Viewer, publication_id: int) -> Publication:
    """Return a publication that a viewer may read, with who drafted and published it; 404 for any other."""
    found = visible_publications(viewer).filter(pk=min(publication_id, LARGEST))
    rows = found.select_related("place", "drafted_by__unit", "published_by__unit", "replaces")
    publication = rows.prefetch_related("replaced_by", "lines").first()
    if publication is None:
        raise Http404
    return publication


def _correct_url(viewer: Viewer, publication: Publication) -> str:
    """Return where a correction is drafted, for who may and while nothing replaces it."""
    if publication.published_at is None or publication.replacement:
        return ""
    if publication.sort == MONTHLY:
        return correct_monthly_url(viewer, publication)
    asked = asked_of(publication)
    if asked is None or not may_draft(viewer, asked):
        return ""
    return f"{address('desk:draft_publication', asked)}&{urlencode({'replaces': publication.pk})}"


def _listing(groups: Sequence[str], *, ranked: bool) -> Listing:
    return Listing(
        heads=(
            *([Head(gettext_lazy("Rank"), figure=True)] if ranked else []),
            Head(gettext_lazy("Unit")),
            *(Head(name, figure=True) for name in groups),
            Head(gettext_lazy("All together"), figure=True),
            Head(gettext_lazy("Not established"), figure=True),
            Head(BEFORE, figure=True),
            Head(LAST_YEAR, figure=True),
        ),
        nothing=gettext_lazy("These figures are not told here"),
        what_to_do=gettext_lazy(
            "They count few persons or petitions: who doesn’t see these isn’t told their numbers either."
        ),
        icon="lock",
    )


def _line(told: Told, groups: Sequence[str]) -> Line:
    now: Mapping[str, Rate] = told.now.groups if told.now else {}
    of_groups = [
        (name, rate, now.get(code) if told.moved else None)
        for name, (code, rate) in zip(groups, told.printed.groups.items(), strict=True)
    ]
    return Line(told, of_groups, list(_changes(told)))


def _changes(told: Told) -> Iterator[tuple[str, Decimal | None, str]]:
    """Yield the change on the period and on the year before, each with its head, and what it is otherwise now."""
    printed, now = told.printed, told.now or told.printed
    for head, was, since in (
        (BEFORE, printed.rate - printed.before, now.rate - now.before),
        (LAST_YEAR, printed.rate - printed.last_year, now.rate - now.last_year),
    ):
        yield str(head), was, "" if since == was else "—" if since is None else f"{since:+}"

"""The inbox: what waits for this post, the most urgent first, and acts on several matters at once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from django_stubs_ext import StrPromise

from sanling.domain.matters.access import rows_for_reading
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.ledger_queries import Order, cursor_from, order_named, page_of
from sanling.domain.matters.naming import families_within
from sanling.domain.matters.queries import (
    CAP,
    WAITING,
    Tab,
    heaps,
    inbox,
    inbox_heaps,
    pressing_heap,
    rows_of,
    waiting_counts,
)
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.cleaning import read_digits
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.matters.batch_form import bar_over
from sanling.interfaces.desk.matters.inbox_parts import parts_for
from sanling.interfaces.desk.matters.listing import page_links, rows_for
from sanling.interfaces.desk.matters.way import way_of_heap
from sanling.interfaces.desk.pages import has_post, home_of, sees_matters

PAGE = 50
LABELS: dict[str, StrPromise] = {
    Tab.MINE: _("Mine"),
    Tab.UNASSIGNED: _("Unassigned in my unit"),
    Tab.SOON: _("Nearly late"),
    Tab.LATE: _("Late"),
    Tab.JOINT: _("Called in"),
    Tab.WATCHED: _("Late in the jurisdiction"),
}
EMPTY: dict[str, StrPromise] = {
    Tab.MINE: _("Matters assigned to your post will be here."),
    Tab.UNASSIGNED: _("Matters that reach your unit and that nobody has taken yet will be here."),
    Tab.SOON: _("Matters whose deadline is near will be here."),
    Tab.LATE: _("Matters past their deadline will be here."),
    Tab.JOINT: _("Matters to which your unit is called by another will be here."),
    Tab.WATCHED: _("Matters in your jurisdiction that are late at other units will be here."),
}

HEADS = (
    Head(_("Pick all"), picks=True),
    Head(_("Deadline")),
    Head(_("Number"), sort="registered"),
    Head(_("Matter")),
    Head(_("Division")),
    Head(_("Stage")),
    Head(_("Handler")),
    Head(_("Due"), sort="due"),
)


@dataclass(frozen=True)
class InboxTab:
    """One tab: its name, where it leads, and how much is in it."""

    label: str
    url: str
    count: str
    current: bool


@require_GET
@door(has_post)
def inbox_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show one heap of the inbox; posts without matters start from the first page that they have."""
    if not sees_matters(viewer):
        return redirect(home_of(viewer))
    now = clock.now()
    family = _family(request, families_within(viewer.city))
    heaped = inbox_heaps(viewer, now, family)
    tab = _tab(request, heaped) or _landing(viewer, now, family, heaped)
    order = (
        order_named(request.GET.get("sort", ""))
        if "sort" in request.GET
        else Order("due_at", descending=False)
    )
    found = page_of(
        inbox(viewer, tab, now, family),
        order,
        rows=rows_of(rows_for_reading(viewer)),
        size=PAGE,
        after=cursor_from(request.GET.get("after", "")),
        before=cursor_from(request.GET.get("before", "")),
    )
    bar = bar_over(viewer, found.rows, goes_on=bool(found.newer or found.older))
    context = {
        **_tabs(viewer, family, heaped, tab),
        "tab": tab,
        "family": family,
        "bar": bar,
        "parts": parts_for(viewer),
        "shown": Listing(
            heads=HEADS if bar.acts else HEADS[1:],
            nothing=_("Nothing here"),
            what_to_do=EMPTY[tab] if tab in EMPTY else heaps()[tab].nothing,
            linked=True,
            rows=rows_for(
                viewer, found.rows, bar.of_rows, way_of_heap(tab, family, request.GET.get("sort", ""))
            ),
            page=page_links(request, found),
        ),
    }
    return render(request, "desk/matters/inbox.html", context)


@require_GET
@door(sees_matters)
def inbox_tabs(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Answer the tabs with their counts as they are now; unchanged ones cost no body (304).

    The heap whose rows are on the page is told by what the page shows of it, and what came since in words beside.
    """
    family = _family(request, families_within(viewer.city))
    heaped = inbox_heaps(viewer, clock.now(), family)
    tab = _tab(request, heaped) or Tab.MINE
    known = _read_keys(request.GET.get("known", ""))
    tabs = _tabs(viewer, family, heaped, tab, known)
    etag = quote_etag(hashlib.sha256(f"{viewer.key}{get_language()}{tabs}".encode()).hexdigest()[:20])
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = render(request, "desk/matters/inbox_tabs.html", tabs)
    # Numbers alone, which the browser keeps to ask whether they are still so.
    answer.headers["ETag"], answer.headers["Cache-Control"] = etag, "private, no-cache"
    return answer


def _written_keys(keys: frozenset[int]) -> str:
    """Return what a page shows of a heap in few characters; nothing of a heap that is not counted to its end."""
    if len(keys) > CAP:
        return ""
    ordered = sorted(keys)
    return "." + ".".join(str(key - before) for before, key in zip([0, *ordered], ordered, strict=False))


def _read_keys(written: str) -> frozenset[int] | None:
    """Return the keys that `_written_keys` wrote; None where it wrote none, or somebody else did."""
    if not written.startswith("."):
        return None
    steps = [read_digits(step) for step in written[1:].split(".")[: CAP + 1] if step]
    return frozenset(accumulate(step for step in steps if step is not None))


def _news(now: frozenset[int], known: frozenset[int] | None) -> str:
    """Say what has come to a heap, or gone from it, since a page showed it."""
    if known is None or len(now) > CAP:
        return ""
    if came := len(now - known):
        return ngettext("%(count)d new: show", "%(count)d new: show", came) % {"count": came}
    if gone := len(known - now):
        return ngettext("%(count)d is no longer here: renew", "%(count)d are no longer here: renew", gone) % {
            "count": gone
        }
    return ""


def _tab(request: HttpRequest, heaped: Mapping[str, frozenset[int]]) -> str:
    """Return the tab asked for, or nothing."""
    asked = request.GET.get("tab", "")
    return asked if asked in heaped else ""


def _landing(viewer: Viewer, now: datetime, family: str, heaped: Mapping[str, frozenset[int]]) -> str:
    """Return the tab to open unasked: what waits and is due first, else what is late, nearly late, or anywhere."""
    waiting = [tab for tab in WAITING if heaped[tab]]
    if len(waiting) > 1:
        return pressing_heap(viewer, now, family)
    first = (*waiting, Tab.LATE, Tab.SOON, *heaped)
    return next((tab for tab in first if heaped[tab]), Tab.MINE)


def _family(request: HttpRequest, families: Mapping[str, str]) -> str:
    asked = request.GET.get("family", "")
    return asked if asked in families else REPORTED


def _tabs(
    viewer: Viewer,
    family: str,
    heaped: Mapping[str, frozenset[int]],
    current: str,
    known: frozenset[int] | None = None,
) -> dict[str, object]:
    """Return the heaps of a family; where the city has several, what waits in each stands above them.

    ``known`` is what the page shows of the current one, if it said so: its count never grows while the rows stay.
    """
    families = families_within(viewer.city)
    own = "" if family == REPORTED else f"&family={family}"
    address = reverse("desk:inbox")
    shown = {**heaped, current: heaped[current] if known is None else heaped[current] & known}
    tabs = [
        InboxTab(_label(tab), f"{address}?tab={tab}{own}", _told(len(keys)), tab == current)
        for tab, keys in shown.items()
    ]
    waiting = waiting_counts(viewer, clock.now(), families) if len(families) > 1 else {}
    above = [
        InboxTab(families[code], f"{address}?family={code}", _told(count), code == family)
        for code, count in waiting.items()
    ]
    told = _written_keys(heaped[current] if known is None else known)
    return {
        "families": above,
        "heaps": tabs,
        "news": _news(heaped[current], known),
        "news_url": f"{address}?tab={current}{own}",
        "asked_again": f"?tab={current}{own}&known={told}",
    }


def _label(tab: str) -> str:
    return str(LABELS[tab] if tab in LABELS else heaps()[tab].label)


def _told(count: int) -> str:
    return f"{CAP}+" if count > CAP else str(count)

"""The ledger: every visible matter, filtered, sorted, paged and exported, with all of it in the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from sanling.domain.matters.access import rows_for_reading
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.ledger_queries import (
    COUNT_UP_TO,
    Criteria,
    Slice,
    count_of,
    cursor_from,
    ledger_ways,
    order_named,
    page_of,
)
from sanling.domain.matters.ledgers import MATTERS
from sanling.domain.matters.naming import Names
from sanling.domain.matters.queries import rows_of
from sanling.domain.matters.sheets import Column, chosen, sheet_for
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.matters.batch_form import BatchBar, bar_over
from sanling.interfaces.desk.matters.ledger_form import LedgerForm
from sanling.interfaces.desk.matters.listing import page_links
from sanling.interfaces.desk.matters.saving import ViewForm
from sanling.interfaces.desk.matters.way import way_of_ledger
from sanling.interfaces.desk.pages import sees_matters
from sanling.interfaces.desk.remembered import with_columns
from sanling.processes.lists.queries import views_of

PAGE = 50
# Filters that stand open on the page; the others are folded away until used.
FIRST = ("words", "division", "kind", "state", "lateness")


@require_GET
@door(sees_matters)
def ledger_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show one page of the ledger; wrong filters are told beside their fields, and then nothing is listed."""
    query = with_columns(viewer, f"matters:{request.GET.get('family') or REPORTED}", request.GET)
    form = LedgerForm(viewer, query)
    columns = chosen(query.getlist("col"), form.of_family)
    context = {
        "form": form,
        "address": query.urlencode(),
        "views": list(views_of(viewer)),
        "here": request.GET.urlencode(),
        "address_columns": request.GET.getlist("col"),
        "view_form": ViewForm(viewer),
        "families": form.families,
        "first": [form[name] for name in FIRST],
        "more": [bound for bound in form.visible_fields() if bound.name not in (*FIRST, "col")],
        "used": any(
            request.GET.get(name) for name in form.fields if name not in (*FIRST, "family", "col", "batch")
        ),
        "columns": columns,
    }
    if not form.is_valid():
        return render(request, "desk/matters/ledger.html", context, status=422)
    criteria = form.criteria()
    context |= _rows(request, viewer, criteria, columns)
    return render(request, "desk/matters/ledger.html", context)


def _rows(
    request: HttpRequest, viewer: Viewer, criteria: Criteria, columns: list[Column]
) -> dict[str, object]:
    now = clock.now()
    ways = ledger_ways(viewer, criteria, now)
    part = page_of(
        ways,
        order_named(request.GET.get("sort", "")),
        rows=MATTERS.read(rows_for_reading(viewer), columns),
        size=PAGE,
        after=cursor_from(request.GET.get("after", "")),
        before=cursor_from(request.GET.get("before", "")),
    )
    sheet = sheet_for(viewer, part.rows, now, Names(viewer.city))
    bar, way = _bar(viewer, part), way_of_ledger(request.GET)
    count = count_of(ways, COUNT_UP_TO + 1) if part.newer or part.older else len(part.rows)
    return {
        "shown": Listing(
            heads=[*_picking(bar), *(Head(column.label, sort=column.sort) for column in columns)],
            nothing=_("No matter meets these filters"),
            what_to_do=_("Matters of your jurisdiction are listed here. Take a filter away to see more."),
            icon="clipboard-list",
            linked=True,
            rows=[
                (
                    matter,
                    [(column, column.value(matter, sheet)) for column in columns],
                    bar.of_rows.get(matter.pk),
                    way.to(matter) if way else reverse("desk:matter", args=[matter.number]),
                )
                for matter in part.rows
            ],
            page=page_links(request, part, _told(part, count)),
        ),
        "count": count,
        "criteria": criteria.model_dump(exclude_defaults=True),
        "bar": bar,
    }


def _bar(viewer: Viewer, part: Slice) -> BatchBar:
    """Return the bar of acts; a ledger's own rows hold no more than its columns show."""
    keys = [matter.pk for matter in part.rows]
    whole = rows_of(rows_for_reading(viewer).filter(pk__in=keys))
    return bar_over(viewer, list(whole), goes_on=bool(part.newer or part.older))


def _picking(bar: BatchBar) -> list[Head]:
    return [Head(_("Pick all"), picks=True)] if bar.acts else []


def _told(part: Slice, count: int) -> str:
    if not part.rows:
        return ""
    if count > COUNT_UP_TO:
        return _("More than %(count)d matters") % {"count": COUNT_UP_TO}
    return ngettext("%(count)d matter", "%(count)d matters", count) % {"count": count}

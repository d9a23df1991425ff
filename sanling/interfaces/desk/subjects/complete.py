"""Completeness: how many subjects are to be there, stand here, lack something; a month is confirmed in one act."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.access import takes_stock
from sanling.domain.subjects.actions.take_stock import take_stock
from sanling.domain.subjects.completeness import Standing, completeness, line_names, months_listed
from sanling.domain.territory.queries import place_names
from sanling.foundation.cleaning import clean_line, read_whole
from sanling.foundation.days import today
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.subjects.card import sees_subjects

# More than fits on a page that is read: then counties are shown, each of which opens.
MOST_ROWS = 40
MOST_EXPECTED = 10_000_000
LINES = Listing(
    heads=(
        Head(gettext_lazy("County")),
        Head(gettext_lazy("Sector or group")),
        Head(gettext_lazy("Expected"), figure=True),
        Head(gettext_lazy("Entered"), figure=True),
        Head(gettext_lazy("Still to be entered"), figure=True),
        Head(gettext_lazy("With something missing"), figure=True),
        Head(gettext_lazy("New this month"), figure=True),
        Head(gettext_lazy("Ended this month"), figure=True),
        Head(gettext_lazy("Confirmed")),
    ),
    nothing=gettext_lazy("No subjects yet"),
    what_to_do=gettext_lazy("Take in the lists of the departments, or add subjects one by one."),
    icon="clipboard-list",
)


@dataclass(frozen=True)
class Line:
    """A row: of a county's sector, or of all sectors of a county, which then opens.

    ``typed`` is what a confirmation that couldn't be taken brought for it, with what is ``wrong`` about it.
    """

    standing: Standing
    county: str
    name: str
    field: str
    may: bool
    url: str
    confirmed: int = 0
    lines: int = 1
    typed: str | None = None
    wrong: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@door(sees_subjects)
def complete(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show a month, and confirm it for all that is shown and the viewer's."""
    month = _month(request)
    county = request.GET.get("county", "")[:6]
    found = [row for row in completeness(viewer, month) if not county or row.county == county]
    rows = list(_lines(viewer, found, month))
    wrong = ""
    if request.method == "POST":
        rows = [_typed(row, request.POST.get(row.field, "")) if row.may else row for row in rows]
        if any(row.wrong for row in rows):
            wrong = _("Nothing is confirmed yet: some numbers below are wrong. What you typed is kept.")
        else:
            expected = {
                (row.standing.county, row.standing.line): read_whole(row.typed or "")
                for row in rows
                if row.may
            }
            take_stock(actor=viewer, month=month, expected=expected)
            messages.success(request, _("Confirmed: the subjects of the month are complete as shown."))
            return redirect(f"{reverse('desk:complete')}?{_query(month, county)}")
    listed = reverse("desk:room_ledger", args=["subjects"])
    context = {
        "month": month,
        "written": f"{month:%Y-%m}",
        "months": months_listed(viewer.city),
        "county": county,
        "wrong": wrong,
        "shown": LINES.holding(rows),
        "may": any(row.may for row in rows),
        "changed": f"{listed}?{urlencode({'changed': f'{month:%Y-%m}'})}",
        "missing": f"{listed}?{urlencode({'missing': viewer.city})}",
    }
    return render(request, "desk/subjects/complete.html", context, status=422 if wrong else 200)


def _month(request: HttpRequest) -> date:
    written = request.GET.get("month") or request.POST.get("month") or f"{today():%Y-%m}"
    if written not in months_listed(""):
        raise Http404
    return date.fromisoformat(f"{written}-01")


def _query(month: date, county: str) -> str:
    asked = {"month": f"{month:%Y-%m}", "county": county}
    return urlencode({name: value for name, value in asked.items() if value})


def _lines(viewer: Viewer, found: Sequence[Standing], month: date) -> Iterator[Line]:
    places = place_names({row.county for row in found}) if found else {}
    if len(found) > MOST_ROWS and len(places) > 1:
        yield from by_county(found, places, month)
        return
    names = line_names(viewer.city)
    for row in found:
        name = names.get(row.line, _("without a sector"))
        field, may = f"expected_{row.county}_{row.line}", takes_stock(viewer, row.county, row.line)
        yield Line(row, places.get(row.county, row.county), name, field, may, "", int(bool(row.confirmed_at)))


def by_county(found: Sequence[Standing], places: Mapping[str, str], month: date) -> Iterator[Line]:
    """Yield a line for each county: the sums of its lines, and how many of them are confirmed."""
    for county in sorted(places):
        rows = [row for row in found if row.county == county]
        expected = [row.expected for row in rows]
        summed = Standing(
            county=county,
            line="",
            entered=sum(row.entered for row in rows),
            lacking=sum(row.lacking for row in rows),
            added=sum(row.added for row in rows),
            ended=sum(row.ended for row in rows),
            # Where of some lines nobody said, a sum of the others would stand beside what all have entered.
            expected=None if None in expected else sum(filter(None, expected)),
            confirmed_at=None,
        )
        confirmed = sum(row.confirmed_at is not None for row in rows)
        url = f"?{_query(month, county)}"
        yield Line(
            summed, places[county], _("all"), "", may=False, url=url, confirmed=confirmed, lines=len(rows)
        )


def _typed(row: Line, typed: str) -> Line:
    """Return a row with what was typed for it, and what is wrong about that."""
    typed = clean_line(typed)
    try:
        number = read_whole(typed)
    except ValueError as error:
        return replace(row, typed=typed, wrong=str(error))
    wrong = ""
    if number < 0:
        wrong = _("Please give at least %(limit_value)s.") % {"limit_value": 0}
    elif number > MOST_EXPECTED:
        wrong = _("Please give at most %(limit_value)s.") % {"limit_value": MOST_EXPECTED}
    return replace(row, typed=typed, wrong=wrong)

"""Months: how many subjects kept their zeros in each county, and which departments confirmed that all facts are in."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.people.access import Viewer
from sanling.domain.recognition.actions.confirm_month import confirm_month, reopen_month
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.ledgers import OPEN
from sanling.domain.recognition.models import Confirmation, Evaluation
from sanling.domain.recognition.months import is_over, months_back
from sanling.domain.recognition.queries import CountyMonth, month_by_county
from sanling.foundation.days import month_named
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.recognition.needs import judges, needs, needs_of_post, needs_some

SHOWN = 13


def _asked(request: HttpRequest) -> date:
    """Return the month that is asked for, else the last one; 404 for what is none of those shown."""
    written = request.GET.get("month") or request.POST.get("month")
    shown = months_back(SHOWN)
    if not written:
        return shown[1]
    try:
        month = month_named(written)
    except ValueError:
        raise Http404 from None
    if month not in shown:
        raise Http404
    return month


@require_GET
@door(judges)
def months(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show a month, county by county."""
    month = _asked(request)
    part: StandardPart = profile_for(viewer.city).part("standard")
    counties = month_by_county(viewer, month)
    listing = Listing(
        heads=(
            Head(gettext_lazy("County")),
            Head(gettext_lazy("Subjects"), figure=True),
            *(Head(str(colour.name), figure=True) for colour in reversed(part.colours)),
            Head(gettext_lazy("Not established"), figure=True),
            Head(gettext_lazy("Rate kept"), figure=True),
        ),
        nothing=gettext_lazy("This month has not been judged"),
        what_to_do=gettext_lazy("It is judged each night, this month and the last."),
        icon="shield-check",
    )
    context = {
        "month": month,
        "is_over": is_over(month),
        "months": months_back(SHOWN),
        "counties": counties,
        "needs": needs(viewer, month, counties),
        "part": part,
        "shown": listing.holding([_row(found, month, part) for found in counties]),
        "evaluation": Evaluation.objects.filter(city=viewer.city, month=month).first(),
    }
    return render(request, "desk/recognition/months.html", context)


@require_GET
@door(needs_some)
def month_needs(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Answer the part of the inbox that says what the month that is over still needs of this post, if anything."""
    month = months_back(2)[1]
    context = {"month": month, "needs": needs_of_post(viewer, month)}
    return render(request, "desk/recognition/needs.html", context)


def _row(found: CountyMonth, month: date, part: StandardPart) -> dict[str, object]:
    """Return a county's numbers, each with the ledger of its rows."""
    rate = found.tally.kept(part.colours[-1].code)
    return {
        "name": found.name,
        "judged": (found.tally.judged, _ledger(found, month)),
        "colours": [
            (colour, found.tally.colours.get(colour.code, 0), _ledger(found, month, colour.code))
            for colour in reversed(part.colours)
        ],
        "open": (found.tally.colours.get("", 0), _ledger(found, month, OPEN)),
        "rate": rate,
    }


def _ledger(found: CountyMonth, month: date, colour: str = "") -> str:
    asked = {"month": f"{month:%Y-%m}", "county": found.path, "colour": colour}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('desk:room_ledger', args=['judged'])}?{query}"


@require_POST
@door(judges)
def confirm(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Confirm a month of a zero for a county."""
    month = _asked(request)
    try:
        confirm_month(
            actor=viewer,
            zero=request.POST.get("zero", ""),
            month=month,
            division=request.POST.get("division", ""),
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Confirmed: all facts of the month are in."))
    return redirect(f"{reverse('desk:months')}?month={month:%Y-%m}")


@require_POST
@door(judges)
def reopen(request: HttpRequest, viewer: Viewer, confirmation_id: int) -> HttpResponse:
    """Take a confirmation back."""
    found = get_object_or_404(
        Confirmation, pk=min(confirmation_id, 2**63 - 1), division__path__startswith=viewer.city
    )
    reopen_month(actor=viewer, confirmation=found)
    messages.success(request, _("The month is open again."))
    return redirect(f"{reverse('desk:months')}?month={found.month:%Y-%m}")

"""A year's recognitions: how many stand at which step in each county; the city's office opens the year."""

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanling.domain.people.access import Viewer
from sanling.domain.recognition.access import may_open_year, recognises
from sanling.domain.recognition.actions.draw_spot_checks import (
    NoSubjects,
    NothingToDraw,
    draw_spot_checks,
)
from sanling.domain.recognition.actions.open_year import to_open
from sanling.domain.recognition.situations import recognition_part
from sanling.domain.recognition.year_columns import years
from sanling.domain.recognition.year_queries import CountyYear, year_by_county
from sanling.domain.workflow.queries import current, definition_of
from sanling.domain.workflow.schema import Workflow
from sanling.foundation.cleaning import clean_text
from sanling.foundation.days import today
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.processes.recognising import order_year

# A code and why, as one types or pastes a line.
_LEFT_OUT = re.compile(r"([^\s,，、;；:：]+)[\s,，、;；:：]+(\S.*)")


def _asked(request: HttpRequest, city: str) -> int:
    """Return the year that is asked for, else the one to be decided; 404 for what is none of those shown."""
    asked = request.GET.get("year") or request.POST.get("year")
    if not asked:
        return recognition_part(city).last_over(today().replace(day=1))
    if asked not in years(city):
        raise Http404
    return int(asked)


@require_http_methods(["GET", "HEAD", "POST"])
@door(recognises)
def year(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show a year, or open it."""
    asked = _asked(request, viewer.city)
    wrong = ""
    if request.method == "POST":
        if request.POST.get("do") == "draw":
            wrong = _draw(request, viewer, asked)
        else:
            order_year(actor=viewer, year=asked)
            messages.success(request, _("The year is being opened; the numbers below grow meanwhile."))
    if request.method == "POST" and not wrong:
        return redirect(f"{reverse('desk:recognitions')}?year={asked}")
    definition = definition_of(current(city=viewer.city, code="recognition").pk)
    counties = year_by_county(viewer, asked)
    context = {
        "year": asked,
        "years": years(viewer.city),
        "steps": definition.states,
        "shown": _listing(definition).holding([_row(county, asked, definition) for county in counties]),
        "may": may_open_year(viewer),
        "to_open": to_open(viewer.city, asked).count() if may_open_year(viewer) else 0,
        "wrong": wrong,
        "typed": request.POST.get("recused", "") if wrong else "",
    }
    return render(request, "desk/recognition/year.html", context, status=422 if wrong else 200)


def _draw(request: HttpRequest, viewer: Viewer, asked: int) -> str:
    """Draw spot checks, or return what is wrong; who is left out stands a line each, its code first and then why."""
    typed = clean_text(request.POST.get("recused", "")).splitlines()
    lines = [_LEFT_OUT.fullmatch(line.strip()) for line in typed if line.strip()]
    if not all(lines):
        return _("Each line needs a code, and then why.")
    recused = {line[1]: line[2] for line in lines if line}
    try:
        kept = draw_spot_checks(actor=viewer, year=asked, recused=recused)
    except NoSubjects as error:
        return _("No subject has the code %(codes)s. Nobody was drawn.") % {"codes": "、".join(error.codes)}
    except NothingToDraw:
        messages.info(request, _("Nobody waits to be recorded who was in no draw yet."))
    else:
        messages.success(request, _("%(count)d were drawn.") % {"count": len(kept.drawn)})
    return ""


def _listing(definition: Workflow) -> Listing:
    return Listing(
        heads=(
            Head(gettext_lazy("County")),
            Head(gettext_lazy("Recognitions"), figure=True),
            *(Head(str(state.name), figure=True) for state in definition.states),
        ),
        nothing=gettext_lazy("This year has not been opened"),
        what_to_do=gettext_lazy("The city's peace office opens it for all subjects at once."),
        icon="shield-check",
    )


def _row(county: CountyYear, asked: int, definition: Workflow) -> dict[str, object]:
    return {
        "name": county.name,
        "total": (county.total, _ledger(county, asked)),
        "steps": [
            (state.name, county.steps.get(state.code, 0), _ledger(county, asked, state.code))
            for state in definition.states
        ],
    }


def _ledger(county: CountyYear, asked: int, state: str = "") -> str:
    wanted = {"family": "recognition", "year": asked, "division": county.path, "state": state}
    query = urlencode({name: value for name, value in wanted.items() if value})
    return f"{reverse('desk:ledger')}?{query}"

"""The mediator's own calendar at the desk: a week of sittings, what collides, and which times are still free."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sanling.domain.mediation.diary import days_of
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.naming import ENDED
from sanling.domain.people.access import Viewer
from sanling.foundation.days import read_day, today
from sanling.interfaces.components.door import door

WEEK = timedelta(days=7)


def mediates(viewer: Viewer) -> bool:
    """Tell whether the own post is of a role that mediates."""
    return viewer.own.role.code in part_of(viewer.city).roles


@require_GET
@door(mediates)
def calendar(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show a week, by any of its days; this one unless asked otherwise."""
    day = _asked(request.GET.get("day", ""))
    monday = day - timedelta(days=day.weekday())
    days = days_of(viewer, monday, 7)
    context = {
        "days": days,
        "states": ENDED,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - WEEK,
        "after": monday + WEEK,
        "today": today(),
        "knows_hours": any(each.free for each in days),
    }
    return render(request, "desk/mediation/calendar.html", context)


def _asked(day: str) -> date:
    try:
        return read_day(day) if day else today()
    except ValueError:
        return today()

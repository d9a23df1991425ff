"""The duty roster of a unit by weeks: who has which day, read by all staff, arranged by who leads the unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.arrange_duty import arrange_duty
from sanling.domain.people.models import Unit
from sanling.domain.people.on_duty import Held, arranges_duty, named_on, roster, who_may_have_duty
from sanling.foundation.days import read_day, today
from sanling.interfaces.components.door import door
from sanling.interfaces.components.texts import OneOf
from sanling.interfaces.desk.pages import has_post
from sanling.interfaces.desk.people.staffing import tell

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
# So many weeks can be arranged at once, the shown one among them.
MOST_WEEKS = 12
Days = Sequence[date]


@dataclass(frozen=True)
class Line:
    """A day of the week that is shown: whom its roster names, and the field to name another, if it can be."""

    day: date
    held: Held | None
    field: forms.BoundField | None


class WeekForm(forms.Form):
    """Who has which of some days, and for how many weeks it is to be likewise."""

    def __init__(self, unit: Unit, days: Days, data: Any = None) -> None:
        """Offer the unit's posts; a day that nobody arranged is offered as the same weekday a week before was."""
        named = named_on(unit.pk, days)
        pattern = named_on(unit.pk, [day - _WEEK for day in days])
        offered = {day: named.get(day, pattern.get(day - _WEEK)) for day in days}
        super().__init__(
            data, auto_id="duty_%s", initial={f"{day}": str(post or "") for day, post in offered.items()}
        )
        self.days = days
        last = max(days) + MOST_WEEKS * _WEEK
        posts = [("", _("nobody")), *((str(post.pk), post.name) for post in who_may_have_duty(unit, last))]
        for day in days:
            self.fields[f"{day}"] = OneOf(label=date_format(day, "m-d l"), choices=posts, required=False)
        weeks = [(f"{count}", _("%(count)d weeks") % {"count": count}) for count in range(2, MOST_WEEKS + 1)]
        self.fields["weeks"] = OneOf(
            label=gettext_lazy("Likewise for"),
            choices=[("1", _("this week alone")), *weeks],
            required=False,
            help_text=gettext_lazy(
                "Days that are arranged already change, too; who had them stays on record."
            ),
        )

    def said(self) -> Mapping[date, int | None]:
        """Return the post of each day, of all the weeks."""
        cleaned = self.cleaned_data
        weeks = range(int(cleaned["weeks"] or 1))
        chosen = {day: int(cleaned[f"{day}"]) if cleaned[f"{day}"] else None for day in self.days}
        return {day + week * _WEEK: post for week in weeks for day, post in chosen.items()}


@require_http_methods(["GET", "HEAD", "POST"])
@door(has_post)
def duty(request: HttpRequest, viewer: Viewer, unit_id: int) -> HttpResponse:
    """Show a week of a unit's roster; who arranges it names others for the days to come."""
    unit = _or_404(viewer, unit_id)
    week = _week_of(request.GET.get("day", ""))
    may = arranges_duty(viewer, unit)
    if request.method == "POST" and not may:
        raise PermissionDenied
    days = [day for day in week if day >= today()]
    form = WeekForm(unit, days, request.POST if request.method == "POST" else None) if may and days else None
    if request.method == "POST" and form and form.is_valid():
        try:
            arrange_duty(actor=viewer, unit_id=unit.pk, days=form.said())
        except ValidationError as error:
            tell(form, error, {})
        else:
            messages.success(request, _("The duty is arranged."))
            return redirect(f"{reverse('desk:duty', args=[unit.pk])}?day={week[0]}")
    context = {
        "unit": unit,
        "form": form,
        "lines": _lines(unit, week, form),
        "weeks": [
            (_("Week before"), week[0] - _WEEK),
            (_("This week"), today()),
            (_("Week after"), week[0] + _WEEK),
        ],
    }
    errors = form is not None and bool(form.errors)
    return render(request, "desk/people/duty.html", context, status=422 if errors else 200)


def _lines(unit: Unit, week: Days, form: WeekForm | None) -> list[Line]:
    held = {found.day: found for found in roster([unit.pk], week[0], week[-1]).get(unit.pk, ())}
    fields = form.fields if form else {}
    return [Line(day, held.get(day), form[f"{day}"] if form and f"{day}" in fields else None) for day in week]


def _week_of(written: str) -> Days:
    """Return the days of the week in which a day lies, from Monday on; without one, of this week."""
    try:
        day = read_day(written) if written else today()
    except ValueError:
        raise Http404 from None
    return [day + (nth - day.weekday()) * _DAY for nth in range(7)]


def _or_404(viewer: Viewer, unit_id: int) -> Unit:
    found = Unit.objects.select_related("division").filter(pk=min(unit_id, 2**63 - 1), ends_on=None)
    unit = found.filter(city__startswith=viewer.city).first()
    if unit is None:
        raise Http404
    return unit

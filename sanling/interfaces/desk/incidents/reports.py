"""What the page of an accident says of its reports: which level is to be told by when, and was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.incidents.access import may_correct, visible_clocks
from sanling.domain.incidents.models import Incident, ReportClock
from sanling.domain.incidents.naming import LEVELS
from sanling.domain.incidents.rules import Kind, Sort, updated_for
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from sanling.foundation.days import today
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.texts import OneOf
from sanling.interfaces.desk.incidents.forms import TimeOfDay, to_the_minute


class ReportForm(forms.Form):
    """Which level was told, and when; begins with this moment."""

    use_required_attribute = False

    level = OneOf(label=gettext_lazy("Level"))
    day = DayField(gettext_lazy("Day"), required=True)
    at = TimeOfDay(gettext_lazy("Time of day"))

    def __init__(
        self, clocks: Sequence[ReportClock], happened_at: datetime | None, data: object = None
    ) -> None:
        """Offer the levels that weren't told yet."""
        self.happened_at = happened_at
        now = clock.now().astimezone(CHINA)
        initial = {"day": now.date(), "at": now.time()}
        super().__init__(data, initial=initial, auto_id="report_%s")  # type: ignore[arg-type]
        open_levels = [row.reached for row in clocks if not row.told_at]
        self.fields["level"] = OneOf(
            label=_("Level"), choices=[(level, str(LEVELS[level])) for level in open_levels]
        )
        self.order_fields(["level", "day", "at"])

    @property
    def instant(self) -> datetime:
        """Return when it was, of a valid form."""
        typed = datetime.combine(self.cleaned_data["day"], self.cleaned_data["at"], CHINA)
        return to_the_minute(typed, self.happened_at)


@dataclass(frozen=True)
class Reports:
    """What an accident's page shows of its reports."""

    clocks: Sequence[tuple[str, ReportClock, bool]]
    updated_until: date
    is_updated: bool
    form: ReportForm | None
    is_timed: bool


def reports_of(viewer: Viewer, accident: Incident, data: object = None) -> Reports | None:
    """Return the reports of an accident; of nothing else there are any."""
    if accident.kind != Kind.ACCIDENT or accident.withdrawn:
        return None
    clocks = list(visible_clocks(viewer).filter(incident=accident).order_by("due_at"))
    until = updated_until(accident)
    may = may_correct(viewer, accident) and any(not row.told_at for row in clocks)
    return Reports(
        clocks=[(str(LEVELS[row.reached]), row, _is_late(row)) for row in clocks],
        updated_until=until,
        is_updated=until >= today(),
        form=ReportForm(clocks, accident.happened_at, data) if may else None,
        is_timed=accident.happened_at is not None,
    )


def updated_until(accident: Incident) -> date:
    """Return the last day on which casualties of an accident are updated (生产安全事故报告和调查处理条例 13)."""
    return accident.happened_on + updated_for(Sort(accident.sort or Sort.OTHER))


def _is_late(row: ReportClock) -> bool:
    return (row.told_at or clock.now()) > row.due_at

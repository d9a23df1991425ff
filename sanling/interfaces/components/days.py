"""The fields for a day, and for an instant."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanling.foundation.calendar import CHINA
from sanling.foundation.cleaning import fold
from sanling.foundation.days import bounded, come


class DayField(forms.DateField):
    """A day that a calendar can hold, typed or chosen in the browser's own calendar."""

    # Whatever the page's language is: a day and a month are not told apart by their order.
    input_formats = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
    default_error_messages = {"invalid": gettext_lazy("Please give a date such as 2026-11-22.")}

    def __init__(self, label: Any = None, *, required: bool = False, **options: Any) -> None:
        """Ask for it as 2026-11-22."""
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(required=required, label=label, widget=widget, **options)

    def to_python(self, value: Any) -> date | None:
        """Read it; raises ValidationError for one at the ends of time."""
        day: date | None = super().to_python(fold(value) if isinstance(value, str) else value)
        try:
            return bounded(day) if day else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class PastDayField(DayField):
    """A day of which is said or asked how it was: one that has come."""

    def to_python(self, value: Any) -> date | None:
        """Read it; raises ValidationError for one that is yet to come, too."""
        day = super().to_python(value)
        try:
            return come(day) if day else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class MomentField(forms.DateTimeField):
    """A day and time of the city, as a phone's own picker gives it."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {"invalid": gettext_lazy("Please choose a day and a time.")}

    def to_python(self, value: Any) -> datetime | None:
        """Read it in the time of the city, whatever the server's is."""
        found: datetime | None = super().to_python(value)
        return found.replace(tzinfo=CHINA) if found else None

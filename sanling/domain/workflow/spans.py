"""Lengths of time in words, which always say whether days and hours are working ones."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext_lazy

from sanling.foundation.calendar import Allowance, TimeUnit

_SPANS = {
    TimeUnit.MINUTE: ngettext_lazy("%(n)d minute", "%(n)d minutes", "n"),
    TimeUnit.HOUR: ngettext_lazy("%(n)d hour", "%(n)d hours", "n"),
    TimeUnit.WORKING_HOUR: ngettext_lazy("%(n)d working hour", "%(n)d working hours", "n"),
    TimeUnit.DAY: ngettext_lazy("%(n)d calendar day", "%(n)d calendar days", "n"),
    TimeUnit.WORKING_DAY: ngettext_lazy("%(n)d working day", "%(n)d working days", "n"),
}
UNITS: dict[TimeUnit, Promise] = {
    TimeUnit.MINUTE: gettext_lazy("minutes"),
    TimeUnit.HOUR: gettext_lazy("hours"),
    TimeUnit.WORKING_HOUR: gettext_lazy("working hours"),
    TimeUnit.DAY: gettext_lazy("calendar days"),
    TimeUnit.WORKING_DAY: gettext_lazy("working days"),
}


def in_words(span: Allowance) -> str:
    """Return "15 calendar days" or "5 working days"."""
    return str(_SPANS[span.unit] % {"n": span.amount})

"""Figures in words, as short as a table and a map want them."""

from decimal import Decimal

from django.utils.translation import gettext as _

from sanling.domain.indicators.config import Figure, Form
from sanling.processes.figures.indicators import Value

_HOUR, _DAY = 60, 24 * 60


def in_words(value: Value) -> str:
    """Return "1234", "96.91%", "4.37" or "3.4 h"; a dash of nothing."""
    return number_in_words(value.figure, value.number)


def number_in_words(figure: Figure, number: Decimal | None) -> str:
    """Return a number of a figure in words; a duration is in minutes."""
    if number is None:
        return "—"
    if figure.form is Form.RATE:
        return f"{number}%"
    if figure.form is not Form.QUANTILE:
        return str(number)
    if number < _HOUR:
        return _("%(number)s min") % {"number": number}
    if number < 2 * _DAY:
        return _("%(number)s h") % {"number": f"{number / _HOUR:.1f}"}
    return _("%(number)s d") % {"number": f"{number / _DAY:.1f}"}

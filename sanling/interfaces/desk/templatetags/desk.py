"""Words for what only pages of the desk show."""

import json
from typing import Any

from django import template
from django.utils.translation import ngettext_lazy

from sanling.foundation.calendar import Allowance, Unit

register = template.Library()
SPANS = {
    Unit.MINUTE: ngettext_lazy("%(n)d minute", "%(n)d minutes", "n"),
    Unit.HOUR: ngettext_lazy("%(n)d hour", "%(n)d hours", "n"),
    Unit.WORKING_HOUR: ngettext_lazy("%(n)d working hour", "%(n)d working hours", "n"),
    Unit.DAY: ngettext_lazy("%(n)d day", "%(n)d days", "n"),
    Unit.WORKING_DAY: ngettext_lazy("%(n)d working day", "%(n)d working days", "n"),
}


@register.filter
def allowance(span: Allowance) -> str:
    """Return "15 days" or "5 working days"."""
    return str(SPANS[span.unit] % {"n": span.amount})


@register.filter
def as_json(value: Any) -> str:
    """Return codes and numbers as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)

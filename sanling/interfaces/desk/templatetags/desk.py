"""Words for what only pages of the desk show."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template

from sanling.domain.people.ledgers import Value
from sanling.domain.workflow.spans import in_words
from sanling.foundation.calendar import Allowance, Due
from sanling.foundation.labels import Label
from sanling.interfaces.components import nearness
from sanling.interfaces.components.templatetags.sanling import due

register = template.Library()
register.filter("allowance", in_words)


@register.filter
def as_json(value: Any) -> str:
    """Return codes and numbers as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@register.filter
def cell(value: Value) -> str:
    """Return what a ledger shows of a value; "—" for none."""
    if isinstance(value, Due):
        return due(value.at, provisional=value.provisional)
    if isinstance(value, datetime):
        return nearness.instant(value)
    return "—" if value in (None, "") else str(value)


@register.filter
def span(within: str) -> str:
    """Return an allowance that was kept as text, such as "5 wd", in words."""
    return in_words(Allowance.parse(within)) if within else ""


@register.filter
def label(name: Mapping[str, str]) -> str:
    """Return a label that was kept as plain data in the active language."""
    return str(Label.model_validate(name))

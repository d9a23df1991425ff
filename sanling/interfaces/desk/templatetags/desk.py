"""Words for what only pages of the desk show."""

import json
from typing import Any

from django import template

from sanling.domain.workflow.spans import in_words

register = template.Library()
register.filter("allowance", in_words)


@register.filter
def as_json(value: Any) -> str:
    """Return codes and numbers as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)

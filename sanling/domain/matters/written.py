"""Reading words that somebody wrote into a form."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from sanling.domain.workflow.field_types import Asked, Wrong


def written(raw: Any, asked: Asked, read: Callable[..., str]) -> str:
    """Return words as `read` keeps them, no longer than the field allows; raises `Wrong`."""
    if not isinstance(raw, str):
        raise Wrong(_("Please write a text."))
    try:
        return read(raw, longest=asked.field.max_length, required=True)
    except ValueError as error:
        raise Wrong(str(error)) from error

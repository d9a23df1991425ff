"""The words of notices: codes are stored, sentences are made when shown."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

_texts: dict[str, "str | Promise"] = {}


class UnknownNotice(LookupError):
    """No text is registered for this code."""


class _Gaps(dict[str, Any]):
    """Parameters of an older notice may lack what today's sentence asks for."""

    def __missing__(self, key: str) -> str:
        return "…"


def register_notice(code: str, text: "str | Promise") -> None:
    """Register a notice's sentence: a lazy gettext template with ``%(name)s`` for each parameter."""
    _texts[code] = text


def is_registered(code: str) -> bool:
    """Tell whether a code has a sentence."""
    return code in _texts


def require(code: str) -> None:
    """Raise UnknownNotice unless the code has a sentence."""
    if code not in _texts:
        raise UnknownNotice(f"Notice {code!r} has no text; call register_notice in the app's ready().")


def render(*, code: str, params: Mapping[str, Any]) -> str:
    """Return the sentence in the active language, or the bare code if its text is no longer registered."""
    if code not in _texts:
        return code
    return str(_texts[code]) % _Gaps(params)

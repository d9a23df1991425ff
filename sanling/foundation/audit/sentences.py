"""What recorded acts and their subjects are called, as each room that records them says in its `audited.py`."""

from collections.abc import Mapping
from functools import cache

from django_stubs_ext import StrPromise

from sanling import rooms
from sanling.foundation.installed import modules


@cache
def sentences() -> Mapping[str, StrPromise]:
    """Return the sentences of acts by their codes, about "who" and "what"."""
    return _said("SENTENCES")


def noun(subject: str) -> str:
    """Return what a subject is called without a name of its own, "export 12", or the subject where no room says it."""
    kind, _colon, key = subject.partition(":")
    words = _nouns().get(subject) or _nouns().get(kind)
    return str(words) % {"key": key} if words else subject


@cache
def _nouns() -> Mapping[str, StrPromise]:
    return _said("NOUNS")


def _said(what: str) -> Mapping[str, StrPromise]:
    return {
        code: text
        for module in modules("audited", rooms.RECORDING)
        for code, text in getattr(module, what, {}).items()
    }

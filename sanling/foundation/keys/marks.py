"""Whether this process has the keys that the data was written under; until that is so, it writes nothing."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from sanling.env import (
    AUDIT_KEY,
    BLIND_INDEX_KEY,
    FIX_KEYS,
    PRIVACY_KEYS,
    SECRET_KEY,
    key_marks,
    keys_that_differ,
)
from sanling.foundation import clock

# That this process has the right keys need be seen only once: neither they nor the marks change while it runs.
_seen: dict[str, bool] = {}


class KeysDiffer(ImproperlyConfigured):
    """The keys of this process are not those that the data was written under."""

    def __init__(self, names: Collection[str]) -> None:
        """Name the keys."""
        super().__init__(
            f"Not the keys that this data was written under: {', '.join(names)}. Fix: {FIX_KEYS}."
        )


def _model() -> Any:
    """Return the model of the marks: encrypting is known before models are."""
    return apps.get_model("keys", "KeyMark")


def own_marks() -> dict[str, str]:
    """Return the marks of this process's keys by name."""
    keys = {AUDIT_KEY: settings.AUDIT_KEY, BLIND_INDEX_KEY: settings.BLIND_INDEX_KEY}
    return key_marks({SECRET_KEY: secret_key(), **keys}, settings.PRIVACY_KEYS)


def secret_key() -> bytes:
    """Return the key of sessions, nothing where it is missing."""
    try:
        return settings.SECRET_KEY.encode()
    except ImproperlyConfigured:
        # Django itself refuses to tell one that is missing.
        return b""


def differing() -> list[str]:
    """Return the names of the keys that the data was written under and that this process has not, or has others for."""
    return keys_that_differ(known_marks(), own_marks())


def known_marks() -> Mapping[str, str]:
    """Return the kept marks by name; none in a database that has no table for them yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('keys_keymark') IS NOT NULL")
        (there,) = cursor.fetchone() or (False,)
    return dict(_model().objects.values_list("name", "mark")) if there else {}


def keep(proofs: Mapping[str, Callable[[], bool]]) -> list[str]:
    """Keep the marks of keys that have none yet, and return their names.

    ``proofs`` tell of a setting whether the data that is there was written under its key, asked where it has no mark
    at all. Raises `KeysDiffer`.
    """
    known = {name.partition(" ")[0] for name in known_marks()}
    if wrong := [name for name, agrees in proofs.items() if name not in known and not agrees()]:
        raise KeysDiffer(wrong)
    return note()


def require() -> None:
    """Raise `KeysDiffer` unless this process has the right keys; a query for the first call of a process."""
    if not _seen:
        if names := differing():
            raise KeysDiffer(names)
        _seen["right"] = True


def note(*, instead: bool = False) -> list[str]:
    """Keep the marks of keys that have none yet, and return their names; ``instead`` replaces those that differ.

    Of the keys of personal data the current one is marked: an earlier one was, while it was current. Raises
    `KeysDiffer` where keys differ and nothing is to be replaced.
    """
    with transaction.atomic():
        known, own = known_marks(), own_marks()
        differ = keys_that_differ(known, own)
        if differ and not instead:
            raise KeysDiffer(differ)
        model = _model()
        model.objects.filter(name__in=differ).delete()
        marked = {SECRET_KEY, AUDIT_KEY, BLIND_INDEX_KEY, *list(_privacy(own))[:1]}
        fresh = [name for name in own if name in marked and (name not in known or name in differ)]
        now = clock.now()
        model.objects.bulk_create(model(name=name, mark=own[name], noted_at=now) for name in fresh)
    _seen.clear()
    return fresh


def retire(used: Collection[str]) -> list[str]:
    """Forget the marks of the keys of personal data that no value is under any more; they may leave the settings."""
    current = list(_privacy(own_marks()))[:1]
    gone = [
        name
        for name in _privacy(known_marks())
        if name not in current and name.removeprefix(f"{PRIVACY_KEYS} ") not in used
    ]
    _model().objects.filter(name__in=gone).delete()
    return gone


def _privacy(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if name.startswith(f"{PRIVACY_KEYS} "))

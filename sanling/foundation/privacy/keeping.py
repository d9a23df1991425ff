"""Keeping the marks of the keys: once it is seen that they are the right ones."""

from django.db import models

from sanling.env import PRIVACY_KEYS
from sanling.foundation.keys.marks import KeysDiffer, known_marks, note
from sanling.foundation.privacy.rotation import encrypted_fields
from sanling.foundation.privacy.unreadable import Unreadable


def keep_marks() -> list[str]:
    """Keep the marks of keys that have none yet, and return their names.

    In a database that has no marks at all, one value of each encrypted column must be readable first. Raises
    `KeysDiffer`.
    """
    if not known_marks() and any(_is_unreadable(model, name) for model, name in encrypted_fields()):
        raise KeysDiffer([PRIVACY_KEYS])
    return note()


def _is_unreadable(model: type[models.Model], name: str) -> bool:
    values = model._base_manager.filter(**{f"{name}__isnull": False}).values_list(name, flat=True)  # noqa: SLF001
    return isinstance(values.first(), Unreadable)

"""What becomes of keys: marks of them once the data agrees, and going on with others where they were lost."""

from typing import Any

from django.core.management import call_command
from django.db import models, transaction

from sanling.env import AUDIT_KEY, BLIND_INDEX_KEY, PRIVACY_KEYS
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.given_up import GIVEN_UP, chain_end, is_ours
from sanling.foundation.audit.record import record
from sanling.foundation.audit.seal import seal_all
from sanling.foundation.keys.marks import differing, keep, note
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.privacy.rotation import encrypted_fields, indexed_fields
from sanling.foundation.privacy.unreadable import Unreadable


def keep_marks() -> list[str]:
    """Keep the marks of keys that have none yet, and return their names; the data must agree. Raises `KeysDiffer`."""
    return keep({AUDIT_KEY: is_ours, BLIND_INDEX_KEY: _finds, PRIVACY_KEYS: _reads})


def accept_loss(*, actor: Actor) -> list[str]:
    """Let the present keys stand for the data from now on, and return the names of those that are new.

    What was written under the lost ones stays as it is, unreadable. The act is recorded and sealed at once: where the
    audit's own key was lost, it tells verifying from where on there is something to verify.
    """
    # A database from before there were marks has no table for them.
    call_command("migrate", "keys", interactive=False, verbosity=0)
    with transaction.atomic():
        end = chain_end() if AUDIT_KEY in differing() or not is_ours() else {}
        replaced = note(instead=True)
        record(actor=actor, act=GIVEN_UP, subject="key:all", detail={"keys": replaced, **end})
    seal_all()
    return replaced


def _reads() -> bool:
    """Tell whether the oldest and the newest value of each encrypted column can be read."""
    return not any(
        isinstance(getattr(row, name), Unreadable)
        for model, name in encrypted_fields()
        for row in _ends(_kept(model, name).only("pk", name))
    )


def _finds() -> bool:
    """Tell whether the oldest and the newest value that can be read stand under the index that these keys give."""
    return all(
        bytes(getattr(row, f"{name}_index")) == blind_index(name, getattr(row, name))
        for model, name in indexed_fields()
        for row in _ends(_kept(model, f"{name}_index").only("pk", name, f"{name}_index"))
        if not isinstance(getattr(row, name), Unreadable)
    )


def _kept(model: type[models.Model], column: str) -> models.QuerySet[Any]:
    return model._base_manager.filter(**{f"{column}__isnull": False})  # noqa: SLF001 -- public by Django's documentation


def _ends(rows: models.QuerySet[Any]) -> list[Any]:
    ordered = rows.order_by("pk")
    return [row for row in (ordered.first(), ordered.last()) if row is not None]

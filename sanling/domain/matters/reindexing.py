"""Blind indexes of parties made anew: where there were none, and where they are under a key that was given up."""

from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from sanling.domain.matters.identity import indexes_of
from sanling.domain.matters.models.matter import INDEXES
from sanling.foundation.privacy.unreadable import Unreadable

BATCH = 1000
SAID = ("name", "phone", "citizen_number")


def index_parties(party: Any, *, using: str = "") -> int:
    """Let every party be found by what is said of it, batch by batch, and return how many were not.

    ``party`` is the model, as it is or as a migration knows it. What can't be read keeps the index that it has. Each
    batch is a transaction of its own, so that this can be stopped and run again.
    """
    alias = using or connection.alias
    rows = party._base_manager.using(alias)  # noqa: SLF001 -- public by Django's documentation
    said = rows.filter(Q(*((f"{name}__isnull", False) for name in SAID), _connector=Q.OR)).order_by("pk")
    count, last = 0, 0
    while True:
        with transaction.atomic(using=alias):
            locked = said.filter(pk__gt=last).select_for_update(of=("self",), no_key=True)
            batch = list(locked.only(*SAID, *INDEXES)[:BATCH])
            changed = [row for row in batch if _index(row)]
            rows.bulk_update(changed, INDEXES)
        count += len(changed)
        if len(batch) < BATCH:
            return count
        last = batch[-1].pk


def _index(party: Any) -> bool:
    """Give a party its indexes; tell whether it had others."""
    said = {name: getattr(party, name) for name in SAID}
    readable = {name: "" if isinstance(value, Unreadable) else value for name, value in said.items()}
    right = {
        name: index
        for name, index in indexes_of(**readable).items()
        if not isinstance(said[name.removesuffix("_index")], Unreadable)
    }
    had = {name: getattr(party, name) for name in right}
    for name, index in right.items():
        setattr(party, name, index)
    return any(bytes(had[name] or b"") != (index or b"") for name, index in right.items())

"""Moving stored values to the current key and algorithm."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.db import connection, models, transaction
from django.db.models.functions import Cast

from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.privacy.crypt import current_header
from sanling.foundation.privacy.fields import EncryptedTextField
from sanling.foundation.privacy.index import index_of
from sanling.foundation.privacy.keyring import current_key_id
from sanling.foundation.privacy.unreadable import Unreadable


def encrypted_fields(registry: Apps = apps) -> Iterator[tuple[type[models.Model], str]]:
    """Name every encrypted column of the installed apps."""
    for model in registry.get_models():
        for column in model._meta.local_concrete_fields:  # noqa: SLF001 -- public by Django's documentation
            if isinstance(column, EncryptedTextField):
                yield model, column.name


def indexed_fields(registry: Apps = apps) -> Iterator[tuple[type[models.Model], str]]:
    """Name every encrypted column that is found by the blind index beside it, whose kind is the column's name."""
    for model, name in encrypted_fields(registry):
        if any(column.name == f"{name}_index" for column in model._meta.local_concrete_fields):  # noqa: SLF001 -- as above
            yield model, name


def reindex(*, registry: Apps = apps, batch: int = 1000) -> int:
    """Let every row be found by what is said in it, under the present key; return how many were not."""
    found = {model: None for model, _name in indexed_fields(registry)}
    return sum(reindex_model(model, batch=batch) for model in found)


def reindex_model(model: type[models.Model], *, using: str = "", batch: int = 1000) -> int:
    """Do so with the rows of one model, as it is or as a migration knows it.

    What can't be read keeps the index that it has. Each batch is a transaction of its own, so that this can be stopped
    and run again.
    """
    alias = using or connection.alias
    names = [name for _model, name in indexed_fields(model._meta.apps) if _model is model]  # noqa: SLF001 -- as above
    indexes = [f"{name}_index" for name in names]
    rows = model._base_manager.using(alias)  # noqa: SLF001 -- as above
    said = rows.filter(models.Q(*((f"{name}__isnull", False) for name in names), _connector=models.Q.OR))
    count, last = 0, 0
    while True:
        with transaction.atomic(using=alias):
            later = said.filter(pk__gt=last).order_by("pk").select_for_update(of=("self",), no_key=True)
            found: list[Any] = list(later.only(*names, *indexes)[:batch])
            changed = [row for row in found if _index(row, names)]
            rows.bulk_update(changed, indexes)
        count += len(changed)
        if len(found) < batch:
            return count
        last = found[-1].pk


def _index(row: Any, names: Iterable[str]) -> bool:
    """Give a row its indexes; tell whether it had others."""
    had_others = False
    for name in names:
        value = getattr(row, name)
        if isinstance(value, Unreadable):
            continue
        had, right = bytes(getattr(row, f"{name}_index") or b""), index_of(name, value)
        setattr(row, f"{name}_index", right)
        had_others = had_others or had != (right or b"")
    return had_others


@dataclass(frozen=True)
class Lost:
    """A value that can't be read: its column ("matters.Party.name"), and the key of its row."""

    column: str
    row: int | str


@dataclass
class Rotated:
    """How many values were moved, and which could not be read and stay as they are."""

    values: int = 0
    lost: list[Lost] = field(default_factory=list)


def rotate(*, actor: Actor, batch: int = 500, registry: Apps = apps) -> Rotated:
    """Re-encrypt every value that isn't under the current key and algorithm.

    Each batch is a transaction of its own, so that rotation can be stopped and run again; afterwards the older keys
    may leave PRIVACY_KEYS, once backups that need them are gone too. What can't be read is named and left.
    """
    rotated = Rotated()
    for model, name in encrypted_fields(registry):
        _rotate_column(model, name, batch, rotated)
    detail = {"values": rotated.values, "lost": len(rotated.lost)}
    record(actor=actor, act="privacy.rotate", subject=f"key:{current_key_id()}", detail=detail)
    return rotated


def lost_values(registry: Apps = apps) -> Iterator[Lost]:
    """Yield every value that can't be read, with bounded memory; it reads them all."""
    for model, name in encrypted_fields(registry):
        for pk, value in _kept(model, name).values_list("pk", name).order_by("pk").iterator(chunk_size=2000):
            if isinstance(value, Unreadable):
                yield Lost(_column(model, name), pk)


def keys_in_use(registry: Apps = apps) -> set[str]:
    """Return the ids of the keys that values are under, as these say themselves; it reads them all."""
    used: set[str] = set()
    for model, name in encrypted_fields(registry):
        key_ids = _kept(model, name).annotate(
            _key_id=_bytes_of(name, "from 4 for get_byte(%(expressions)s, 2)")
        )
        used |= {bytes(key_id).decode() for key_id in key_ids.values_list("_key_id", flat=True).distinct()}
    return used


def _kept(model: type[models.Model], name: str) -> models.QuerySet[Any]:
    return model._base_manager.filter(**{f"{name}__isnull": False})  # noqa: SLF001 -- public by Django's documentation


def _column(model: type[models.Model], name: str) -> str:
    return f"{model._meta.label}.{name}"  # noqa: SLF001 -- public by Django's documentation


def _bytes_of(name: str, which: str) -> models.Func:
    column = Cast(name, models.BinaryField())
    return models.Func(
        column, template=f"substring(%(expressions)s {which})", output_field=models.BinaryField()
    )


def _rotate_column(model: type[models.Model], name: str, batch: int, rotated: Rotated) -> None:
    header = current_header()
    stale = (
        _kept(model, name)
        .annotate(_header=_bytes_of(name, f"from 1 for {len(header)}"))
        .exclude(_header=header)
        .order_by("pk")
        .only("pk", name)
    )
    last = None
    while True:
        with transaction.atomic():
            later = stale if last is None else stale.filter(pk__gt=last)
            rows: list[Any] = list(later.select_for_update(of=("self",))[:batch])
            lost = [row for row in rows if isinstance(getattr(row, name), Unreadable)]
            readable = [row for row in rows if row not in lost]
            model._base_manager.bulk_update(readable, [name])  # noqa: SLF001 -- as above
        rotated.values += len(readable)
        rotated.lost += [Lost(_column(model, name), row.pk) for row in lost]
        if len(rows) < batch:
            return
        last = rows[-1].pk

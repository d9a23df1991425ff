"""Moving stored values to the current key and algorithm."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.db import models, transaction
from django.db.models.functions import Cast

from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.privacy.crypt import current_header
from sanling.foundation.privacy.fields import EncryptedTextField
from sanling.foundation.privacy.keyring import current_key_id


def encrypted_fields(registry: Apps = apps) -> Iterator[tuple[type[models.Model], str]]:
    """Name every encrypted column of the installed apps."""
    for model in registry.get_models():
        for field in model._meta.local_concrete_fields:  # noqa: SLF001 -- public by Django's documentation
            if isinstance(field, EncryptedTextField):
                yield model, field.name


def rotate(*, actor: Actor, batch: int = 500, registry: Apps = apps) -> int:
    """Re-encrypt every value that isn't under the current key and algorithm; return how many were.

    Each batch is a transaction of its own, so that rotation can be stopped and run again; afterwards the older keys
    may leave PRIVACY_KEYS, once backups that need them are gone too.
    """
    done = sum(_rotate_column(model, name, batch) for model, name in encrypted_fields(registry))
    record(
        actor=actor,
        act="privacy.rotate",
        subject=f"key:{current_key_id()}",
        detail={"values": done},
    )
    return done


def _rotate_column(model: type[models.Model], name: str, batch: int) -> int:
    header = current_header()
    column: models.Func = models.Func(
        Cast(name, models.BinaryField()),
        template=f"substring(%(expressions)s from 1 for {len(header)})",
        output_field=models.BinaryField(),
    )
    manager = model._base_manager  # noqa: SLF001 -- public by Django's documentation
    stale = (
        manager.filter(**{f"{name}__isnull": False})
        .annotate(_header=column)
        .exclude(_header=header)
        .order_by("pk")
        .only("pk", name)
    )
    done, last = 0, None
    while True:
        with transaction.atomic():
            later = stale if last is None else stale.filter(pk__gt=last)
            rows: list[Any] = list(later.select_for_update(of=("self",))[:batch])
            manager.bulk_update(rows, [name])
        done += len(rows)
        if len(rows) < batch:
            return done
        last = rows[-1].pk

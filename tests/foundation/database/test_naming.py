"""A row that any model of any room names is never taken for one that nobody names."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import CheckConstraint, Model, UUIDField

from sanling.foundation import clock
from sanling.foundation.database.naming import relations_to, unnamed
from sanling.foundation.files.models import StoredFile


def stored() -> StoredFile:
    return StoredFile.objects.create(
        sha256="0" * 64,
        size=1,
        media_type="text/plain",
        name="a.txt",
        created_at=clock.now(),
        created_by="test",
    )


def keys_to_files() -> list[tuple[type[Model], str]]:
    """Return every foreign key of the installed models that leads to stored files, by looking at them all."""
    return [
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.model is StoredFile
    ]


def test_each_key_to_a_stored_file_is_known_however_hidden() -> None:
    known = {(relation.field.model, relation.field.name) for relation in relations_to(StoredFile)}
    assert known == set(keys_to_files())
    assert known


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "key"), keys_to_files(), ids=str)
def test_a_file_that_a_row_of_any_model_names_is_kept(model: Any, key: str) -> None:
    named, loose = stored(), stored()
    fields = model._meta.local_concrete_fields
    with connection.cursor() as cursor:
        # Only the key is of interest here: what else a row must have, and the rows it would need beside it, are let be.
        cursor.execute("SET session_replication_role = replica")
        for check in model._meta.constraints:
            if isinstance(check, CheckConstraint):
                cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT "{check.name}"')
        for field in fields:
            if not field.null and not field.primary_key:
                cursor.execute(
                    f'ALTER TABLE "{model._meta.db_table}" ALTER COLUMN "{field.column}" DROP NOT NULL'
                )
            if isinstance(field, UUIDField) and field.primary_key:
                cursor.execute(
                    f'ALTER TABLE "{model._meta.db_table}" ALTER COLUMN "{field.column}" SET DEFAULT gen_random_uuid()'
                )
        column = next(field.column for field in fields if field.name == key)
        cursor.execute(f'INSERT INTO "{model._meta.db_table}" ("{column}") VALUES (%s)', [named.pk])
        cursor.execute("SET session_replication_role = origin")
    assert set(unnamed(StoredFile.objects.all())) == {loose}

"""An encrypted column reads as text, is stored as ciphertext, and follows the current key."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps
from pytest_django import Settings

from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.privacy.fields import EncryptedTextField
from sanling.foundation.privacy.rotation import rotate

FIRST, SECOND = b"1" * 32, b"2" * 32
TIMER = SystemActor("timer")


@pytest.fixture
def secrets(settings: Settings, db: None) -> Iterator[Any]:
    """Make a table with an encrypted column, for this test alone."""
    settings.PRIVACY_KEYS = {"first": FIRST}
    with isolate_apps("sanling.foundation.audit") as registry:

        class Secret(models.Model):
            text = EncryptedTextField(null=True)

            class Meta:
                app_label = "audit"

        with connection.schema_editor() as editor:
            editor.create_model(Secret)
        Secret.registry = registry  # type: ignore[attr-defined]
        yield Secret


def stored(model: Any) -> list[bytes | None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {model._meta.db_table} ORDER BY id")
        return [None if value is None else bytes(value) for (value,) in cursor.fetchall()]


def test_text_comes_back_and_is_not_stored_in_the_clear(secrets: Any) -> None:
    for text in ("张三", "", None):
        secrets.objects.create(text=text)
    assert list(secrets.objects.order_by("id").values_list("text", flat=True)) == ["张三", "", None]
    first, second, third = stored(secrets)
    assert first is not None
    assert "张三".encode() not in first
    assert second
    assert third is None


def test_an_update_is_encrypted_too(secrets: Any) -> None:
    row = secrets.objects.create(text="张三")
    secrets.objects.filter(pk=row.pk).update(text="李四")
    row.refresh_from_db()
    assert row.text == "李四"


def test_it_can_be_asked_for_null_only(secrets: Any) -> None:
    secrets.objects.create(text=None)
    assert secrets.objects.filter(text__isnull=True).count() == 1
    for lookup in ("text", "text__contains", "text__in"):
        with pytest.raises(FieldError, match="blind index"):
            secrets.objects.filter(**{lookup: "张三"})


def test_rotation_moves_every_value_to_the_current_key(secrets: Any, settings: Settings) -> None:
    secrets.objects.bulk_create(secrets(text=f"text {n}" if n % 4 else None) for n in range(9))
    settings.PRIVACY_KEYS = {"second": SECOND, "first": FIRST}
    secrets.objects.create(text="already current")

    assert rotate(actor=TIMER, batch=2, registry=secrets.registry).values == 6
    assert rotate(actor=TIMER, batch=2, registry=secrets.registry).values == 0
    assert AuditRow.objects.filter(act="privacy.rotate", subject="key:second").count() == 2

    settings.PRIVACY_KEYS = {"second": SECOND}
    assert secrets.objects.order_by("id").values_list("text", flat=True)[1] == "text 1"
    assert secrets.objects.filter(text__isnull=True).count() == 3


def test_rotation_changes_the_algorithm_too(secrets: Any, settings: Settings) -> None:
    secrets.objects.create(text="张三")
    settings.PRIVACY_CIPHER = "sm4-gcm"
    assert rotate(actor=TIMER, registry=secrets.registry).values == 1
    assert secrets.objects.get().text == "张三"

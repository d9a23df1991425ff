"""Rows of before, of parties here, are found by what is said of them, also under another key of blind indexes."""

import secrets
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import Settings

from sanling.domain.matters.models import Party
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.privacy.rotation import reindex, reindex_model
from tests.domain.matters.helpers import PHONE, registered

pytestmark = pytest.mark.django_db
FILL = import_module("sanling.domain.matters.migrations.0016_names_under_an_index")


@pytest.fixture
def five(workflows: None) -> list[Party]:
    """Five parties."""
    return [Party.objects.get(matter=registered().matter) for _nth in range(5)]


def test_names_of_before_are_indexed_batch_by_batch(five: list[Party]) -> None:
    Party.objects.update(name_index=None)
    FILL.fill(apps, connection.schema_editor())
    index = blind_index("name", "王小明")
    assert [bytes(party.name_index or b"") for party in Party.objects.all()] == [index] * 5
    assert reindex_model(Party, batch=2) == 0


def test_after_another_key_all_that_can_be_read_is_found_again(five: list[Party], settings: Settings) -> None:
    lost = five[0]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE matters_party SET name = '\\x00' WHERE id = %s", [lost.pk])
    settings.BLIND_INDEX_KEY = secrets.token_bytes(32)
    assert reindex(batch=2) == 5
    assert Party.objects.filter(phone_index=blind_index("phone", PHONE)).count() == 5
    assert Party.objects.filter(name_index=blind_index("name", "王小明")).count() == 4
    # What can't be read keeps the index that it had.
    lost.refresh_from_db()
    assert lost.name_index is not None
    assert reindex(batch=2) == 0

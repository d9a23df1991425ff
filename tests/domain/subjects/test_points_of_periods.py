"""Points that were kept before they had a history are of the lasting period."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from sanling.domain.subjects.models import Period
from sanling.foundation.days import today
from tests.city import SIDE, SOUTH, WEST, City
from tests.domain.subjects.helpers import code_of, put, said

pytestmark = pytest.mark.django_db


def test_the_migration_gives_the_lasting_period_the_point_and_no_other(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    migration = import_module("sanling.domain.subjects.migrations.0003_points_of_periods")
    monkeypatch.setattr(migration, "BATCH", 2)
    west = WEST + SIDE / 2
    for nth in range(5):
        put(said(code_of(nth), lon=west, lat=SOUTH + SIDE / 2), on=today() - timedelta(days=2))
        put(said(code_of(nth), name="改名小学"))
    Period.objects.update(lon=None, lat=None)
    for _again in range(2):
        migration.copy(apps, connection.schema_editor())
    assert set(Period.objects.filter(ends_on=None).values_list("lon", flat=True)) == {west}
    assert set(Period.objects.exclude(ends_on=None).values_list("lon", flat=True)) == {None}

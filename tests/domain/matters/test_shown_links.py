"""Links that staff were shown before links were told apart become such that only show progress."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from sanling.domain.matters.holders import by_token
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation.privacy.tokens import digest
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db


def test_the_migration_marks_what_staff_registered_and_nothing_else(
    cast: dict[str, Player], workflows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    migration = import_module("sanling.domain.matters.migrations.0005_shown_links")
    monkeypatch.setattr(migration, "BATCH", 2)
    made = [registered() for _nth in range(6)]
    for registration in made[:5]:
        Matter.objects.filter(pk=registration.matter.pk).update(registered_by=cast["intake_officer"].post)
    for _again in range(2):
        migration.mark(apps, connection.schema_editor())
    held = [by_token(registration.token) for registration in made]
    assert [link and link.actor.acts for link in held] == [False] * 5 + [True]
    assert not Matter.objects.filter(
        link_digest__in=[digest(registration.token) for registration in made[:5]]
    ).exists()

"""The demonstration city, from a small profile."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from pytest_django import Settings

from sanling.domain.matters.models import Matter
from sanling.domain.territory.models import CodePoint
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice, Outbox
from sanling.foundation.profile.registry import installed_profiles, profile_by_code
from sanling.processes.simulation.cast import players
from sanling.processes.simulation.demo import load_demo
from tests.city import VILLAGE, divisions_csv
from tests.processes.simulation.conftest import UNTIL

SCALE = 0.04


def one_village_a_township(csv: str) -> str:
    """Return the file of divisions without all villages but the first of each township, and those of the tests."""
    wanted = set(divisions_csv().decode().splitlines())
    townships: set[str] = set()
    kept = []
    for line in csv.splitlines():
        code, village = line.partition(",")[0], line.endswith(",village")
        if not village or code[:9] not in townships or line in wanted:
            kept.append(line)
        if village:
            townships.add(code[:9])
    return "\n".join(kept) + "\n"


@pytest.fixture
def small(tmp_path: Path, settings: Settings) -> Iterator[None]:
    """Zhengzhou's profile with few villages."""
    shutil.copytree(profile_by_code("zhengzhou").folder.parent, tmp_path, dirs_exist_ok=True)
    divisions = tmp_path / "zhengzhou" / "divisions.csv"
    divisions.write_text(one_village_a_township(divisions.read_text(encoding="utf-8")), encoding="utf-8")
    settings.PROFILES_ROOT = tmp_path
    installed_profiles.cache_clear()
    yield
    installed_profiles.cache_clear()


def tables() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("small")
def test_it_is_loaded_once() -> None:
    said: list[str] = []
    with clock.turned(to=UNTIL):
        load_demo("zhengzhou", said.append, scale=SCALE)
        loaded = tables()
        assert said
        said.clear()
        load_demo("zhengzhou", said.append, scale=SCALE)
        assert tables() == loaded
        assert not said
        cast = players(profile_by_code("zhengzhou"))
        assert Notice.objects.filter(recipient=cast["intake_officer"].viewer.key, read_at=None).exists()
    assert Matter.objects.count() > 100
    assert not Outbox.objects.exists()
    assert CodePoint.objects.get(code="ZZ-HYL-0001").division_id == VILLAGE

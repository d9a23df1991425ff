"""The demonstration city, from a small profile."""

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Count
from pytest_django import Settings

from sanling.domain.matters.changes import RECOUNTED
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.queries import inbox_counts
from sanling.domain.mediation.models import JudicialConfirmation
from sanling.domain.people.cast import players
from sanling.domain.people.config import CastPart
from sanling.domain.territory.models import CodePoint
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice, Outbox
from sanling.foundation.delivery.outbox import in_bulk
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import forget_profiles, profile_by_code
from sanling.processes.reactions import react_in_bulk
from sanling.processes.simulation.config import SimulationPart
from sanling.processes.simulation.demo import load_demo
from sanling.processes.suggestions.learning import KINDS, folder_of
from sanling.processes.suggestions.model import load
from sanling.settings import PACKAGE
from tests.city import VILLAGE
from tests.processes.simulation.conftest import UNTIL

SCALE = 0.04


# The first poster of each city's cast, and the village where it hangs.
CITIES = {
    "zhengzhou": ("ZZ-HYL-0001", VILLAGE),
    "xuchang": ("XC-XDJ-0001", "411002001001"),
    "changzhi": ("CZ-DJJ-0001", "140403001001"),
    "shenyang": ("SY-XHJ-0001", "210102002001"),
}


def one_village_a_township(csv: str, wanted: Collection[str]) -> str:
    """Return the file of divisions without all villages but the first of each township, and those of the cast."""
    townships: set[str] = set()
    kept = []
    for line in csv.splitlines():
        code, village = line.partition(",")[0], line.endswith(",village")
        if not village or code[:9] not in townships or code in wanted:
            kept.append(line)
        if village:
            townships.add(code[:9])
    return "\n".join(kept) + "\n"


@pytest.fixture(params=CITIES)
def small(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    settings: Settings,
) -> Iterator[Profile]:
    """Return the profile of a city with few villages."""
    shutil.copytree(PACKAGE / "profiles", tmp_path, dirs_exist_ok=True)
    divisions = tmp_path / request.param / "divisions.csv"
    cast: CastPart = profile_by_code(request.param).part("cast")
    few = one_village_a_township(divisions.read_text(encoding="utf-8"), cast.places.values())
    divisions.write_text(few, encoding="utf-8")
    # Of the whole city.
    (tmp_path / request.param / "demonstration.toml").unlink(missing_ok=True)
    settings.PROFILES_ROOT = tmp_path
    settings.SUGGESTIONS_ROOT = tmp_path_factory.mktemp("suggestions")
    forget_profiles()
    yield profile_by_code(request.param)
    forget_profiles()


def tables() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed
    }


@pytest.mark.django_db
def test_it_is_loaded_once(small: Profile) -> None:
    said: list[str] = []
    with clock.turned(to=UNTIL):
        load_demo(small.code, said.append, scale=SCALE)
        loaded = tables()
        assert said
        said.clear()
        load_demo(small.code, said.append, scale=SCALE)
        assert tables() == loaded
        assert not said
        cast = players(small)
        part: SimulationPart = small.part("simulation")
        for scene in part.scenes:
            assert inbox_counts(cast[scene.who].viewer, UNTIL)[scene.heap] >= scene.count, scene.code
        assert Notice.objects.filter(recipient=cast["intake_officer"].viewer.key, read_at=None).exists()
    assert Matter.objects.filter(city=small.city, number__startswith=small.letters).count() > 100
    # What was staged is told once.
    told = Entry.objects.filter(code="court_told").values("matter", "params__stage")
    assert told.exists() == JudicialConfirmation.objects.exists()
    assert not told.annotate(times=Count("pk")).filter(times__gt=1).exists()
    # Figures are counted by the worker, from the first minute on.
    assert set(Outbox.objects.values_list("topic", flat=True)) == {in_bulk(RECOUNTED)}
    while react_in_bulk():
        pass
    assert not Outbox.objects.exists()
    # Whoever writes something down in it reads suggestions at once, not from the next morning on.
    assert load(folder_of(small.city), KINDS)
    code, village = CITIES[small.code]
    assert CodePoint.objects.get(code=code).division_id == village

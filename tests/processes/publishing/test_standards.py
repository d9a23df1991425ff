"""What the folder says otherwise of a standard is tried, and does what was foretold once it is published."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured

from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Judged, Standard
from sanling.domain.recognition.months import months_back
from sanling.foundation.profile.registry import profiles_in
from sanling.foundation.profile.source import ProfileError
from sanling.processes.publishing.standards import standard_in_folder, try_standard
from tests.city import CITY, TEST, City
from tests.domain.incidents.helpers import accident, record, visit
from tests.domain.subjects.helpers import HOSPITAL, put, said

pytestmark = pytest.mark.django_db
MONTH = months_back(2)[1]


@pytest.fixture
def folder(city: City, settings: Any, tmp_path: Path, workflows: None) -> Path:
    """Give the standard of a folder of its own, of a city with a broken zero."""
    publish_standard(actor=TEST, profile=city.profile)
    made, _hospital = put(said(), said(HOSPITAL, "hospital", name="医院"), on=date(2026, 1, 1))
    of = {"answers_id": made.subject.pk, "happened_on": MONTH}
    record(accident(**of), visit(**of, skips_levels=True, upheld=True))
    evaluate(city=CITY, month=MONTH)
    shutil.copytree(settings.PROFILES_ROOT, tmp_path / "profiles")
    settings.PROFILES_ROOT = tmp_path / "profiles"
    return tmp_path / "profiles/zhengzhou/standard.toml"


def test_publishing_does_what_was_foretold(cast: dict[str, Player], folder: Path) -> None:
    in_force = Standard.objects.get()
    assert standard_in_folder(CITY, in_force) is None
    folder.write_text("[rules.casualties.when]\ncasualties = { at_least = 9 }\n")
    pending = standard_in_folder(CITY, in_force)
    assert pending is not None
    told = try_standard(cast["city_peace_officer"].viewer, pending)
    assert (told.month.first, len(told.moved), len(told.warnings)) == (MONTH, 1, 1)
    before = dict(Judged.objects.filter(month=MONTH).values_list("subject", "colour"))
    publish_standard(actor=TEST, profile=profiles_in(Path(configured.PROFILES_ROOT)).of_code("zhengzhou"))
    evaluate(city=CITY, month=MONTH)
    after = dict(Judged.objects.filter(month=MONTH).values_list("subject", "colour"))
    moved = {subject.pk: (move.before, move.after) for subject, move in told.moved}
    assert {pk: (before[pk], after[pk]) for pk in after if before[pk] != after[pk]} == moved


def test_told_is_of_the_subjects_that_somebody_sees(cast: dict[str, Player], folder: Path) -> None:
    folder.write_text("[rules.casualties.when]\ncasualties = { at_least = 9 }\n")
    pending = standard_in_folder(CITY, Standard.objects.get())
    assert pending is not None
    told = try_standard(cast["sibling_township_intake"].viewer, pending)
    assert (told.moved, told.warnings) == ([], [])


def test_a_folder_with_mistakes_is_not_tried(folder: Path) -> None:
    folder.write_text("nonsense = 1")
    with pytest.raises(ProfileError):
        standard_in_folder(CITY, Standard.objects.get())

"""The demonstration shows a year before the system as it was printed, from rows: as many subjects, and titles."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sanling.domain.indicators.models import Tally
from sanling.domain.recognition.demonstration_config import DemonstrationPart
from sanling.domain.recognition.earlier_staging import stage_earlier
from sanling.domain.recognition.models import Title
from sanling.domain.subjects.models import Charge, Subject
from sanling.domain.subjects.staging import stage as stage_subjects
from sanling.foundation.profile.registry import profile_by_code
from tests.profiles import working_by
from tests.profiles_of_cities import small_city

pytestmark = pytest.mark.django_db
PART = DemonstrationPart.model_validate(
    {
        "document": "演示",
        "populations": [
            {"types": ["village", "community"], "subjects": 30},
            {"types": ["religious_site"], "subjects": 12},
            {"types": ["public_institution", "school", "hospital", "kindergarten"], "subjects": 150},
            {"types": ["company", "market", "outlet"], "subjects": 250},
        ],
        "outcomes": [
            {"group": "places", "recognised": 20, "kept": {"petitions": 24}},
            {"group": "religious_sites", "recognised": 12},
        ],
    }
)


@pytest.fixture
def year(settings: Any, tmp_path: Any) -> int:
    """Stage a small Changzhi, and return the year that it shows."""
    settings.FILES_ROOT = tmp_path
    small_city("changzhi")
    profile = profile_by_code("changzhi")
    changed = replace(profile, parts={**profile.parts, "demonstration": PART}, made={})
    with working_by(changed):
        stage_subjects(profile=changed, posts={}, village="140403001001")
        stage_earlier(changed)
    return Title.objects.values_list("year", flat=True).distinct().get()


def summed(year: int, group: str, measure: str, zero: str = "") -> int:
    rows = Tally.objects.filter(
        stock="titles", period=date(year, 1, 1), level=6, group=group, measure=measure, zero=zero
    )
    return sum(rows.values_list("count", flat=True))


def test_as_many_are_there_and_recognised_as_were_printed(year: int) -> None:
    assert (summed(year, "places", "subjects"), summed(year, "places", "recognised")) == (30, 20)
    assert summed(year, "places", "recognised", "petitions") == 24
    assert summed(year, "religious_sites", "subjects") == summed(year, "religious_sites", "recognised") == 12
    for population in PART.populations:
        there = Tally.objects.filter(stock="titles", level=6, measure="subjects", type__in=population.types)
        assert sum(there.values_list("count", flat=True)) == population.subjects
    assert not Title.objects.exclude(recognition=None, taken_over_from="演示").exists()


def test_villages_beyond_the_divisions_say_that_they_are_invented_and_have_been_merged_since(
    year: int,
) -> None:
    merged = Subject.objects.filter(group="places", status="merged")
    assert merged.exists()
    for place in merged:
        assert "虚构" in place.name
        assert place.into is not None
    assert not Subject.objects.filter(group="places", status="active", name__contains="虚构").exists()


def test_somebody_is_in_charge_of_each_institution_that_is_added(year: int) -> None:
    institutions = Subject.objects.exclude(group="places").filter(ends_on=None)
    assert institutions.count() > 300
    lasting = Charge.objects.filter(ends_on=None, subject__in=institutions)
    assert {*lasting.filter(duty="lead").values_list("subject", flat=True)} == {
        *institutions.values_list("pk", flat=True)
    }
    assert all(phone.startswith("+86154") for phone in lasting.values_list("phone", flat=True))

"""Invented matters have a few drawn pictures, stored once for each city."""

from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.store import open_file
from sanling.processes.simulation.pictures import HEIGHT, WIDTH, demonstration_pictures
from tests.city import CITY, TEST

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_root(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT, settings.FILES_RESERVE_BYTES = tmp_path / "files", 0


def test_they_are_pictures_that_differ_and_are_stored_the_first_time_only() -> None:
    first = demonstration_pictures(city=CITY, actor=TEST)
    assert len({file.sha256 for file in first}) == len(first) > 1
    again = demonstration_pictures(city=CITY, actor=TEST)
    assert [file.pk for file in again] == [file.pk for file in first]
    assert StoredFile.objects.count() == len(first)
    with open_file(first[0]) as data:
        image = Image.open(data)
        assert (image.size, image.format) == ((WIDTH, HEIGHT), "JPEG")


def test_another_city_has_its_own() -> None:
    ours, theirs = (demonstration_pictures(city=city, actor=TEST) for city in (CITY, "4110"))
    assert {file.city for file in theirs} == {"4110"}
    assert not {file.pk for file in ours} & {file.pk for file in theirs}

"""A place is a division of the matter's city that is there today, by its path."""

from datetime import date
from typing import Any

import pytest

from sanling.domain.territory.models import Division
from tests.city import COUNTY, SIBLING_VILLAGE, VILLAGE, City
from tests.domain.matters.field_types.reading import ODD, asking, is_refused, read

pytestmark = pytest.mark.django_db


def test_any_division_of_the_city_is_read_by_its_path(city: City) -> None:
    for path in (VILLAGE, SIBLING_VILLAGE, COUNTY, "4101"):
        assert read(path, asking("division")).pk == path


def test_what_lies_outside_the_city_is_no_place_of_it(city: City) -> None:
    assert Division.objects.filter(pk="41").exists()
    assert is_refused("41", asking("division"))


def test_a_division_that_has_ended_is_none(city: City) -> None:
    Division.objects.filter(pk=SIBLING_VILLAGE).update(valid_until=date(2026, 1, 1))
    assert is_refused(SIBLING_VILLAGE, asking("division"))


@pytest.mark.parametrize("raw", [*ODD, None, "", "410105%", f"{VILLAGE} ", True], ids=repr)
def test_anything_else_is_refused_in_words(city: City, raw: Any) -> None:
    assert is_refused(raw, asking("division"))

"""What comes from a place is taken in by the nearest unit that does so there, and never by whom it is about."""

from datetime import date

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.intake import intake_unit
from sanling.domain.people.models import Unit
from tests.city import COUNTY, SIBLING_TOWNSHIP, TOWNSHIP, VILLAGE, City

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("place", "at"),
    [
        (f"{VILLAGE}001", TOWNSHIP),
        (VILLAGE, TOWNSHIP),
        (TOWNSHIP, TOWNSHIP),
        (COUNTY, COUNTY),
        ("4101", "4101"),
        ("410105001003", SIBLING_TOWNSHIP),
    ],
)
def test_the_nearest_centre_takes_in(city: City, place: str, at: str) -> None:
    assert intake_unit(place) == city.centre(at)


def test_one_that_is_barred_is_passed_over_upwards(city: City) -> None:
    street, county = city.centre(TOWNSHIP), city.centre(COUNTY)
    assert intake_unit(VILLAGE, barred=[street.pk]) == county
    assert intake_unit(VILLAGE, barred={street.pk, county.pk, None}) == city.centre("4101")


def test_one_that_has_ended_takes_nothing_in(city: City) -> None:
    Unit.objects.filter(pk=city.centre(TOWNSHIP).pk).update(ends_on=date(2026, 1, 1))
    assert intake_unit(VILLAGE) == city.centre(COUNTY)


def test_where_nobody_takes_in_it_is_said_beside_the_place(city: City) -> None:
    every = [city.centre(path).pk for path in (TOWNSHIP, COUNTY, "4101")]
    with pytest.raises(Invalid) as refused:
        intake_unit(VILLAGE, barred=every)
    assert list(refused.value.errors) == ["division"]

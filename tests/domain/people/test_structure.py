"""Where units differ from their templates is told, thing by thing."""

import pytest

from sanling.domain.people.actions.add_units import NewUnit, add_units
from sanling.domain.people.actions.set_up_units import set_up_units
from sanling.domain.people.models import Unit
from sanling.domain.people.structure import differing
from sanling.domain.territory.models import Division
from sanling.foundation.days import today
from tests.city import CITY, COUNTY, TEST, TOWNSHIP, City

pytestmark = pytest.mark.django_db


def found(city: City) -> set[tuple[str, str]]:
    return {(difference.unit.code, difference.what) for difference in differing(city.profile)}


def test_a_city_that_was_just_set_up_differs_in_nothing(city: City) -> None:
    assert found(city) == set()


def test_each_thing_that_was_changed_is_told(city: City) -> None:
    centre = city.centre(COUNTY)
    centre.name, centre.lines, centre.parent = "金水区治理中心", ["petition"], None
    centre.save()
    assert found(city) == {(centre.code, what) for what in ("name", "lines", "parent_id")}


def test_units_of_a_renamed_division_are_told_and_units_of_ones_own_are_not(city: City) -> None:
    Division.objects.filter(pk=TOWNSHIP).update(name="新花园路街道")
    new = NewUnit(name="金水区图书馆", kind="sector_department", division=COUNTY)
    add_units(actor=TEST, new=[new], begins_on=today())
    told = found(city)
    assert told
    assert all(code.endswith(TOWNSHIP) and what in ("name", "name_en") for code, what in told)


def test_a_unit_without_a_template_is_told(city: City) -> None:
    Unit.objects.filter(pk=city.centre(COUNTY).pk).update(code=f"moon_base-{COUNTY}")
    assert (f"moon_base-{COUNTY}", "template") in found(city)


def test_a_unit_that_ended_is_neither_told_nor_made_again(city: City) -> None:
    Unit.objects.filter(pk=city.unit(f"police-{CITY}").pk).update(ends_on=today())
    assert not any(code == f"police-{CITY}" for code, _what in found(city))
    assert set_up_units(actor=TEST, profile=city.profile, begins_on=today()) == 0

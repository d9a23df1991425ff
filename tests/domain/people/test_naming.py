"""Units, roles and kinds are found by what offices call them."""

import pytest

from sanling.domain.people.models import Unit
from sanling.domain.people.naming import UnitBook, kinds_called, own_code, roles_called
from tests.city import CITY, COUNTY, City

pytestmark = pytest.mark.django_db


def test_a_unit_is_found_by_code_by_name_and_by_where_it_stands(city: City) -> None:
    book, centre = UnitBook(CITY), city.centre(COUNTY)
    assert book.find(centre.code.upper()).pk == book.find(f" {centre.name} ").pk == centre.pk
    with pytest.raises(ValueError):
        book.find("火星站")


def test_units_of_one_name_are_told_apart_by_their_place(city: City) -> None:
    for unit in Unit.objects.filter(code__startswith="governance_centre-"):
        unit.name = "综治中心"
        unit.save()
    book = UnitBook(CITY)
    with pytest.raises(ValueError):
        book.find("综治中心")
    assert book.find("综治中心", at=COUNTY).pk == city.centre(COUNTY).pk


def test_a_code_of_ones_own_is_made_of_initials_and_counts_on() -> None:
    first = own_code("金水区图书馆", "410105", [])
    assert first == "own_jsqtsg-410105"
    assert own_code("金水区图书馆", "410105", [first]) == "own_jsqtsg1-410105"


def test_roles_and_kinds_are_found_by_their_names_in_any_width(city: City) -> None:
    part = city.profile.part("people")
    assert roles_called(part)["网格员"].code == "grid_worker"
    assert kinds_called(part)["派出所"].code == "police_station"

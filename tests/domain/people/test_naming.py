"""Units, roles and kinds are found by what offices call them."""

import pytest

from sanling.domain.people.models import Unit
from sanling.domain.people.naming import UnitBook, kinds_called, own_code, roles_called
from tests.city import CITY, COUNTY, TOWNSHIP, VILLAGE, City

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


def test_a_unit_of_a_village_is_told_from_others_of_its_name_by_the_township_that_a_list_names(
    city: City,
) -> None:
    committees = Unit.objects.filter(kind="village_committee", division__in=(VILLAGE, "410104003001"))
    for units, name in (
        (committees, "马家村委会"),
        (Unit.objects.filter(kind="governance_centre"), "综治中心"),
    ):
        for unit in units:
            unit.name = name
            unit.save()
    book = UnitBook(CITY)
    here = Unit.objects.get(kind="village_committee", division=VILLAGE)
    assert book.near("马家村委会", TOWNSHIP).pk == here.pk
    assert book.near("综治中心", TOWNSHIP).pk == city.centre(TOWNSHIP).pk
    assert book.near("综治中心", f"{VILLAGE}001").pk == city.centre(TOWNSHIP).pk
    for place in (CITY, ""):
        with pytest.raises(ValueError):
            book.near("马家村委会", place)


def test_a_code_of_ones_own_is_made_of_initials_and_counts_on() -> None:
    first = own_code("金水区图书馆", "410105", [])
    assert first == "own_jsqtsg-410105"
    assert own_code("金水区图书馆", "410105", [first]) == "own_jsqtsg1-410105"


def test_roles_and_kinds_are_found_by_their_names_in_any_width(city: City) -> None:
    part = city.profile.part("people")
    assert roles_called(part)["网格员"].code == "grid_worker"
    assert kinds_called(part)["派出所"].code == "police_station"

"""Unit, role and jurisdiction are found by what a list says, from memory."""

import pytest

from sanling.domain.people.imports.workplaces import Workplaces
from sanling.foundation.tables.frame import Row
from tests.city import COUNTY, TOWNSHIP, VILLAGE, City

pytestmark = pytest.mark.django_db


def said(**values: str) -> Row:
    return Row(2, [], values)


def test_a_unit_of_a_name_that_many_have_is_the_one_of_the_place(city: City) -> None:
    places = Workplaces(city.profile)
    centre = city.centre(TOWNSHIP)
    found = places.find(said(unit=centre.name, role="受理员", county="金水区", township="花园路街道"))
    assert found is not None
    assert (found.unit.pk, found.paths) == (centre.pk, [])


def test_without_a_unit_the_only_one_with_such_posts_is_meant(city: City) -> None:
    found = Workplaces(city.profile).find(said(role="网格员", division=VILLAGE))
    assert found is not None
    assert found.unit.code == f"village_committee-{VILLAGE}"


def test_a_place_below_the_unit_is_what_the_post_answers_for(city: City) -> None:
    unit = city.centre(TOWNSHIP)
    found = Workplaces(city.profile).find(said(unit=unit.code, role="网格员", division=VILLAGE))
    assert found is not None
    assert found.paths == [VILLAGE]


@pytest.mark.parametrize("grids", ["中原区", "第九网格", COUNTY])
def test_a_jurisdiction_outside_the_units_own_is_refused(city: City, grids: str) -> None:
    row = said(unit=city.centre(TOWNSHIP).code, role="网格员", grids=grids)
    assert Workplaces(city.profile).find(row) is None
    assert row.faults


def test_who_left_by_a_note_beside_the_role_is_given_no_post(city: City) -> None:
    row = said(unit=city.centre(TOWNSHIP).code, role="网格员（已离职）")
    assert Workplaces(city.profile).find(row) is None
    assert [fault.value for fault in row.faults] == ["网格员（已离职）"]
    assert Workplaces(city.profile).find(said(unit=city.centre(TOWNSHIP).code, role="网格员（专职）"))

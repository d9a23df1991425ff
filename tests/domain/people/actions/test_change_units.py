"""A unit's name, phone and parent change with what was before kept in the trail."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.people.actions.change_units import change_units
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from tests.city import CITY, COUNTY, SIBLING_COUNTY, TEST, TOWNSHIP, City

pytestmark = pytest.mark.django_db


def test_a_change_is_noted_with_what_was_before_and_none_is_not(city: City) -> None:
    centre = city.centre(COUNTY)
    assert change_units(actor=TEST, changes={centre.pk: {"name": centre.name}}) == []
    assert change_units(actor=TEST, changes={centre.pk: {"name": "金水区治理中心"}})
    assert AuditRow.objects.get(act="unit.change").detail == {"name": [centre.name, "金水区治理中心"]}


@pytest.mark.parametrize("parent", [COUNTY, TOWNSHIP, SIBLING_COUNTY])
def test_a_unit_hands_up_neither_to_itself_nor_below_nor_elsewhere(city: City, parent: str) -> None:
    centre, above = city.centre(COUNTY), city.centre(parent)
    with pytest.raises(ValidationError):
        change_units(actor=TEST, changes={centre.pk: {"parent_id": above.pk}})


def test_two_units_of_a_place_have_two_names(city: City) -> None:
    centre = city.centre(COUNTY)
    other = city.unit(f"government-{COUNTY}")
    with pytest.raises(ValidationError):
        change_units(actor=TEST, changes={centre.pk: {"name": other.name}})


def test_only_who_keeps_units_changes_them(city: City, cast: dict[str, Player]) -> None:
    viewer = cast["centre_director"].viewer
    with pytest.raises(PermissionDenied):
        change_units(actor=viewer, changes={city.centre(CITY).pk: {"phone": "12345"}})


def test_a_name_of_another_in_another_width_or_given_to_two_at_once_is_refused(city: City) -> None:
    centre, other = city.centre(COUNTY), city.unit(f"government-{COUNTY}")
    for changes in (
        {centre.pk: {"name": f" {other.name[:2]}\u3000{other.name[2:]}"}},
        {centre.pk: {"name": "同名"}, other.pk: {"name": "同 名"}},
    ):
        with pytest.raises(ValidationError):
            change_units(actor=TEST, changes=changes)
    assert change_units(
        actor=TEST, changes={centre.pk: {"name": other.name}, other.pk: {"name": centre.name}}
    )

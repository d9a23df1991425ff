"""Units are added where their kind stands, with an audit row each, by who keeps units there."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.people.actions.add_units import NewUnit, add_units
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import today
from tests.city import COUNTY, TEST, VILLAGE, City

pytestmark = pytest.mark.django_db
LIBRARY = NewUnit(name="金水区图书馆", kind="sector_department", division=COUNTY)


def test_a_unit_gets_a_code_and_the_usual_unit_above(city: City) -> None:
    (unit,) = add_units(actor=TEST, new=[LIBRARY], begins_on=today())
    assert unit.code == "own_jsqtsg-410105"
    assert unit.parent is not None
    assert AuditRow.objects.get(act="unit.add").subject == f"unit:{unit.pk}"


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewUnit(name="x", kind="moon_base", division=COUNTY), "kind"),
        (NewUnit(name="x", kind="sector_department", division=VILLAGE), "kind"),
        (NewUnit(name="x", kind="sector_department", division="410199"), "division"),
        (
            NewUnit(name="x", kind="sector_department", division=COUNTY, code="governance_centre-410105"),
            "name",
        ),
        (NewUnit(name="x", kind="sector_department", division=COUNTY, parent_id=0), ""),
    ],
)
def test_what_does_not_fit_is_refused_by_field(city: City, new: NewUnit, field: str) -> None:
    if not field:
        add_units(actor=TEST, new=[new], begins_on=today())
        return
    with pytest.raises(ValidationError) as refused:
        add_units(actor=TEST, new=[new], begins_on=today())
    assert set(refused.value.message_dict) == {field}
    assert not Unit.objects.filter(name="x").exists()


def test_only_who_keeps_units_adds_any(city: City, cast: dict[str, Player]) -> None:
    director, administrator = cast["centre_director"].viewer, cast["administrator"].viewer
    with pytest.raises(PermissionDenied):
        add_units(actor=director, new=[LIBRARY], begins_on=today())
    add_units(actor=administrator, new=[LIBRARY], begins_on=today())


@pytest.mark.parametrize("name", ["ＡＢ馆", "ab馆", "A B馆"])
def test_a_name_that_is_there_in_another_width_is_refused(city: City, name: str) -> None:
    there = NewUnit(name="AB馆", kind="sector_department", division=COUNTY)
    again = NewUnit(name=name, kind="sector_department", division=COUNTY)
    with pytest.raises(ValidationError):
        add_units(actor=TEST, new=[there, again], begins_on=today())
    add_units(actor=TEST, new=[there], begins_on=today())
    with pytest.raises(ValidationError):
        add_units(actor=TEST, new=[again], begins_on=today())

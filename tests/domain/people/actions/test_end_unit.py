"""A unit ends when it is empty, or into another that takes its people and the units below it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.people.actions.add_units import NewUnit, add_units
from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.actions.end_unit import end_unit
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post, Unit
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import today
from tests.city import COUNTY, SIBLING_COUNTY, TEST, City

pytestmark = pytest.mark.django_db


def added(name: str, *, parent: Unit | None = None) -> Unit:
    new = NewUnit(
        name=name, kind="sector_department", division=COUNTY, parent_id=parent.pk if parent else None
    )
    return add_units(actor=TEST, new=[new], begins_on=today())[0]


def clerk(unit: Unit) -> Post:
    user = create_user(actor=TEST, username="clerk", display_name="王五")
    new = NewPost(
        user_id=user.pk, unit_id=unit.pk, role="department_clerk", name="王五", paths=[COUNTY], phone="12345"
    )
    return appoint(actor=TEST, new=new)


def test_an_empty_unit_ends_and_its_name_is_free_again(city: City) -> None:
    unit = added("甲局")
    end_unit(actor=TEST, unit_id=unit.pk)
    unit.refresh_from_db()
    assert unit.ends_on == today()
    assert AuditRow.objects.get(act="unit.end").detail == {}
    assert added("甲局").pk != unit.pk


def test_a_unit_with_people_or_units_below_it_does_not_just_end(city: City) -> None:
    unit = added("甲局")
    clerk(unit)
    above = added("乙局")
    added("丙局", parent=above)
    for standing in (unit, above):
        with pytest.raises(ValidationError):
            end_unit(actor=TEST, unit_id=standing.pk)


def test_merged_into_another_its_people_have_their_posts_there_and_units_below_hand_up_there(
    city: City,
) -> None:
    unit, target = added("甲局"), added("乙局")
    old, below = clerk(unit), added("丙局", parent=unit)
    end_unit(actor=TEST, unit_id=unit.pk, into=target.pk)
    old.refresh_from_db()
    below.refresh_from_db()
    assert old.ends_at is not None
    assert below.parent == target
    new = Post.objects.get(unit=target)
    assert (new.user_id, new.role, new.phone, new.ends_at) == (old.user_id, old.role, "12345", None)
    assert [row.division_id for row in new.jurisdictions.all()] == [COUNTY]


def test_a_unit_is_merged_neither_into_itself_nor_elsewhere_nor_where_there_are_no_such_posts(
    city: City,
) -> None:
    unit = added("甲局")
    clerk(unit)
    for target in (unit, city.centre(SIBLING_COUNTY), city.unit(f"government-{COUNTY}")):
        with pytest.raises(ValidationError):
            end_unit(actor=TEST, unit_id=unit.pk, into=target.pk)


def test_only_who_keeps_units_ends_any(city: City, cast: dict[str, Player]) -> None:
    unit = added("甲局")
    with pytest.raises(PermissionDenied):
        end_unit(actor=cast["centre_director"].viewer, unit_id=unit.pk)
    end_unit(actor=cast["administrator"].viewer, unit_id=unit.pk)

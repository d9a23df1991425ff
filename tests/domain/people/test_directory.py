"""Residents find offices, their office phones, and whoever the profile tells of; never anybody's own number."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.cast import Player
from sanling.domain.people.directory import (
    offices_at,
    offices_called,
    offices_in_charge,
    persons_in_charge,
)
from sanling.domain.people.models import Unit
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from sanling.foundation.privacy.mask import surname
from tests.city import CITY, TEST, TOWNSHIP, VILLAGE, City
from tests.profiles import publishing

pytestmark = pytest.mark.django_db
GRID = f"{VILLAGE}001"


def names(typed: str, near: str = "") -> list[str]:
    return [office.unit.name for office in offices_called(CITY, typed, near=near, most=5)]


def phone_of(unit: Unit) -> str:
    [found] = [office for office in offices_at(unit.division_id) if office.unit == unit]
    return found.phone


@pytest.mark.parametrize("typed", ["信访局", "xinfang", "xfj", "接访"])
def test_an_office_is_found_by_characters_pinyin_initials_and_another_name(city: City, typed: str) -> None:
    found = [office.unit.kind for office in offices_called(CITY, typed, most=5)]
    assert found
    assert set(found) == {"lead_department"}


def test_only_published_kinds_are_found_and_listed(city: City) -> None:
    assert not names("人民政府")
    assert "government" not in {office.unit.kind for office in offices_at(TOWNSHIP)}
    with publishing(kinds=(), phones=()):
        assert not names("综治中心")
        assert not offices_at(TOWNSHIP)


def test_an_office_is_open_and_takes_in_as_the_profile_says(city: City) -> None:
    by_kind = {office.unit.kind: office for office in offices_at(TOWNSHIP)}
    assert by_kind["governance_centre"].takes_in == "群众反映的各类事项，一站受理"
    assert by_kind["police_station"].takes_in == ""
    assert by_kind["police_station"].hours == "全天二十四小时接警"
    assert by_kind["governance_centre"].hours == ""


def test_an_office_says_its_own_hours_over_the_profiles_and_whether_today_is_a_day_off(city: City) -> None:
    station = Unit.objects.get(division=TOWNSHIP, kind="police_station")
    Unit.objects.filter(pk=station.pk).update(hours="08:30-12:00 14:00-17:30")
    # A Saturday, the National Day, and a Saturday that is worked (the State Council's schedule of 2026).
    for day, closed in (("2026-11-28", True), ("2026-10-01", True), ("2026-10-10", False)):
        with clock.turned(to=datetime.fromisoformat(f"{day}T12:00:00+08:00")):
            [office] = [office for office in offices_at(TOWNSHIP) if office.unit == station]
            assert (office.hours, office.closed_today) == ("工作日 08:30-12:00、14:00-17:30", closed)
    Unit.objects.filter(pk=station.pk).update(hours="daily 00:00-24:00")
    [office] = [office for office in offices_at(TOWNSHIP) if office.unit == station]
    assert (office.hours, office.closed_today) == ("全天 24 小时", False)


def test_a_duty_phone_is_told_as_an_office_phone_is(cast: dict[str, Player], city: City) -> None:
    centre = city.centre(TOWNSHIP)

    def told() -> str:
        return next(office.duty_phone for office in offices_at(TOWNSHIP) if office.unit == centre)

    Unit.objects.filter(pk=centre.pk).update(duty_phone="+8637165500000,8012")
    assert told() == "+8637165500000,8012"
    with publishing(phones=()):
        assert told() == ""
    Unit.objects.filter(pk=centre.pk).update(duty_phone="+8613800000777")
    assert told() == ""
    User.objects.filter(pk=cast["intake_officer"].user.pk).update(phone="+8613800000777")
    with publishing(mobiles=True):
        assert told() == ""


def test_the_phone_of_a_published_kind_is_told_and_a_mobile_number_only_where_the_city_says_so(
    city: City,
) -> None:
    centre = city.centre(TOWNSHIP)
    Unit.objects.filter(pk=centre.pk).update(phone="0371-65500000")
    assert phone_of(centre) == "+8637165500000"
    with publishing(phones=()):
        assert phone_of(centre) == ""
    Unit.objects.filter(pk=centre.pk).update(phone="13800000777")
    assert phone_of(centre) == ""
    with publishing(mobiles=True):
        assert phone_of(centre) == "+8613800000777"


def test_a_number_by_which_somebody_signs_in_is_never_told(cast: dict[str, Player], city: City) -> None:
    centre = city.centre(TOWNSHIP)
    Unit.objects.filter(pk=centre.pk).update(phone="138 0000 0777")
    User.objects.filter(pk=cast["intake_officer"].user.pk).update(phone="+8613800000777")
    with publishing(mobiles=True):
        assert phone_of(centre) == ""


def test_a_place_has_its_villages_and_its_townships_offices_the_nearest_first(city: City) -> None:
    kinds = [office.unit.kind for office in offices_in_charge(GRID)]
    assert kinds[:2] == ["village_committee", "governance_centre"]
    assert {office.unit.division_id for office in offices_in_charge(GRID)} == {VILLAGE, TOWNSHIP}


def test_nobody_is_told_of_unless_the_profile_says_so(cast: dict[str, Player]) -> None:
    assert persons_in_charge(GRID) == []


def test_of_persons_the_surname_and_the_post_are_told_while_they_hold_it(cast: dict[str, Player]) -> None:
    with publishing(persons="surname"):
        told = {person.role: person.surname for person in persons_in_charge(VILLAGE)}
        secretary = cast["village_secretary"]
        assert told["村（社区）书记"] == secretary.user.display_name[0]
        assert all(len(name) <= 2 for name in told.values())
        assert not persons_in_charge(TOWNSHIP)
        end_post(actor=TEST, post_id=secretary.post.pk)
        assert "村（社区）书记" not in {person.role for person in persons_in_charge(VILLAGE)}


def test_a_role_that_is_not_named_is_not_told_of(cast: dict[str, Player]) -> None:
    with publishing(persons="surname", in_charge=()):
        assert persons_in_charge(GRID) == []


@pytest.mark.parametrize(
    ("name", "first"),
    [("王秀兰", "王"), ("欧阳明", "欧阳"), ("东方", "东"), ("Wang Li", ""), ("买买提·艾力", "")],
)
def test_a_surname_is_told_of_chinese_names_alone(name: str, first: str) -> None:
    assert surname(name) == first


@given(st.text(max_size=12))
def test_a_surname_never_is_the_whole_name(name: str) -> None:
    assert len(surname(name)) < max(1, len(name.strip())) or not surname(name)

"""Administrators add, rename, merge and end units at the desk, and give them phones."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.foundation.audit.models import AuditRow
from tests.city import COUNTY, TOWNSHIP, City
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
LIBRARY = {"name": "金水区图书馆", "kind": "sector_department", "phone": "65500001"}


def test_a_unit_is_added_found_renamed_and_ended(desk: SignIn, cast: Cast, city: City) -> None:
    client = desk("administrator")
    assert "新增单位" in client.get(f"/desk/units/?at={COUNTY}").content.decode()
    answer = client.post(f"/desk/units/new/?at={COUNTY}", LIBRARY)
    assert answer.status_code == 302, answer.context["form"].errors
    unit = Unit.objects.get(name="金水区图书馆")
    assert unit.phone == "+8637165500001"
    page = client.get(f"/desk/units/{unit.pk}/change/").content.decode()
    assert "金水区图书馆" in page
    said = {"name": "金水区文化馆", "phone": "12345", "parent": str(city.centre(COUNTY).pk)}
    answer = client.post(f"/desk/units/{unit.pk}/change/", said)
    assert answer.status_code == 302, answer.context["form"].errors
    unit.refresh_from_db()
    assert (unit.name, unit.phone, unit.parent) == ("金水区文化馆", "12345", city.centre(COUNTY))
    assert client.post(f"/desk/units/{unit.pk}/end/").status_code == 302
    assert "撤销" in client.get(f"/desk/units/{unit.pk}/").content.decode()


def test_hours_and_the_duty_phone_are_given_read_and_shown(desk: SignIn, cast: Cast, city: City) -> None:
    client, unit = desk("administrator"), city.centre(TOWNSHIP)
    said = {
        "name": unit.name,
        "duty_phone": "０３７１－６５５０００００－８０１２",
        "hours": "上午8：30—12：00，下午2:00至5:30",
    }
    answer = client.post(f"/desk/units/{unit.pk}/change/", said)
    assert answer.status_code == 302, answer.context["form"].errors
    unit.refresh_from_db()
    assert (unit.duty_phone, unit.hours) == ("+8637165500000,8012", "08:30-12:00 14:00-17:30")
    assert (
        "工作日 08:30-12:00、14:00-17:30" in desk("mediator").get(f"/desk/units/{unit.pk}/").content.decode()
    )
    # Opened again and saved as it is, nothing changes.
    form = desk("administrator").get(f"/desk/units/{unit.pk}/change/").context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(f"/desk/units/{unit.pk}/change/", again).status_code == 302
    assert AuditRow.objects.filter(act="unit.change", subject=f"unit:{unit.pk}").count() == 1


@pytest.mark.parametrize("said", [{"hours": "早九晚五"}, {"hours": "17:30-8:30"}, {"duty_phone": "值班室"}])
def test_what_says_no_hours_and_no_phone_is_refused_at_its_field(
    desk: SignIn, cast: Cast, city: City, said: dict[str, str]
) -> None:
    unit = city.centre(TOWNSHIP)
    answer = desk("administrator").post(f"/desk/units/{unit.pk}/change/", {"name": unit.name, **said})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == list(said)


def test_what_stands_in_the_way_of_ending_is_said(desk: SignIn, cast: Cast, city: City) -> None:
    answer = desk("administrator").post(f"/desk/units/{city.centre(TOWNSHIP).pk}/end/")
    assert answer.status_code == 422
    assert answer.context["ending"].errors["into"]


def test_a_second_unit_of_a_name_is_refused_at_its_field(desk: SignIn, cast: Cast, city: City) -> None:
    answer = desk("administrator").post(
        f"/desk/units/new/?at={COUNTY}", LIBRARY | {"name": city.centre(COUNTY).name}
    )
    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors


@pytest.mark.parametrize("at", ["4110", "x", "９", "410105999"])
def test_nowhere_is_no_unit_added(desk: SignIn, cast: Cast, at: str) -> None:
    assert desk("administrator").get(f"/desk/units/new/?at={at}").status_code == 404


@pytest.mark.parametrize("key", ["centre_director", "security_administrator", "county_leader"])
def test_nobody_else_keeps_units(desk: SignIn, cast: Cast, city: City, key: str) -> None:
    client, unit = desk(key), city.centre(TOWNSHIP)
    for path in (f"/desk/units/{unit.pk}/change/", f"/desk/units/{unit.pk}/end/", "/desk/units/new/"):
        assert client.post(path, LIBRARY).status_code == 403
    assert "新增单位" not in client.get("/desk/units/").content.decode()

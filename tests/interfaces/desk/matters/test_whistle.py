"""Whom a township whistles for: departments in groups, the nearest first, found by name, and ticked ones never lost."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.models import Assignment, Matter
from sanling.domain.people.models import Unit
from sanling.interfaces.desk import picks
from tests.city import City
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.matters.sending import form, url

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


def boxes(page: str) -> list[str]:
    return re.findall(r'<input type="checkbox" name="units" value="(\d+)"', page)


def test_departments_stand_in_groups_by_where_they_are_the_nearest_first(
    desk: SignIn, mediating: Matter
) -> None:
    page = desk("intake_officer").get(url(mediating), {"act": "whistle"}, headers=HX).content.decode()
    lengths = [len(Unit.objects.get(pk=key).division_id) for key in boxes(page)]
    assert lengths == sorted(lengths, reverse=True)
    groups = re.findall(r'role="group" aria-label="([^"]+)"', page)
    assert len(groups) == len(set(groups)) == len(set(lengths)) > 1
    assert f'data-narrows="{url(mediating)}offers/whistle/units/"' in page


@pytest.mark.parametrize("typed", ["住房", "zhufang", "zfbz", "住建"])
def test_a_department_is_found_by_name_pinyin_initials_and_what_people_call_it(
    desk: SignIn, city: City, mediating: Matter, typed: str
) -> None:
    found = desk("intake_officer").get(f"{url(mediating)}offers/whistle/units/", {"q": typed}).json()
    assert str(city.unit("housing-410105").pk) in [offer["key"] for offer in found]


def test_what_was_ticked_stays_over_an_error_also_where_the_list_does_not_show_it(
    desk: SignIn, city: City, mediating: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picks, "MOST_BOXES", 1)
    browser, far = desk("intake_officer"), str(city.unit("housing-410105").pk)
    empty: Any = browser.post(url(mediating), form(mediating, "whistle", units=[far], task=""))
    assert empty.status_code == 422
    assert f'name="units" value="{far}"' in empty.content.decode()
    assert re.search(rf'value="{far}"[^>]* checked', empty.content.decode())
    assert len(boxes(empty.content.decode())) == 2
    sent = browser.post(url(mediating), form(mediating, "whistle", units=[far], task="协助"))
    assert sent.status_code == 302
    assert Assignment.objects.filter(matter=mediating, unit_id=far).exists()


@pytest.mark.parametrize("key", ["0", "99999999", "x", "1.0", "-1", "9" * 40])
def test_a_key_that_was_not_offered_is_refused(desk: SignIn, mediating: Matter, key: str) -> None:
    answer = desk("intake_officer").post(url(mediating), form(mediating, "whistle", units=[key], task="协助"))
    assert answer.status_code == 422


def test_nobody_asks_for_departments_who_may_not_whistle(desk: SignIn, mediating: Matter) -> None:
    address = f"{url(mediating)}offers/whistle/units/"
    assert desk("county_leader").get(address, {"q": "住房"}).status_code == 404
    assert desk("sibling_township_intake").get(address, {"q": "住房"}).status_code == 404


def test_the_form_costs_the_same_however_many_departments_there_are(
    desk: SignIn, city: City, mediating: Matter
) -> None:
    browser = desk("intake_officer")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(url(mediating), {"act": "whistle"}, headers=HX)
        return len(asked)

    cost()
    before = cost()
    housing = city.unit("housing-410105")
    for number in range(30):
        Unit.objects.create(
            city=housing.city,
            division_id=housing.division_id,
            kind=housing.kind,
            code=f"more-{number}",
            name=f"金水区第{number}局",
            begins_on=housing.begins_on,
        )
    assert cost() <= before

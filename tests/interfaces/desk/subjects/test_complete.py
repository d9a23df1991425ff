"""How complete the subjects are stands on a page, on which a department confirms the month in one act."""

import re

import pytest

from sanling.domain.subjects.completeness import Standing
from sanling.domain.subjects.models import Stocktaking
from sanling.foundation.days import today
from sanling.interfaces.desk.subjects.complete import by_county
from tests.city import VILLAGE
from tests.domain.subjects.helpers import school
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
PAGE = "/desk/subjects/complete/"
FIELD = f"expected_{VILLAGE[:6]}_education"


def test_a_department_confirms_its_month_in_one_act(desk: SignIn) -> None:
    school()
    browser = desk("sibling_department_clerk")
    assert f'name="{FIELD}"' in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {FIELD: "viele"}).status_code == 422
    assert browser.post(PAGE, {FIELD: "１２"}).status_code == 302
    assert Stocktaking.objects.get().expected == 12
    assert 'value="12"' in browser.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("viele", "请填写整数。"),
        ("-1", "不能小于 0。"),
        ("99999999", "不能大于 10000000。"),
        ("", "请填写整数。"),
    ],
)
def test_a_number_that_cannot_be_taken_is_told_beside_it_and_nothing_typed_is_lost(
    desk: SignIn, typed: str, told: str
) -> None:
    school()
    browser = desk("sibling_department_clerk")
    fields = re.findall('name="(expected_[^"]+)"', browser.get(PAGE).content.decode())
    answer = browser.post(PAGE, {**dict.fromkeys(fields, "4321"), FIELD: typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="{FIELD}_error">{told}' in page
    assert page.count('value="4321"') == len(fields) - 1
    assert f'name="{FIELD}" value="{typed}"' in page
    assert not Stocktaking.objects.exists()


def test_a_county_is_expected_to_have_so_many_once_all_its_lines_said_so() -> None:
    counties, lines = (VILLAGE[:6], "410102"), ["education", "health", "", "places"]
    said = {(county, line): 3 for county in counties for line in lines}
    rows = [
        Standing(county, line, 4, 0, 0, 0, None if (county, line) == ("410102", "") else number, None)
        for (county, line), number in said.items()
    ]
    names = {county: county for county in counties}
    summed = {line.standing.county: line.standing for line in by_county(rows, names, today())}
    assert (summed[VILLAGE[:6]].expected, summed["410102"].expected) == (12, None)


def test_who_only_looks_confirms_nothing(desk: SignIn) -> None:
    school()
    shown = desk("township_leader").get(PAGE).content.decode()
    assert FIELD not in shown
    desk("township_leader").post(PAGE, {FIELD: "12"})
    assert not Stocktaking.objects.exists()


def test_what_changed_is_listed_and_odd_months_are_none(desk: SignIn) -> None:
    made = school()
    browser = desk("township_leader")
    listed = browser.get("/desk/ledgers/subjects/", {"changed": f"{today():%Y-%m}"}).content.decode()
    assert made.name in listed
    assert browser.get(PAGE, {"month": "1999-01"}).status_code == 404

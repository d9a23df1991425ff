"""How complete the subjects are stands on a page, on which a department confirms the month in one act."""

import pytest

from sanling.domain.subjects.models import Stocktaking
from sanling.foundation.days import today
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

"""Whoever keeps subjects in a hurry, two at once or with half a form loses nothing, and changes nothing unseen."""

import re
from typing import Any

import pytest

from sanling.domain.subjects.models import Charge
from sanling.foundation.days import today
from tests.city import VILLAGE
from tests.domain.subjects.helpers import HOSPITAL, led_school, put, said, school
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def seen_on(browser: Any, page: str) -> str:
    """Return what a page's form says that it has read."""
    (found,) = re.findall(r'name="seen"[^>]*value="([^"]*)"', browser.get(page).content.decode()) or [""]
    return str(found)


def test_people_are_named_from_no_day_before_those_who_are_known(desk: SignIn) -> None:
    charge = led_school()
    page, browser = f"/desk/subjects/{charge.subject_id}/people/", desk("liaison")
    form = {"name_lead": "王校长", "on": "2020-01-01", "seen": seen_on(browser, page)}
    answer = browser.post(page, form)
    assert answer.status_code == 422
    assert "不能早于" in answer.content.decode()
    assert "王校长" in answer.content.decode()
    assert Charge.objects.get().name == "李校长"


def test_a_phone_of_nobody_is_told_and_not_dropped(desk: SignIn) -> None:
    charge = led_school()
    page, browser = f"/desk/subjects/{charge.subject_id}/people/", desk("liaison")
    form = {"on": today().isoformat(), "name_lead": "", "phone_lead": "13800000001"}
    answer = browser.post(page, {**form, "seen": seen_on(browser, page)})
    assert answer.status_code == 422
    assert "13800000001" in answer.content.decode()
    assert Charge.objects.get().ends_on is None


def test_what_a_subject_became_part_of_is_said_of_a_merged_one_alone_and_never_dropped(desk: SignIn) -> None:
    made = school()
    put(said(HOSPITAL, "hospital", name="经八路医院", division_id=VILLAGE))
    page, browser = f"/desk/subjects/{made.pk}/change/", desk("liaison")
    form = {"name": made.name, "division": "通信花园社区", "division_key": VILLAGE, "sector": "education"}
    answer = browser.post(
        page,
        {
            **form,
            "status": "active",
            "into": HOSPITAL,
            "on": today().isoformat(),
            "seen": seen_on(browser, page),
        },
    )
    assert answer.status_code == 422
    assert "仅合并时填写" in answer.content.decode()

"""A subject's card says how each month stood, and why."""

from datetime import date

import pytest

from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.actions.take_over_titles import Earlier, take_over_titles
from sanling.foundation.days import midnight
from tests.city import CITY, TEST, VILLAGE, City
from tests.domain.incidents.helpers import record, visit
from tests.domain.recognition.random_city import FIRST
from tests.domain.recognition.yearly import company, judge_year, opened
from tests.domain.subjects.helpers import put, said
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_why_a_subject_is_yellow_is_read_off_its_card_as_far_as_one_may_know(
    city: City, desk: SignIn
) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    (made,) = put(said(VILLAGE, "community", name="通信花园社区"), on=FIRST)
    record(visit(answers_id=made.subject.pk, persons=4))
    evaluate(city=CITY, month=FIRST)
    address = f"/desk/subjects/{made.subject.pk}/"
    known = desk("peace_officer").get(address).content.decode()
    assert "查实的越级走访" in known
    assert "到访层级：市，4 人" in known
    rated = desk("village_secretary").get(address).content.decode()
    assert "查实的越级走访" in rated
    assert "到访层级" not in rated
    assert "不向您的岗位显示的事实" in rated


def test_a_subject_that_was_never_judged_shows_no_empty_card(city: City, desk: SignIn) -> None:
    (made,) = put(said(VILLAGE, "community", name="通信花园社区"), on=FIRST)
    assert (
        "三零情况</h2>"
        not in desk("peace_officer").get(f"/desk/subjects/{made.subject.pk}/").content.decode()
    )


def test_a_years_recognition_is_reached_from_the_card_by_whoever_may_open_it(
    city: City, desk: SignIn
) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    publish_workflows(actor=TEST, profile=city.profile)
    subject = company()
    judge_year()
    matter = opened(subject)
    leads = f"/desk/matters/{matter.number}/"
    card = desk("intake_officer").get(f"/desk/subjects/{subject.pk}/").content.decode()
    assert leads in card
    assert "待自主申报" in card
    assert desk("intake_officer").get(leads).status_code == 200
    rated = desk("grid_worker").get(f"/desk/subjects/{subject.pk}/").content.decode()
    assert matter.number not in rated


def test_a_title_of_before_the_system_stands_on_the_card_with_its_document(city: City, desk: SignIn) -> None:
    subject = company()
    said = Earlier(
        subject=subject.pk,
        year=2019,
        granted=True,
        document="郑平安办〔2019〕12号",
        at=midnight(date(2019, 11, 20)),
    )
    take_over_titles(actor=TEST, city=CITY, earlier=[said])
    card = desk("intake_officer").get(f"/desk/subjects/{subject.pk}/").content.decode()
    assert "2019 年度“三零”认定：已认定" in card
    assert "沿用自郑平安办〔2019〕12号" in card

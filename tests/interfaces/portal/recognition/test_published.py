"""What is published is read, objected to once, and answered; a draw can be drawn again from its page."""

import hashlib
from urllib.parse import urlsplit

import pytest
from altcha.v2 import Challenge, Payload, solve_challenge
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.models import Matter
from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.recognition.actions.draw_spot_checks import draw_spot_checks
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.links import link_of
from sanling.domain.recognition.models import Objection, Recognition
from sanling.interfaces.portal.recognition.draws import AN_HOUR
from tests.city import TEST, City
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import YEAR, Cast, company, judge_year, opened, walk
from tests.interfaces.doors import signed_in

pytestmark = pytest.mark.django_db
SENT = {"key": "objected-once", "text": "七月有一起事故未上报。", "name": "张小明", "phone": "13800000000"}


@pytest.fixture
def matter(cast: Cast, city: City) -> Matter:
    publish_standard(actor=TEST, profile=city.profile)
    publish_workflows(actor=TEST, profile=city.profile)
    subject = company()
    judge_year()
    made = opened(subject)
    walk(cast, made, "published")
    return made


def test_an_objection_is_filed_once_decided_and_answered(matter: Matter, cast: Cast) -> None:
    resident = Client()
    page = resident.get(f"/recognition/?year={YEAR}").content.decode()
    assert matter.title in page
    assert f"/recognition/{matter.number}/objection/" in page
    answers = [resident.post(f"/recognition/{matter.number}/objection/", SENT) for _again in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Objection.objects.count() == 1
    matter.refresh_from_db()
    assert matter.state == "objected"
    waits = resident.get(answers[0].headers["Location"]).content.decode()
    assert "此前未参与决定" in waits
    act(cast["city_peace_officer"].viewer, matter, "uphold", {"reason": "经查属实。"})
    assert "经查属实。" in resident.get(answers[0].headers["Location"]).content.decode()
    assert matter.title not in resident.get(f"/recognition/?year={YEAR}").content.decode()


def test_an_objection_is_to_the_number_however_it_is_typed(matter: Matter) -> None:
    for typed in (matter.number.lower(), matter.number.replace("-", ""), f"{matter.number}。"):
        assert Client().get(f"/recognition/{typed}/objection/").status_code == 200, typed
    typed = f"/recognition/{matter.number.lower()}/objection/"
    sent = [Client().post(address, SENT) for address in (f"/recognition/{matter.number}/objection/", typed)]
    assert sent[0].headers["Location"] == sent[1].headers["Location"]
    assert Objection.objects.count() == 1


def test_what_the_subject_replied_stands_beside_the_answer(matter: Matter, cast: Cast) -> None:
    resident = Client()
    page = resident.post(f"/recognition/{matter.number}/objection/", SENT).headers["Location"]
    Recognition.objects.update(reply="火灾当日已报告消防。")
    assert "火灾当日已报告消防。" not in resident.get(page).content.decode()
    matter.refresh_from_db()
    act(cast["city_peace_officer"].viewer, matter, "uphold", {"reason": "经查属实。"})
    assert "火灾当日已报告消防。" in resident.get(page).content.decode()


def test_who_decides_reads_it_masked_and_nobody_else_at_all(matter: Matter, cast: Cast) -> None:
    Client().post(f"/recognition/{matter.number}/objection/", SENT)
    for role, reads in (("city_peace_officer", True), ("peace_officer", False), ("intake_officer", False)):
        shown = signed_in(cast[role]).get(f"/desk/matters/{matter.number}/").content.decode()
        assert (SENT["text"] in shown) is reads, role
        assert "13800000000" not in shown
        assert "张小明" not in shown
    own = (
        Client()
        .get(urlsplit(link_of(matter, handed_by=cast["intake_officer"].viewer.post_id)).path)
        .content.decode()
    )
    assert SENT["text"] not in own
    assert "张小明" not in own


def test_what_was_said_too_briefly_or_too_often_is_not_taken(matter: Matter) -> None:
    resident = Client()
    assert resident.post(f"/recognition/{matter.number}/objection/", {"key": "x"}).status_code == 422
    for nth in range(4):
        resident.post(f"/recognition/{matter.number}/objection/", {**SENT, "key": f"key-{nth}"})
    last = resident.post(f"/recognition/{matter.number}/objection/", {**SENT, "key": "key-9"})
    assert last.status_code == 429
    assert SENT["text"] in last.content.decode()
    assert "分钟后再试" in last.content.decode()


@pytest.mark.parametrize("phone", ["请在上午九点以后拨打这个座机电话并说明来意", "110"])
def test_an_objection_with_a_phone_that_nobody_can_call_is_asked_for_another_and_kept(
    matter: Matter, phone: str
) -> None:
    answer = Client().post(f"/recognition/{matter.number}/objection/", {**SENT, "phone": phone})
    assert answer.status_code == 422
    assert SENT["text"] in answer.content.decode()
    assert not Objection.objects.exists()


def test_an_objection_keeps_a_phone_with_area_and_extension_in_its_one_spelling(matter: Matter) -> None:
    said = {**SENT, "phone": "联系电话：0371-65500000 转 12345678"}
    Client().post(f"/recognition/{matter.number}/objection/", said)
    assert Objection.objects.get().phone == "+8637165500000,12345678"


def test_a_draw_is_shown_with_all_that_it_takes(matter: Matter, cast: Cast) -> None:
    walk(cast, matter, "recording")
    kept = draw_spot_checks(actor=cast["city_peace_officer"].viewer, year=YEAR)
    anybody = Client()
    assert f"/recognition/draws/{kept.pk}/" in anybody.get("/recognition/draws/").content.decode()
    page = anybody.get(f"/recognition/draws/{kept.pk}/").content.decode()
    assert kept.seed in page
    pool = anybody.get(f"/recognition/draws/{kept.pk}/pool.txt").content
    assert hashlib.sha256(pool).hexdigest() == kept.pool_hash
    assert kept.pool_hash in page


def test_draws_are_looked_up_so_often_and_no_list_reads_a_pool(matter: Matter, cast: Cast) -> None:
    walk(cast, matter, "recording")
    kept = draw_spot_checks(actor=cast["city_peace_officer"].viewer, year=YEAR)
    with CaptureQueriesContext(connection) as asked:
        Client().get("/recognition/draws/")
    assert not any("pool" in str(query["sql"]) for query in asked)
    anybody = Client(REMOTE_ADDR="203.0.113.9")
    answers = {anybody.get(f"/recognition/draws/{kept.pk}/pool.txt").status_code for _time in range(AN_HOUR)}
    assert answers == {200}
    assert anybody.get(f"/recognition/draws/{kept.pk}/pool.txt").status_code == 429


def test_an_objection_that_is_sent_again_gets_its_answer_and_counts_against_no_limit(matter: Matter) -> None:
    resident, form = Client(), f"/recognition/{matter.number}/objection/"
    first = resident.post(form, SENT).headers["Location"]
    for nth in range(4):
        resident.post(form, {**SENT, "key": f"key-{nth}"})
    assert resident.post(form, {**SENT, "key": "key-9"}).status_code == 429
    again = resident.post(form, SENT)
    assert (again.status_code, again.headers["Location"]) == (302, first)


def test_one_proof_of_work_stands_for_one_objection(matter: Matter) -> None:
    challenge = Challenge.from_dict(Client().get("/report/challenge").json())
    solution = solve_challenge(challenge)
    assert solution
    solved = Payload(challenge, solution).to_base64()
    form = f"/recognition/{matter.number}/objection/"
    for nth in range(5):
        answer = Client().post(form, {**SENT, "key": f"key-{nth}", "altcha": solved})
    assert answer.status_code == 429

"""From a question to what everybody reads and back: agreed to, put in other words, published by a second, withdrawn."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sanling.domain.consulting.models import Answer, Consent
from sanling.domain.matters.models import Matter
from tests.domain.consulting.helpers import ANSWER, QUESTION, Cast, published
from tests.domain.matters.helpers import act
from tests.interfaces.desk.conftest import SignIn, desk, plain_http
from tests.interfaces.portal.conftest import Resident, poster, report, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("poster", "plain_http")]
# What the asker left, in any writing: none of it may stand anywhere that others read.
LEFT = ("王小明", "王秀兰", "138", "3号楼", "501", "65551234", "李主任")
__all__ = ["desk", "plain_http", "poster"]


def asked(resident: Resident, cast: Cast) -> Matter:
    """Return a question that was brought on the portal and answered."""
    matter = report(resident, kind="consultation", text=QUESTION)
    act(cast["intake_officer"].viewer, matter, "answer", {"answer": ANSWER})
    return matter


def test_the_whole_way(cast: Cast, resident: Resident, desk: SignIn) -> None:
    matter = asked(resident, cast)
    own = f"/t/{token_of(resident)}/publication/"
    assert own in resident.open(own.removesuffix("publication/"))
    assert "您没有同意" in resident.open(own)
    resident.send({"agrees": "yes"})
    assert Consent.objects.get().agrees

    officer = desk("intake_officer")
    draft = f"/desk/matters/{matter.number}/publication/"
    assert draft in officer.get(f"/desk/matters/{matter.number}/").content.decode()
    page = officer.get(draft).content.decode()
    proposed = re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page)
    assert len(proposed) == 2
    assert not any(word in text for text in proposed for word in LEFT)
    assert page.count("<mark") >= 5
    words = {"title": "异地就医怎么备案", "question": proposed[0], "answer": proposed[1], "category": "law"}
    refused = officer.post(draft, words | {"answer": "王秀兰您好"})
    assert refused.status_code == 422
    assert "这里能看出是谁" in refused.content.decode()
    assert officer.post(draft, words).status_code == 302
    kept = Answer.objects.get()
    assert Client().get(f"/answers/{kept.code}/").status_code == 404

    second = desk("centre_director")
    shown = second.get(f"/desk/answers/{kept.pk}/").content.decode()
    assert kept.shown in shown
    said = {"decision": "confirm", "shown": kept.shown}
    assert officer.post(f"/desk/answers/{kept.pk}/decide/", said).status_code == 403
    assert second.post(f"/desk/answers/{kept.pk}/decide/", said).status_code == 302

    everybody = Client()
    for url in (
        "/answers/",
        f"/answers/{kept.code}/",
        f"/answers/?q={quote('异地就医')}",
        "/answers/?category=law",
    ):
        html = everybody.get(url).content.decode()
        assert "异地就医怎么备案" in html
        assert not any(word in html for word in (*LEFT, matter.number)), url
    assert "异地就医怎么备案" not in everybody.get("/answers/?q=油烟").content.decode()
    assert "已公开" in resident.open(own)
    resident.send({"agrees": "no"})
    assert everybody.get(f"/answers/{kept.code}/").status_code == 404
    assert "异地就医怎么备案" not in everybody.get("/answers/").content.decode()


def test_whoever_asks_is_offered_what_was_answered(cast: Cast, resident: Resident) -> None:
    published(cast)
    resident.open("/report/?kind=consultation")
    page = resident.send(
        {"kind": "consultation", "text": "父母异地就医怎么备案呢？", "go": "next"}
    ).content.decode()
    assert "已有人问过" in page
    assert "异地就医怎么备案" in page
    resident.open("/report/")
    page = resident.send(
        {"kind": "dispute", "text": "父母异地就医怎么备案呢？", "go": "next"}
    ).content.decode()
    assert "已有人问过" not in page


def test_lists_cost_few_statements_and_odd_addresses_break_nothing(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _time in range(3):
        published(cast)
    client.get("/answers/")
    with django_assert_num_queries(2):
        client.get("/answers/?q=备案&category=social_security")
    for odd in ("?page=0", "?page=99999999", "?q=%00%27", "?category=x", "?q=" + "长" * 500, "?page=-1"):
        assert client.get(f"/answers/{odd}").status_code == 200, odd
    assert client.get("/answers/%00/").status_code in (400, 404)


def test_a_fault_is_withdrawn_at_the_desk_with_a_reason(cast: Cast, desk: SignIn) -> None:
    kept = published(cast)
    director = desk("centre_director")
    url = f"/desk/answers/{kept.pk}/withdraw/"
    assert director.post(url, {"remark": ""}).status_code == 422
    assert director.post(url, {"remark": "数字有误"}).status_code == 302
    assert Client().get(f"/answers/{kept.code}/").status_code == 404
    assert "数字有误" in director.get(f"/desk/answers/{kept.pk}/").content.decode()
    assert director.get("/desk/answers/").status_code == 200

"""Residents see which ways lead on, print them, and go on without typing anything again; nothing is kept before."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from sanling.foundation.profile.registry import profile_by_code
from tests.city import City
from tests.interfaces.portal.conftest import Resident

pytestmark = pytest.mark.django_db
LABOUR = "/assess/labour/"
WAGES = {
    "a-what": "wages",
    "a-relation": "site",
    "a-iou": "yes",
    "a-works_there": "no",
    "a-amount": "36000",
    "a-left": "2026-09-30",
}


def test_the_first_page_leads_there_and_every_topic_asks(city: City, resident: Resident) -> None:
    assert 'href="/assess/"' in resident.open("/")
    page = resident.open("/assess/")
    assert "这不是决定" in page
    for topic in profile_by_code("zhengzhou").part("assessment").topics:
        assert f'href="/assess/{topic.code}/"' in page
        assert topic.questions[0].name.zh in resident.open(f"/assess/{topic.code}/")


def test_answers_lead_to_ways_with_costs_limits_papers_and_sources(city: City, resident: Resident) -> None:
    resident.open(LABOUR)
    page = resident.send(WAGES).content.decode()
    for words in (
        "劳动争议仲裁",
        "您对“您是怎么干活的”的回答是“工地、农民工”。",
        "劳动争议调解仲裁法 第27条第4款",
        "到 2027-09-30 为止",
        "按您的金额：233.33元",
        'href="tel:12348"',
        "这不是决定",
        "要带的材料",
    ):
        assert words in page


def test_without_any_answer_there_are_ways_too(city: City, resident: Resident) -> None:
    resident.open(LABOUR)
    page = resident.send().content.decode()
    assert "人民调解" in page
    assert "按您的金额" not in page


def test_one_goes_on_without_typing_again(city: City, resident: Resident, workflows: None) -> None:
    resident.open(LABOUR)
    resident.send(WAGES)
    page = resident.send({"go": "mediation"}).content.decode()
    assert "拖欠工资、加班费" in page
    fields = resident.fields
    assert fields["kind"] == ["dispute"]
    resident.url = "/report/"
    resident.send({"go": "next", "text": f"{fields['text'][0]}\n老板一直拖着不给。"})
    resident.send({"name": "王秀兰", "phone": "13800000001", "place": "工地", "go": "next"})
    assert "36,000元" in resident.html
    resident.send({"go": "send"})
    assert "ZZ-" in resident.html


def test_legal_aid_begins_a_request(city: City, resident: Resident) -> None:
    resident.open(LABOUR)
    resident.send(WAGES)
    resident.send({"go": "legal_aid"})
    assert resident.fields["kind"] == ["request"]


def test_a_way_that_was_not_told_leads_nowhere(city: City, resident: Resident) -> None:
    resident.open(LABOUR)
    page = resident.send({"go": "petition"}).content.decode()
    assert "可走的途径" in page


def test_it_is_printed_and_changed(city: City, resident: Resident) -> None:
    resident.open(LABOUR)
    resident.send(WAGES)
    shown = dict(resident.fields)
    paper = resident.send({"go": "paper"})
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    again = Client().post(LABOUR, {**shown, "go": "edit"}).content.decode()
    assert 'value="36000"' in again
    assert 'value="2026-09-30"' in again


def test_nothing_is_kept_and_few_statements_are_asked(
    city: City, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.post(LABOUR, WAGES)
    with django_assert_num_queries(2) as asked:
        client.post(LABOUR, WAGES)
    # How often an address asked is counted, by a statement prepared once, and nothing else is written.
    first, second = [str(query["sql"]) for query in asked.captured_queries]
    assert first == "None"
    assert second.startswith("SELECT")
    # That of the form that changes the language, which every page has.
    assert client.cookies.keys() == {"csrftoken"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"a-amount": "-1"},
        {"a-amount": "1e9"},
        {"a-left": "2099-01-01"},
        {"a-left": "昨天"},
        {"a-what": "murder"},
    ],
)
def test_what_is_mistyped_is_told_beside_its_field(city: City, client: Client, wrong: dict[str, str]) -> None:
    answer = client.post(LABOUR, WAGES | wrong)
    assert answer.status_code == 422
    assert "field-invalid" in answer.content.decode()


@pytest.mark.parametrize("typed", ["３６０００", "36000.0", " 36000 "])
def test_numbers_of_any_width_are_read(city: City, client: Client, typed: str) -> None:
    assert "233.33元" in client.post(LABOUR, WAGES | {"a-amount": typed}).content.decode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sent=st.dictionaries(st.sampled_from([*WAGES, "go", "a-since", "x"]), st.text(max_size=60), max_size=8)
)
def test_nothing_that_is_sent_breaks_the_page(city: City, client: Client, sent: dict[str, Any]) -> None:
    assert client.post(LABOUR, sent).status_code in (200, 422, 429)


def test_an_unknown_topic_is_not_found(city: City, client: Client) -> None:
    assert client.get("/assess/weather/").status_code == 404

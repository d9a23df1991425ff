"""Programs read warnings and recognitions with what the desk shows of them, and lists of them by their family."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.matters.models import Matter
from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.interfaces.api.routes import api
from sanling.processes.reactions import react
from tests.city import COUNTY, TEST, City
from tests.domain.incidents.helpers import accident, record, visit
from tests.domain.matters.helpers import act
from tests.domain.recognition.warned import judged, open_warnings, settle, subject, warn_by
from tests.domain.recognition.yearly import company, judge_year, opened, walk
from tests.interfaces.doors import token_of

pytestmark = pytest.mark.django_db


def asked(player: Player, path: str, **query: str) -> Any:
    headers = {"Authorization": f"Bearer {token_of(player)}", "Accept-Language": "en"}
    return Client().get(f"/api/v1/matters{path}", query, headers=headers)


def test_a_warning_is_read_with_its_subject_and_colour(
    city: City, cast: dict[str, Player], settings: Settings
) -> None:
    settings.SECURE_SSL_REDIRECT = False
    warn_by(city)
    company = subject()
    judged()
    record(visit(answers_id=company.pk), accident(answers_id=company.pk))
    react()
    settle()
    (matter,) = open_warnings(company)
    listed = asked(cast["peace_officer"], "", family="warning").json()
    assert [row["number"] for row in listed["items"]] == [matter.number]
    whole = asked(cast["peace_officer"], f"/{matter.number}").json()
    assert whole["details"]["warning"] == {
        "subject": company.code,
        "name": company.name,
        "colour": "orange",
        "worst": "orange",
        "month": "2026-07",
    }
    assert asked(cast["sibling_county_peace_officer"], f"/{matter.number}").status_code == 404


@pytest.fixture
def asked_of(city: City, cast: dict[str, Player], settings: Settings) -> Matter:
    """Return the recognition of a company of which one month is for the petitions bureau to say."""
    settings.SECURE_SSL_REDIRECT = False
    publish_standard(actor=TEST, profile=city.profile)
    publish_workflows(actor=TEST, profile=city.profile)
    subject = company()
    judge_year(but=[("petitions", date(2026, 10, 1))])
    matter = opened(subject)
    walk(cast, matter, "comparing")
    said = {"finding": "kept", "note": "十月无登记。"}
    act(cast["petition_officer"].viewer, matter, "compare", said)
    return matter


def recognition(player: Player, matter: Matter) -> Any:
    return asked(player, f"/{matter.number}").json()["details"]["recognition"]


def test_a_recognition_is_read_with_its_findings_reasons_and_title(
    asked_of: Matter, cast: dict[str, Player]
) -> None:
    walk(cast, asked_of, "recognised")
    read = recognition(cast["peace_officer"], asked_of)
    assert (read["name"], read["year"], read["statement"]) == (asked_of.title, 2026, "全年开展安全培训六次。")
    assert (read["first_month"], read["last_month"]) == ("2025-11", "2026-10")
    bureau = cast["petition_officer"].post.unit
    told = {row["zero"]["code"]: row for row in read["findings"]}
    assert told["petitions"] == {
        "zero": {"code": "petitions", "name": "Zero petitions"},
        "finding": "kept",
        "months_kept": 11,
        "months_broken": [],
        "months_open": ["2026-10"],
        "unit": {"id": bureau.pk, "code": f"petitions-{COUNTY}", "name": bureau.name},
        "reason": "十月无登记。",
    }
    assert (told["cases"]["months_kept"], told["cases"]["unit"]) == (12, None)
    assert [(title["granted"], title["ended_at"]) for title in read["titles"]] == [(True, None)]
    assert asked(cast["sibling_county_peace_officer"], f"/{asked_of.number}").status_code == 404


def test_objections_are_read_masked_by_who_decides_on_them_alone(
    asked_of: Matter, cast: dict[str, Player]
) -> None:
    walk(cast, asked_of, "published")
    sent = {"key": "objected-once", "text": "七月有一起事故。", "name": "张小明", "phone": "13800000000"}
    assert Client().post(f"/recognition/{asked_of.number}/objection/", sent).status_code == 302
    (objection,) = recognition(cast["city_peace_officer"], asked_of)["objections"]
    masked = ("七月有一起事故。", "张**", "138****0000")
    assert (objection["text"], objection["name"], objection["phone"]) == masked
    assert recognition(cast["peace_officer"], asked_of)["objections"] == []


def test_the_description_tells_the_shape_of_each_detail() -> None:
    schemas = api.get_openapi_schema()["components"]["schemas"]
    told = schemas["MatterOut"]["properties"]["details"]["properties"]
    findings = told["recognition"]["properties"]["findings"]["items"]["$ref"].rpartition("/")[2]
    assert "months_broken" in schemas[findings]["properties"]
    assert "colour" in told["warning"]["properties"]

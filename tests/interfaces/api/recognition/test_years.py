"""Programs of the city's office open a year and draw spot checks; others read how their recognitions stand."""

import pytest

from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Recognition
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.draw import Draw
from tests.city import TEST, City
from tests.domain.recognition.yearly import YEAR, company, judge_year, opened, walk
from tests.domain.subjects.helpers import code_of
from tests.interfaces.api.conftest import BASE, system_of

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
PAGE = f"/recognitions/{YEAR}"


@pytest.fixture(autouse=True)
def _rules(cast: Cast, city: City) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    publish_workflows(actor=TEST, profile=city.profile)


def test_a_year_is_read_step_by_step_where_one_sees_it(cast: Cast) -> None:
    opened(company())
    company(code_of(10), name="郑州德润建筑工程有限公司")
    told = system_of(cast["peace_officer"]).get(PAGE).json()
    assert [(row["county"], row["steps"]) for row in told["counties"]] == [("410105", {"declaring": 1})]
    assert told["to_open"] is None
    assert "declaring" in {step["code"] for step in told["steps"]}
    assert system_of(cast["city_peace_officer"]).get(PAGE).json()["to_open"] == 1
    assert system_of(cast["sibling_county_peace_officer"]).get(PAGE).json()["counties"] == []
    assert system_of(cast["auditor"]).get(PAGE).status_code == 404
    assert system_of(cast["peace_officer"]).get("/recognitions/1999").status_code == 404


def test_only_the_citys_office_has_a_year_opened(cast: Cast) -> None:
    company()
    assert system_of(cast["peace_officer"]).post(f"{PAGE}/open", {}).status_code == 403
    told = system_of(cast["city_peace_officer"]).post(f"{PAGE}/open", {})
    assert (told.status_code, told.json()) == (202, {"year": YEAR, "to_open": 1})
    assert AuditRow.objects.filter(act="recognition.open").count() == 1


def test_who_is_checked_on_the_spot_is_drawn_once_and_can_be_drawn_again_by_anybody(cast: Cast) -> None:
    subjects = [company(code_of(40 + nth), name=f"郑州德润{nth}号建筑工程有限公司") for nth in range(2)]
    judge_year()
    for subject in subjects:
        walk(cast, opened(subject), "recording")
    system = system_of(cast["city_peace_officer"])
    assert system_of(cast["peace_officer"]).post(f"{PAGE}/draws", {}).status_code == 403
    unknown = system.post(f"{PAGE}/draws", {"recused": {"91410105": "检查人员亲属任职"}})
    assert [error["field"] for error in unknown.json()["errors"]] == ["recused.91410105"]
    key = "the-same-sending-twice"
    told = system.post(f"{PAGE}/draws", {"recused": {code_of(41): "检查人员亲属任职"}}, key=key)
    assert told.status_code == 201, told.content
    kept = told.json()
    again = Draw.of(kept["pool"], len(kept["drawn"]), seed=kept["seed"], recused=kept["recused"])
    assert (list(again.drawn), again.pool_hash) == (kept["drawn"], kept["pool_hash"])
    assert kept["drawn"] == [code_of(40)]
    same = system.post(f"{PAGE}/draws", {"recused": {code_of(41): "检查人员亲属任职"}}, key=key)
    assert same.json() == kept
    empty = system.post(f"{PAGE}/draws", {})
    assert (empty.status_code, empty.json()["type"]) == (409, "urn:sanling:problem:nothing_to_draw")
    assert Recognition.objects.filter(drawn=True).count() == 1


def test_a_year_is_opened_without_any_body_too(cast: Cast) -> None:
    company()
    system = system_of(cast["city_peace_officer"])
    headers = {"Authorization": f"Bearer {system.token}", "Idempotency-Key": "a-call-without-a-body"}
    bare = system.client.generic("POST", f"{BASE}{PAGE}/open", b"", "", headers=headers)
    assert (bare.status_code, bare.json()["to_open"]) == (202, 1)
    lacking = system.client.generic("POST", f"{BASE}{PAGE}/draws", b"", "", headers=headers)
    assert [error["field"] for error in lacking.json()["errors"]] == ["left_out"]


@pytest.mark.parametrize("written", ["{0}_{1}", "%20{0}{1}", "{0}{1}.0", "+{0}{1}", "{0}{1}x", "9" * 30])
def test_a_year_or_key_in_an_address_is_digits_alone(cast: Cast, written: str) -> None:
    system = system_of(cast["city_peace_officer"])
    year = written.format(str(YEAR)[:1], str(YEAR)[1:])
    assert system.get(f"/recognitions/{year}").status_code == 404
    assert system.post(f"/recognitions/{year}/open", {}).status_code == 404
    key = written.format(1, 0)
    for address in (f"/publications/{key}", f"/publications/{key}/bulletin", f"/incidents/{key}"):
        assert system.get(address).status_code == 404, address

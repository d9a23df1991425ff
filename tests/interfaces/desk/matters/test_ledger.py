"""The ledger lists what one may see, by any filter, in pages of one cost; search and export agree with it."""

from datetime import timedelta
from itertools import chain, product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from tests.city import COUNTY, SIBLING_COUNTY, SIBLING_VILLAGE, TOWNSHIP, VILLAGE
from tests.domain.matters.helpers import PHONE, act, registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
LEDGER = "/desk/matters/"


def listed(browser: Client, **query: Any) -> set[str]:
    answer = browser.get(LEDGER, query)
    assert answer.status_code == 200, answer.context["form"].errors
    return {matter.number for matter, *_cells in answer.context["shown"].rows}


@pytest.fixture
def four(cast: dict[str, Player], workflows: None) -> dict[str, Matter]:
    """Return a dispute in a village, a hazard beside it, an accepted request, and one in another county."""
    found = {
        "dispute": registered(text="楼上漏水，邻居争执。").matter,
        "hazard": registered(
            kind="hazard", text="窨井盖破损。", division=SIBLING_VILLAGE, channel="web"
        ).matter,
        "request": registered(kind="request", text="独居老人需要送餐。", division=TOWNSHIP).matter,
        "elsewhere": registered(text="楼道漏水。", division="410104003001").matter,
    }
    act(cast["intake_officer"].viewer, found["request"], "accept")
    return found


CASES: list[tuple[dict[str, str], set[str]]] = [
    ({}, {"dispute", "hazard", "request"}),
    ({"kind": "hazard"}, {"hazard"}),
    ({"division": VILLAGE}, {"dispute"}),
    ({"division": "通信花园"}, {"dispute"}),
    ({"division": COUNTY}, {"dispute", "hazard", "request"}),
    ({"division": SIBLING_COUNTY}, set()),
    ({"state": "accepted"}, {"request"}),
    ({"channel": "web"}, {"hazard"}),
    ({"open": "0"}, set()),
    ({"words": "漏水"}, {"dispute"}),
    ({"words": "漏水", "kind": "hazard"}, set()),
    ({"registered_from": "2020-01-01", "registered_to": "2020-12-31"}, set()),
    ({"confidentiality": "0"}, {"dispute", "hazard", "request"}),
    ({"lateness": "late"}, set()),
    ({"outcome": "settled"}, set()),
]


def test_each_filter_narrows(desk: SignIn, four: dict[str, Matter]) -> None:
    browser = desk("county_intake_officer")
    for query, expected in CASES:
        assert listed(browser, **query) == {four[name].number for name in expected}, query


def test_filters_by_unit_and_handler(desk: SignIn, cast: dict[str, Player], four: dict[str, Matter]) -> None:
    dispute, mediator = four["dispute"], cast["mediator"].post
    act(cast["intake_officer"].viewer, dispute, "assign", {"mediator": mediator.pk})
    browser = desk("county_intake_officer")
    assert listed(browser, assignee=mediator.name) == {dispute.number}
    assert len(listed(browser, unit=dispute.unit.name)) == 3


def test_lateness_follows_the_clock(desk: SignIn, four: dict[str, Matter]) -> None:
    browser = desk("county_intake_officer")
    assert listed(browser, lateness="in_time") == {
        four[kind].number for kind in ("dispute", "hazard", "request")
    }
    with clock.turned(shift=timedelta(days=200)):
        assert len(listed(browser, lateness="late")) == 3


def test_a_phone_finds_where_who_brought_it_may_be_unmasked_and_the_search_is_recorded(
    desk: SignIn, four: dict[str, Matter]
) -> None:
    assert four["dispute"].number in listed(desk("county_intake_officer"), phone="138-0000-0000")
    assert AuditRow.objects.filter(act="privacy.seek").count() == 1
    assert listed(desk("county_intake_officer"), phone="13911112222") == set()


WRONG: list[dict[str, str]] = [
    {"kind": "no_such"},
    {"division": "没有这个地方"},
    {"unit": "99999999999999999999"},
    {"registered_from": "yesterday"},
    {"due_to": "9999-12-31"},
    {"phone": "12"},
    {"phone": "110"},
    {"words": "\ufffd"},
    {"lateness": "x"},
]


def test_a_wrong_filter_is_told_beside_its_field(desk: SignIn) -> None:
    browser = desk("intake_officer")
    for query in WRONG:
        answer = browser.get(LEDGER, query)
        assert answer.status_code == 422, query
        assert list(answer.context["form"].errors) == list(query)


def test_a_ledger_that_is_there_no_more_is_told_and_no_other_is_shown_for_it(desk: SignIn) -> None:
    matter, browser = registered().matter, desk("intake_officer")
    answer = browser.get(LEDGER, {"family": "gone"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["__all__"])
    assert matter.number not in answer.content.decode()


def test_a_forged_place_gives_the_first_page(desk: SignIn) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    places = ("x", "_", "1_2_3", "9e999_1", "nan_1", "_99999999999999999999", "\0")
    for place, sort in product(places, ("", "due", "no_such")):
        answer = browser.get(LEDGER, {"after": place, "sort": sort})
        assert answer.status_code == 200
        assert [row.number for row, *_cells in answer.context["shown"].rows] == [matter.number], place


def test_pages_follow_one_another_in_any_order(
    desk: SignIn, cast: dict[str, Player], monkeypatch: pytest.MonkeyPatch
) -> None:
    matters = [registered().matter for _number in range(7)]
    for matter in matters[:3]:
        act(cast["intake_officer"].viewer, matter, "refuse", {"reason": "x", "cause": "outside"})
    monkeypatch.setattr("sanling.interfaces.desk.matters.ledger.PAGE", 3)
    browser = desk("intake_officer")
    for sort in ("", "registered", "due", "-due", "ended", "-ended"):
        url, pages = f"{LEDGER}?sort={sort}", []
        while url:
            context = browser.get(url).context
            pages.append([matter.number for matter, *_cells in context["shown"].rows])
            url = f"{LEDGER}{context['shown'].page.older_url}" if context["shown"].page.older_url else ""
        assert sorted(chain.from_iterable(pages)) == sorted(matter.number for matter in matters)
        back = browser.get(f"{LEDGER}{context['shown'].page.newer_url}").context
        assert [matter.number for matter, *_cells in back["shown"].rows] == pages[-2]


def test_a_page_takes_at_most_fifteen_queries_at_any_size(desk: SignIn) -> None:
    for _number in range(12):
        registered()
    browser = desk("county_intake_officer")
    browser.get(LEDGER)
    query = {"words": "垃圾", "division": COUNTY, "col": ["applicant", "place"]}
    with CaptureQueriesContext(connection) as queries:
        assert len(browser.get(LEDGER, query).context["shown"].rows) == 12
    assert len(queries) <= 15, "\n".join(query["sql"][:100] for query in queries.captured_queries)


def test_columns_are_chosen_and_applicants_stay_masked(desk: SignIn) -> None:
    registered()
    page = desk("intake_officer").get(LEDGER, {"col": ["applicant", "headcount"]}).content.decode()
    assert "王** 138****0000" in page
    assert PHONE not in page
    assert ">承办人</th>" not in page


def test_a_number_leads_straight_to_its_matter(desk: SignIn) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    for typed in (matter.number, matter.number.lower(), matter.number.replace("-", ""), f" {matter.number} "):
        assert (
            browser.get("/desk/search/", {"q": typed}).headers["Location"]
            == f"/desk/matters/{matter.number}/"
        )
    unseen = desk("sibling_township_intake").get("/desk/search/", {"q": matter.number})
    assert unseen.status_code == 200
    assert not unseen.context["shown"].rows


def test_words_and_phones_are_searched_within_sight(desk: SignIn) -> None:
    matter = registered().matter
    near, far = desk("intake_officer"), desk("sibling_township_intake")
    for typed in ("堆满了垃圾", "13800000000", "垃圾 楼道"):
        found = near.get("/desk/search/", {"q": typed}).context["shown"].rows
        assert [row.matter.number for row in found] == [matter.number]
        assert not far.get("/desk/search/", {"q": typed}).context["shown"].rows


def test_no_search_breaks_the_page(desk: SignIn) -> None:
    browser = desk("intake_officer")
    for typed in ("", " ", "\0", "' & !", "x" * 5000, "：*", "\ufffd"):
        assert browser.get("/desk/search/", {"q": typed}).status_code == 200, typed


def test_a_stage_that_several_kinds_share_is_offered_once(desk: SignIn, workflows: None) -> None:
    offered = desk("county_intake_officer").get(LEDGER).context["form"].fields["state"].choices
    single = {name: code for code, name in offered if isinstance(name, str)}
    by_kind = {kind: dict(stages) for kind, stages in offered if not isinstance(stages, str)}
    names = [*single, *(name for stages in by_kind.values() for name in stages.values())]
    assert single["待受理"] == "dispute,hazard,request,security.waiting"
    assert names.count("待受理") == 1
    assert by_kind["矛盾纠纷"]["dispute.transferred"] == "已移交公安"


def test_a_stage_is_told_from_another_of_its_code_in_another_kind(
    desk: SignIn, four: dict[str, Matter]
) -> None:
    Matter.objects.filter(pk__in=(four["dispute"].pk, four["hazard"].pk)).update(state="transferred")
    browser = desk("county_intake_officer")
    assert listed(browser, state="dispute.transferred") == {four["dispute"].number}
    assert listed(browser, state="hazard.transferred") == {four["hazard"].number}
    assert listed(browser, state="dispute,hazard,request,security.waiting") == set()
    assert browser.get(LEDGER, {"state": "no,such.waiting"}).status_code == 422


def test_an_address_that_names_a_stage_by_its_code_alone_goes_on(
    desk: SignIn, four: dict[str, Matter]
) -> None:
    browser = desk("county_intake_officer")
    for named in ("accepted", "request.accepted", "gone,request.accepted"):
        assert listed(browser, state=named) == {four["request"].number}, named

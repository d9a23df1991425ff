"""The matter page: facts behind masks, what happened, and the acts allowed now; nothing that is typed is lost."""

from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Attachment, Entry, Matter
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from tests.domain.matters.helpers import PHONE, act, picture, registered
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.matters.sending import form, url

pytestmark = pytest.mark.django_db


def test_it_shows_the_facts_and_the_acts_of_whose_turn_it_is(desk: SignIn) -> None:
    matter = registered().matter
    page = desk("intake_officer").get(url(matter)).content.decode()
    assert matter.text in page
    assert "王**" in page
    assert "138****0000" in page
    assert PHONE not in page
    assert 'name="_act" value="accept"' in page
    assert "?act=route" in page
    watching = desk("county_leader").get(url(matter))
    assert 'value="accept"' not in watching.content.decode()


def test_what_can_be_done_is_grouped_by_what_is_next_what_else_there_is_and_what_ends_the_matter(
    desk: SignIn,
) -> None:
    answer: Any = desk("intake_officer").get(url(registered().matter))
    page = answer.context["page"]
    groups = {str(name): {action.code for action in actions} for name, actions in page.groups}
    assert page.open_act.action.code == "accept"
    assert list(groups) == ["下一步", "其他操作", "结束办理"]
    assert "assign" in groups["下一步"]
    assert "route" in groups["其他操作"]
    assert "refuse" in groups["结束办理"]
    # The police have to say so first.
    assert "to_police" not in groups["结束办理"]
    assert {"accept"}.union(*groups.values()) == {action.code for action in page.acts}
    assert sum(map(len, groups.values())) == len(page.acts) - 1
    told = answer.content.decode()
    assert "下一步 · 受理" in told
    assert told.index('id="acts"') < told.index("可能是同一件")


def test_what_was_done_by_its_deadline_and_leaves_the_matter_where_it_is_is_not_the_next_act_again(
    desk: SignIn, cast: dict[str, Player], mediating: Matter
) -> None:
    def open_act() -> str:
        answer: Any = desk("mediator").get(url(mediating))
        return str(answer.context["page"].open_act.action.code)

    assert open_act() == "contact"
    act(cast["mediator"].viewer, mediating, "contact", {"note": "约好明天上门"})
    assert open_act() == "agree"


def test_a_matter_out_of_sight_is_as_absent_as_one_that_never_was(desk: SignIn) -> None:
    matter = registered().matter
    for key in ("sibling_township_intake", "sibling_county_intake", "sibling_department_clerk", "mediator"):
        browser = desk(key)
        unseen, absent = browser.get(url(matter)), browser.get("/desk/matters/ZZ-260101-00001-0/")
        assert (unseen.status_code, absent.status_code) == (404, 404)
        assert browser.post(url(matter), form(matter, "accept")).status_code == 404


def test_a_page_takes_at_most_twenty_queries_at_any_size(
    desk: SignIn, cast: dict[str, Player], mediating: Matter
) -> None:
    accepted = registered().matter
    act(cast["intake_officer"].viewer, accepted, "accept")
    related = {"number": registered().matter.number, "relation": "repeat_of"}
    act(cast["intake_officer"].viewer, accepted, "relate", related)
    for number in range(6):
        act(cast["mediator"].viewer, mediating, "progress", {"note": f"第 {number} 次上门"}, [picture()])
    looks = product((mediating, accepted), ("mediator", "intake_officer", "county_centre_director"))
    for matter, key in looks:
        browser = desk(key)
        if browser.get(url(matter)).status_code == 404:
            continue
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url(matter)).status_code == 200
        assert len(queries) <= 20, (
            key,
            "\n".join(str(query["sql"])[:110] for query in queries.captured_queries),
        )


def test_an_act_is_done_and_a_second_sending_changes_nothing(desk: SignIn) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    sent = form(matter, "accept", remark="马上联系调解员")
    for _time in range(2):
        assert browser.post(url(matter), sent).headers["Location"] == f"{url(matter)}#main"
    matter.refresh_from_db()
    assert (matter.state, matter.version) == ("accepted", 2)
    assert Entry.objects.filter(matter=matter, code="accept").count() == 1


def test_another_form_under_the_same_key_is_refused(desk: SignIn) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    browser.post(url(matter), form(matter, "note", note="一"))
    answer = browser.post(url(matter), form(matter, "note", note="二"))
    assert answer.status_code == 422
    assert "二" in answer.content.decode()


def test_a_form_sent_to_another_matter_under_its_key_is_never_called_done(desk: SignIn) -> None:
    first, other = registered().matter, registered().matter
    browser = desk("intake_officer")
    browser.post(url(first), form(first, "accept"))
    assert browser.post(url(other), form(other, "accept")).status_code == 422
    other.refresh_from_db()
    assert other.version == 1


def test_a_missing_field_is_told_beside_it_and_nothing_typed_is_lost(desk: SignIn) -> None:
    matter = registered().matter
    answer = desk("intake_officer").post(url(matter), form(matter, "assign", remark="请尽快上门"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'id="act_assign_mediator_error"' in page
    assert "请尽快上门" in page
    assert 'class="error-summary"' in page
    matter.refresh_from_db()
    assert matter.version == 1


def test_a_post_that_the_definition_does_not_offer_is_refused(desk: SignIn, cast: dict[str, Player]) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    for stranger in (cast["sibling_county_intake"].post.pk, cast["auditor"].post.pk, 10**20, "x"):
        answer = browser.post(url(matter), form(matter, "assign", key=f"k{stranger}", mediator=stranger))
        assert answer.status_code == 422
    matter.refresh_from_db()
    assert matter.assignee_id is None


def test_a_stale_form_shows_what_is_new_and_keeps_what_was_typed(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    matter = registered().matter
    opened = form(matter, "assign", mediator=cast["mediator"].post.pk, remark="请尽快上门")
    act(cast["centre_director"].viewer, matter, "accept", {"remark": "主任先受理"})
    browser = desk("intake_officer")
    answer = browser.post(url(matter), opened)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "请尽快上门" in page
    assert [event.code for event in answer.context["page"].news] == ["accept"]
    assert 'name="_version" value="2"' in page
    matter.refresh_from_db()
    assert matter.assignee_id is None


def test_when_the_act_is_no_longer_legal_the_typed_words_can_still_be_copied(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    matter = registered().matter
    opened = form(matter, "refuse", reason="不属于民间纠纷", cause="outside")
    act(cast["centre_director"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    answer = desk("intake_officer").post(url(matter), opened)
    assert answer.status_code == 409
    assert ("理由", "不属于民间纠纷") in [(label, text) for label, text in answer.context["page"].typed]


def test_an_act_that_is_not_ones_own_is_forbidden_and_says_what_is_allowed(
    desk: SignIn, mediating: Matter
) -> None:
    answer = desk("intake_officer").post(url(mediating), form(mediating, "contact", note="已联系"))
    assert answer.status_code == 403
    assert "已联系" in answer.content.decode()
    assert answer.context["page"].refusal
    assert desk("intake_officer").post(url(mediating), form(mediating, "no_such_act")).status_code == 403


def test_attachments_follow_the_entry_they_came_with(
    desk: SignIn, cast: dict[str, Player], mediating: Matter
) -> None:
    act(cast["mediator"].viewer, mediating, "progress", {"note": "上门"}, [picture()])
    attachment = Attachment.objects.get()
    browser = desk("mediator")
    whole = browser.get(f"/desk/files/{attachment.pk}/")
    assert (whole.status_code, whole.headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert AuditRow.objects.filter(act="matters.read_file").count() == 1
    for key in ("sibling_village_mediator", "sibling_township_intake", "auditor"):
        assert desk(key).get(f"/desk/files/{attachment.pk}/").status_code in {403, 404}
        assert desk(key).get(f"/desk/files/{attachment.pk}/small/").status_code in {403, 404}


def test_htmx_gets_the_form_of_one_act_alone(desk: SignIn) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    part = browser.get(f"{url(matter)}?act=refuse", headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    assert 'value="refuse"' in part.content.decode()
    assert browser.get(f"{url(matter)}?act=resolve", headers={"HX-Request": "true"}).status_code == 403


def test_units_to_route_to_are_offered_by_name_pinyin_and_code(desk: SignIn) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    offers = f"{url(matter)}offers/route/unit/"
    for typed in ("金水区住房", "jinshui", "410105", "jsq"):
        assert browser.get(offers, {"q": typed}).json(), typed
    named = browser.get(offers, {"q": "金水区综治中心"}).json()
    assert [offer["label"] for offer in named] == ["金水区综治中心"]
    sent = form(matter, "route", unit=named[0]["label"], unit_key=named[0]["key"])
    assert browser.post(url(matter), sent).status_code == 302
    matter.refresh_from_db()
    assert matter.unit.name == "金水区综治中心"


def test_a_typed_name_works_without_script_and_an_unclear_one_asks_back(desk: SignIn) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    unclear = browser.post(url(matter), form(matter, "route", unit="金水区"))
    assert unclear.status_code == 422
    assert "金水区" in unclear.content.decode()
    assert browser.post(url(matter), form(matter, "route", unit="金水区综治中心")).status_code == 302


def test_script_in_any_text_is_inert(desk: SignIn, cast: dict[str, Player]) -> None:
    script = "<script>alert(1)</script>"
    person = PersonDetails(name=script, phone=PHONE, address=script)
    parties = [
        PartyDetails(role="applicant", person=person),
        PartyDetails(role="respondent", description=script),
    ]
    matter = registered(text=script, title=script, place=script, parties=parties).matter
    act(cast["intake_officer"].viewer, matter, "note", {"note": script})
    browser = desk("intake_officer")
    for place in (url(matter), "/desk/", "/desk/matters/?col=applicant", "/desk/search/?q=script"):
        page = browser.get(place).content.decode()
        assert matter.number in page
        assert "<script>alert" not in page
    party = matter.parties.first()
    assert party
    shown = browser.post(f"{url(matter)}parties/{party.pk}/", {"purpose": script})
    assert "<script>alert" not in shown.content.decode()


def test_forms_without_the_token_against_forgery_are_refused(desk: SignIn, cast: dict[str, Player]) -> None:
    matter = registered().matter
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast["intake_officer"].user)
    assert strict.post(url(matter), form(matter, "accept")).status_code == 403
    matter.refresh_from_db()
    assert matter.version == 1


def test_a_forged_version_never_breaks_the_page(desk: SignIn) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    for version in ("", "-1", "x", "9" * 30, "99"):
        answer = browser.post(url(matter), {**form(matter, "accept"), "_version": version})
        assert answer.status_code in {409, 422}, version
    matter.refresh_from_db()
    assert matter.version == 1


@pytest.mark.parametrize("agrees", [True, False])
def test_that_a_party_agreed_to_messages_is_said_to_whoever_reads_its_phone_masked(
    desk: SignIn,
    agrees: bool,
) -> None:
    party = PartyDetails(role="applicant", person=PersonDetails(phone=PHONE), messages=agrees)
    path = f"/desk/matters/{registered(kind='hazard', parties=[party]).matter.number}/"
    assert ("同意接收短信" in desk("intake_officer").get(path).content.decode()) is agrees
    hidden = desk("county_leader").get(path).content.decode()
    assert "对您不显示" in hidden
    assert "同意接收短信" not in hidden

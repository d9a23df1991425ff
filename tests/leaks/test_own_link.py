"""Staff who register for a resident never hold what acts as the resident: no link, no session, no phone of theirs."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.act import allowed_actions, perform
from sanling.domain.matters.actions.register import PartyDetails, register
from sanling.domain.matters.errors import NotAllowed
from sanling.domain.matters.holders import by_token
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.impartial import AT_WORK, OWN_PHONE, SHOWN
from sanling.domain.matters.models import Entry, Matter, Rating
from sanling.domain.matters.timeline import timeline
from sanling.domain.people.cast import Player
from sanling.foundation.accounts.models import User
from sanling.foundation.delivery.models import Notice
from sanling.interfaces.api.matters.public import ACTS_AN_HOUR
from sanling.processes.reactions import react
from tests.city import VILLAGE
from tests.domain.matters.helpers import act, picture, registered, report
from tests.interfaces.api.conftest import PHONE, System, files_root, public_report, resident, system_of
from tests.interfaces.api.conftest import report as api_report
from tests.interfaces.desk.conftest import SignIn, desk, plain_http
from tests.interfaces.portal.conftest import Resident, poster
from tests.interfaces.portal.conftest import report as report_on_portal
from tests.messages import Gateway

__all__ = ["desk", "files_root", "plain_http", "poster", "resident"]

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
GEO = {"description": "楼上漏水", "address_id": VILLAGE, "phone": PHONE, "last_name": "王"}
NEW = {
    "_key": "once",
    "channel": "visit",
    "text": "楼上漏水，两家为赔偿争执不下。",
    "division": "通信花园社区",
    "scale": "1",
    "applicant_name": "王小明",
    "applicant_phone": PHONE,
}


def _at_the_desk(cast: Cast, desk: SignIn, _poster: Any) -> str:
    browser = desk("intake_officer")
    choices = dict(browser.get("/desk/new/").context["form"].fields["about"].choices)
    about = next(code for group in choices.values() for code, _name in group if code.startswith("dispute:"))
    page = browser.post("/desk/new/", {**NEW, "about": about}).content.decode()
    return str(re.findall(r"/t/([\w-]+)/", page)[0])


def _by_the_staff_api(cast: Cast, _desk: SignIn, _poster: Any) -> str:
    return str(system_of(cast["intake_officer"]).post("/matters", api_report()).json()["token"])


def _by_the_public_api(cast: Cast, _desk: SignIn, _poster: Any) -> str:
    return str(system_of(cast["intake_officer"]).post("/public/matters", public_report()).json()["token"])


def _by_open311(cast: Cast, _desk: SignIn, _poster: Any) -> str:
    client, key = Client(), system_of(cast["intake_officer"], "public", "read").token
    services = client.get("/open311/v2/services.json").json()
    code = next(
        service["service_code"] for service in services if service["service_code"].startswith("dispute.")
    )
    answer = client.post("/open311/v2/requests.json", {**GEO, "service_code": code, "api_key": key})
    return str(answer.json()[0]["token"])


def _on_the_portal(_cast: Cast, desk: SignIn, _poster: Any) -> str:
    browser = Resident(desk("intake_officer"))
    report_on_portal(browser, phone=PHONE)
    return browser.url.split("/")[2]


DOORS = [_at_the_desk, _by_the_staff_api, _by_the_public_api, _by_open311, _on_the_portal]
Door = Callable[[Cast, SignIn, Any], str]


def settle(matter: Matter, cast: Cast) -> None:
    """Bring a dispute to where its party may rate it."""
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    act(cast["mediator"].viewer, matter, "agree", {"form": "oral", "answer": "双方和好。"}, [picture()])


@pytest.mark.parametrize("door", DOORS)
def test_what_staff_register_at_any_door_is_told_of_their_post_and_not_of_the_party(
    door: Door, cast: Cast, desk: SignIn, poster: Any
) -> None:
    door(cast, desk, poster)
    matter, officer = Matter.objects.get(), cast["intake_officer"]
    assert [entry.post_id for entry in matter.entries.all()] == [officer.post.pk]
    told = [(item.who, item.by_party) for item in timeline(officer.viewer, matter)]
    assert told == [(f"{officer.post.name} · {officer.post.unit.name}", False)]


@pytest.mark.parametrize("door", DOORS)
def test_the_link_that_staff_are_told_shows_progress_and_opens_nothing(
    door: Door, cast: Cast, desk: SignIn, poster: Any, resident: System
) -> None:
    token = door(cast, desk, poster)
    matter = Matter.objects.get()
    settle(matter, cast)
    page = Client().get(f"/t/{token}/").content.decode()
    assert matter.number in page
    assert "已达成协议" in page
    for hidden in (matter.text, matter.title, "双方和好", "王小明", "/do/", "/files/"):
        assert hidden not in page
    shown = resident.get(f"/public/matters/{token}").json()
    assert (shown["acts"], shown["state"]["code"]) == (False, "settled")
    assert (shown["title"], shown["text"], shown["place"]) == ("", "", "")
    assert (shown["timeline"], shown["allowed_actions"]) == ([], [])
    for attachment in matter.entries.filter(attachments__isnull=False).values_list("attachments", flat=True):
        assert Client().get(f"/t/{token}/files/{attachment}/").status_code == 404


@pytest.mark.parametrize("door", DOORS)
def test_the_link_that_staff_are_told_never_acts(
    door: Door, cast: Cast, desk: SignIn, poster: Any, resident: System
) -> None:
    token = door(cast, desk, poster)
    matter = Matter.objects.get()
    settle(matter, cast)
    for code in ("rate", "reopen", "add", "withdraw"):
        form = {"result": 5, "reason": "再办", "message": "补充", "version": matter.version}
        answer = Client().post(f"/t/{token}/do/{code}/", form)
        assert answer.status_code == 403
        assert str(SHOWN) in answer.content.decode()
    body = {"version": matter.version, "fields": {"result": 5}}
    refused = resident.post(f"/public/matters/{token}/actions/rate", body)
    assert refused.status_code == 409
    assert refused.json()["type"] == "urn:sanling:problem:not_allowed"
    assert not Rating.objects.exists()
    assert not Entry.objects.filter(actor_kind="link").exists()


def test_the_link_that_staff_are_told_uses_up_none_of_the_acts_of_the_residents_own(
    cast: Cast, workflows: None, gateway: Gateway, resident: System
) -> None:
    made = register(actor=cast["intake_officer"].viewer, report=report(channel="visit"))
    react()
    own = gateway.work()[0]["link"].rstrip("/").rpartition("/")[2]
    settle(made.matter, cast)
    body = {"version": made.matter.version, "fields": {"result": 1}}
    for _time in range(ACTS_AN_HOUR):
        assert resident.post(f"/public/matters/{made.token}/actions/rate", body).status_code == 409
    assert resident.post(f"/public/matters/{own}/actions/rate", body).status_code == 200


def test_the_residents_own_link_goes_to_their_phone_alone_and_acts(
    cast: Cast, workflows: None, gateway: Gateway
) -> None:
    made = register(actor=cast["intake_officer"].viewer, report=report(channel="visit"))
    react()
    (message,) = gateway.work()
    assert (message["phone"], message["number"]) == ("+8613800000000", made.matter.number)
    token = re.fullmatch(r"http.*/t/([\w-]+)/", message["link"])
    assert token is not None
    assert token[1] != made.token
    settle(made.matter, cast)
    held = by_token(token[1])
    assert held is not None
    act(held.actor, made.matter, "rate", {"result": 2})
    assert Rating.objects.get().result == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "petition"},
        {"concealed": True},
        {"parties": []},
        {
            "parties": [
                PartyDetails(role="respondent", person=PersonDetails(name="李四", phone="13800000002"))
            ]
        },
    ],
)
def test_no_link_is_sent_where_a_message_could_harm_or_nobody_left_a_mobile(
    cast: Cast, workflows: None, gateway: Gateway, changes: dict[str, Any]
) -> None:
    register(actor=cast["intake_officer"].viewer, report=report(channel="visit", **changes))
    react()
    assert gateway.work() == []


def test_what_a_resident_registered_needs_no_message(workflows: None, cast: Cast, gateway: Gateway) -> None:
    registered()
    react()
    assert gateway.work() == []


def test_a_proved_phone_does_what_the_shown_link_does_not(
    cast: Cast, workflows: None, gateway: Gateway
) -> None:
    made = register(actor=cast["intake_officer"].viewer, report=report(channel="visit"))
    settle(made.matter, cast)
    visitor = Resident(Client())
    visitor.open("/track/")
    visitor.send({"number": made.matter.number, "phone": PHONE})
    code = gateway.work()[-1]["code"]
    visitor.send({"code": code}, to="/track/code/")
    own = visitor.client.get(f"/t/{made.token}/")
    assert (own.status_code, own["Location"]) == (302, f"/mine/{made.matter.number}/")
    visitor.open(f"/mine/{made.matter.number}/do/rate/")
    visitor.send({"result": "4"})
    assert Rating.objects.get().result == 4


@pytest.mark.parametrize("who", ["mediator", "intake_officer", "centre_director"])
def test_whoever_works_on_a_matter_does_not_act_as_its_party_where_they_are_signed_in(
    cast: Cast, workflows: None, desk: SignIn, who: str
) -> None:
    made = registered()
    settle(made.matter, cast)
    answer = desk(who).post(f"/t/{made.token}/do/rate/", {"result": 5, "version": made.matter.version})
    assert answer.status_code == 403
    assert str(AT_WORK) in answer.content.decode()
    assert not Rating.objects.exists()


def test_staff_from_elsewhere_are_residents_like_any(cast: Cast, workflows: None, desk: SignIn) -> None:
    made = registered()
    settle(made.matter, cast)
    form = {"result": 5, "version": made.matter.version}
    assert desk("sibling_county_intake").post(f"/t/{made.token}/do/rate/", form).status_code == 302


@pytest.mark.parametrize("who", ["mediator", "intake_officer"])
def test_the_phone_of_whoever_works_on_a_matter_is_no_partys(cast: Cast, workflows: None, who: str) -> None:
    User.objects.filter(pk=cast[who].user.pk).update(phone="+8613800000000")
    made = register(actor=cast["intake_officer"].viewer, report=report(channel="visit"))
    settle(made.matter, cast)
    with pytest.raises(NotAllowed) as refused:
        perform(
            actor=LinkActor(made.matter.pk),
            matter_id=made.matter.pk,
            action="rate",
            version=made.matter.version,
            fields={"result": 5},
        )
    assert refused.value.reason == str(OWN_PHONE)


def test_a_post_is_told_of_what_came_by_a_residents_door_under_its_token(
    cast: Cast, desk: SignIn, poster: Any
) -> None:
    _by_the_public_api(cast, desk, poster)
    react()
    told = Notice.objects.filter(recipient=cast["intake_officer"].viewer.key)
    assert told.get().code == "matter.registered"


def test_a_shown_link_reads_nothing_in_the_domain_either(cast: Cast, workflows: None) -> None:
    made = register(actor=cast["intake_officer"].viewer, report=report(channel="visit"))
    held = by_token(made.token)
    assert held is not None
    assert timeline(held.actor, held.matter) == []
    assert allowed_actions(held.actor, held.matter) == []


def test_an_app_of_the_city_gives_residents_their_own_links(cast: Cast, workflows: None) -> None:
    app = system_of(cast["intake_officer"], "public")
    held = by_token(app.post("/public/matters", public_report()).json()["token"])
    assert held is not None
    assert held.actor.acts


@pytest.mark.parametrize("door", DOORS)
def test_the_phone_of_whoever_registered_it_is_no_partys_by_any_door(
    door: Door, cast: Cast, desk: SignIn, poster: Any
) -> None:
    User.objects.filter(pk=cast["intake_officer"].user.pk).update(phone=f"+86{PHONE}")
    door(cast, desk, poster)
    matter = Matter.objects.get()
    colleague = cast["centre_director"].viewer
    act(colleague, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    act(cast["mediator"].viewer, matter, "agree", {"form": "oral", "answer": "双方和好。"}, [picture()])
    index = matter.parties.get().phone_index
    assert index is not None
    for actor in (LinkActor(matter.pk), LinkActor(matter.pk, phone_index=bytes(index))):
        with pytest.raises(NotAllowed) as refused:
            act(actor, matter, "rate", {"result": 5})
        assert refused.value.reason == str(OWN_PHONE)
    assert not Rating.objects.exists()

"""At the desk the mediator asks the other side, hands over its link, and writes down and reads what it says."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.mediation.actions.say import say
from sanling.domain.mediation.models import Member, Saying, Side
from tests.domain.matters.helpers import in_mediation, registered
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked, by, consenting
from tests.interfaces.desk.conftest import SignIn
from tests.messages import Gateway

pytestmark = pytest.mark.django_db
OTHER = {"name": "李大山", "phone": "13900000001", "summary": "楼道堆物的纠纷"}


def test_the_mediator_asks_the_other_side_and_sends_its_link(
    desk: SignIn, cast: Cast, gateway: Gateway
) -> None:
    client, matter = desk("mediator"), in_mediation(cast)
    gateway.work()
    address = f"/desk/matters/{matter.number}/sides/"
    assert address in client.get(f"/desk/matters/{matter.number}/").content.decode()
    assert client.post(address, {**OTHER, "phone": "0371-65500000"}).status_code == 422
    assert client.post(address, OTHER).status_code == 302
    side = Side.objects.get(nth=2)
    assert "李大山" not in client.get(address).content.decode()
    assert client.post(f"{address}{side.pk}/send/").status_code == 302
    (message,) = gateway.work()
    assert message["phone"] == "+8613900000001"
    page = client.get(f"/desk/matters/{matter.number}/").content.decode()
    assert "已邀请，未答复" in page


def test_a_printed_invitation_opens_the_sides_page(desk: SignIn, cast: Cast) -> None:
    client, matter = desk("mediator"), in_mediation(cast)
    side = asked(matter)
    answer = client.post(f"/desk/matters/{matter.number}/sides/{side.pk}/invitation/")
    page = answer.content.decode()
    assert "<svg" in page
    assert answer["Cache-Control"] == "private, no-store"
    (path,) = {*re.findall(r"/side/[\w-]+/", page)}
    assert "邀请您参加调解" in Client().get(path).content.decode()


def test_what_is_said_by_phone_is_written_down(desk: SignIn, cast: Cast) -> None:
    client, matter = desk("mediator"), in_mediation(cast)
    side = asked(matter)
    address = f"/desk/matters/{matter.number}/sides/{side.pk}"
    assert client.post(f"{address}/answer/", {"answer": "consents"}).status_code == 302
    assert client.post(f"{address}/say/", {"kind": "private", "text": "愿意让步"}).status_code == 302
    speaker = {"name": "李小山", "delegated_on": "2026-01-05"}
    assert client.post(f"{address}/representative/", speaker).status_code == 302
    assert client.post(f"{address}/representative/", {"name": "李小山"}).status_code == 422
    assert client.post(f"{address}/say/", {"kind": "private", "text": ""}).status_code == 422
    assert client.post(f"{address}/unknown/").status_code == 404
    assert Member.objects.filter(side=side, capacity="representative").count() == 1
    assert Saying.objects.get().post == cast["mediator"].post
    page = client.get(f"/desk/matters/{matter.number}/sides/").content.decode()
    for words in ("愿意让步", "只有您能看到", "委托书 2026-01-05", "同意调解"):
        assert words in page


def test_others_who_see_the_dispute_read_what_is_for_the_file_alone(desk: SignIn, cast: Cast) -> None:
    matter = in_mediation(cast)
    side = consenting(asked(matter))
    say(actor=by(side), side_id=side.pk, kind="statement", text="公开的话")
    say(actor=by(side), side_id=side.pk, kind="private", text="私下的话")
    page = desk("county_leader").get(f"/desk/matters/{matter.number}/sides/").content.decode()
    assert "公开的话" in page
    assert "私下的话" not in page
    refused = desk("county_leader").post(f"/desk/matters/{matter.number}/sides/", OTHER)
    assert refused.status_code == 403


@pytest.mark.parametrize("kind", ["hazard", "request"])
def test_of_what_is_not_mediated_there_are_no_sides(desk: SignIn, cast: Cast, kind: str) -> None:
    matter = registered(kind=kind).matter
    client = desk("intake_officer")
    assert client.get(f"/desk/matters/{matter.number}/sides/").status_code == 404
    assert "/sides/" not in client.get(f"/desk/matters/{matter.number}/").content.decode()


def test_the_side_of_another_dispute_is_not_found(desk: SignIn, cast: Cast) -> None:
    matter, side = in_mediation(cast), asked(in_mediation(cast))
    client: Any = desk("mediator")
    for key in (side.pk, 2**64):
        assert client.post(f"/desk/matters/{matter.number}/sides/{key}/send/").status_code == 404


def test_the_page_costs_little(desk: SignIn, cast: Cast) -> None:
    client, matter = desk("mediator"), in_mediation(cast)
    asked(matter)
    client.get(f"/desk/matters/{matter.number}/sides/")
    with CaptureQueriesContext(connection) as ran:
        client.get(f"/desk/matters/{matter.number}/sides/")
    assert len(ran) <= 45

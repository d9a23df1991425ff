"""A side opens its own page by its link: it answers, reads its rights, proposes a time and says something."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.print_link import print_link
from sanling.domain.mediation.actions.say import say
from sanling.domain.mediation.models import Saying, Side
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from tests.domain.matters.helpers import PHONE, in_mediation
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import OTHER_PHONE, asked, by, consenting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
MOST_BYTES = 60 * 1024


@pytest.fixture
def other(cast: Cast) -> Side:
    """Give the other side of a dispute."""
    return asked(in_mediation(cast))


def link_of(cast: Cast, side: Side) -> str:
    """Return the address of a side's page."""
    return f"/side/{print_link(actor=cast['mediator'].viewer, side_id=side.pk)}/"


def send(client: Client, url: str, what: str, **typed: Any) -> Any:
    """Send one of the forms of a side's page, as a browser without script does."""
    page = client.get(url).content.decode()
    key = re.findall(rf'value="{what}"><input type="hidden" name="key" value="([^"]+)"', page)[0]
    return client.post(url, {"what": what, "key": key, **typed})


def test_who_is_asked_reads_what_it_is_about_and_nothing_of_the_other_side(
    cast: Cast, client: Client, other: Side
) -> None:
    answer = client.get(link_of(cast, other))
    page = answer.content.decode()
    for words in (
        "邀请您参加调解",
        "楼道堆物的纠纷",
        cast["mediator"].post.name,
        other.matter.number,
        "人民法院",
    ):
        assert words in page
    for secret in ("王小明", PHONE, "三号楼", other.matter.title, "李大山", OTHER_PHONE):
        assert secret not in page
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert len(answer.content) <= MOST_BYTES


def test_it_consents_reads_its_rights_proposes_and_says(cast: Cast, client: Client, other: Side) -> None:
    url = link_of(cast, other)
    assert send(client, url, "answer", answer="consents").status_code == 302
    assert send(client, url, "notice", version="1", name="王二").status_code == 422
    assert send(client, url, "notice", version="1", name="李大山").status_code == 302
    at = (clock.now() + timedelta(days=2)).astimezone(CHINA).replace(second=0, microsecond=0)
    sent = send(client, url, "time", proposed_at=at.strftime("%Y-%m-%dT%H:%M"), text="社区调解室")
    assert sent.status_code == 302
    assert send(client, url, "words", kind="private", text="私下的话").status_code == 302
    assert send(client, url, "words", kind="statement", text="公开的话").status_code == 302
    page = client.get(url).content.decode()
    for words in ("私下的话", "公开的话", "社区调解室", f"{at:%Y-%m-%d %H:%M}", "只给调解员", "您已于"):
        assert words in page
    assert Saying.objects.get(kind="time").proposed_at == at


def test_sent_twice_it_is_said_once(cast: Cast, client: Client, other: Side) -> None:
    consenting(other)
    url = link_of(cast, other)
    typed = {"what": "words", "key": "same-key-of-a-page", "kind": "statement", "text": "一次"}
    assert [client.post(url, typed).status_code for _time in range(2)] == [302, 302]
    assert Saying.objects.count() == 1


def test_who_refuses_is_told_the_legal_routes_and_asked_nothing_more(
    cast: Cast, client: Client, other: Side
) -> None:
    url = link_of(cast, other)
    send(client, url, "answer", answer="refuses")
    page = client.get(url).content.decode()
    assert "您已拒绝调解" in page
    assert "依法申请仲裁" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert Matter.objects.get().state == "unsuccessful"
    again = client.post(url, {"what": "words", "key": "k" * 20, "kind": "statement", "text": "好"})
    assert again.status_code == 422


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast: Cast, client: Client, other: Side) -> None:
    consenting(other)
    url = link_of(cast, other)
    answer = send(client, url, "time", proposed_at="昨天", text="社区调解室")
    assert answer.status_code == 422
    assert "社区调解室" in answer.content.decode()
    assert send(client, url, "words", kind="everybody", text="好").status_code == 422
    assert client.post(url, {"what": "nothing"}).status_code == 302


@pytest.mark.parametrize("token", ["x", "no-such-token-at-all", "x" * 80])
def test_a_link_of_nobody_opens_nothing(client: Client, cast: Cast, token: str) -> None:
    assert client.get(f"/side/{token}/").status_code == 404
    assert client.post(f"/side/{token}/", {"what": "answer", "answer": "refuses"}).status_code == 404


def test_the_side_of_who_brought_it_has_a_page_of_its_own(cast: Cast, client: Client, other: Side) -> None:
    consenting(other)
    first = Side.objects.get(nth=1)
    say(actor=by(other), side_id=other.pk, kind="statement", text="对方的话")
    say(actor=by(first), side_id=first.pk, kind="private", text="自己的话")
    mine, theirs = (client.get(link_of(cast, side)).content.decode() for side in (first, other))
    assert "自己的话" in mine
    assert "对方的话" not in mine
    assert "对方的话" in theirs
    assert "自己的话" not in theirs


def test_staff_who_work_on_the_dispute_do_nothing_by_it(cast: Cast, client: Client, other: Side) -> None:
    url = link_of(cast, other)
    client.force_login(cast["mediator"].user)
    assert send(client, url, "answer", answer="consents").status_code == 403
    other.refresh_from_db()
    assert other.answer == ""


def test_it_speaks_english(cast: Cast, client: Client, other: Side) -> None:
    page = client.get(link_of(cast, other), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "You are asked to take part in mediation" in page

"""The mediator writes to all or to one side, corrects beside, reads what was sent, and calls; all of it at the desk."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models import Saying
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.files.store import store
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.rooms import a_picture, says
from tests.domain.mediation.sides import by, two_sides
from tests.interfaces.doors import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
MOST_STATEMENTS = 40


@pytest.fixture
def client(cast: Cast, settings: Settings) -> Client:
    """Sign the mediator in."""
    settings.SECURE_SSL_REDIRECT = False
    return signed_in(cast["mediator"])


def test_the_mediator_writes_to_all_and_to_one_side_and_corrects(cast: Cast, client: Client) -> None:
    matter, _first, other = two_sides(cast)
    url = f"/desk/matters/{matter.number}/room/"
    assert url in client.get(f"/desk/matters/{matter.number}/sides/").content.decode()
    for to, text in (("all", "今天谈赔偿"), (str(other.pk), "您能承担多少？")):
        assert client.post(url, {"to": to, "text": text, "key": uuid4().hex}).status_code == 302
    to_all, alone = Saying.objects.order_by("pk")
    assert (to_all.side, to_all.matter, alone.side, alone.with_post) == (
        None,
        matter,
        other,
        cast["mediator"].post,
    )
    page = client.get(f"{url}?corrects={alone.pk}")
    assert page["Permissions-Policy"] == "camera=(self), microphone=(self)"
    assert "您正在更正" in page.content.decode()
    assert f'value="{other.pk}"' in page.content.decode()
    again = {"to": str(other.pk), "text": "您愿意承担多少？", "corrects": str(alone.pk), "key": uuid4().hex}
    assert client.post(url, again).status_code == 302
    assert client.get(f"/desk/matters/{matter.number}/")["Permissions-Policy"] == "camera=(), microphone=()"


def test_a_file_that_is_read_is_recorded(cast: Cast, client: Client) -> None:
    matter, first, _other = two_sides(cast)
    file = store(stream=a_picture(), name="墙面.jpg", actor=by(first), city=matter.city)
    said = says(by(first), matter, file=file)
    address = f"/desk/matters/{matter.number}/room/files/{said.pk}/"
    assert client.get(f"{address}?small=1").status_code == 200
    assert not AuditRow.objects.filter(act="mediation.read_room_file").exists()
    assert client.get(address).status_code == 200
    assert AuditRow.objects.get(act="mediation.read_room_file").detail == {"saying": said.pk}


def test_page_and_news_cost_the_same_however_much_was_said(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    matter, first, _other = two_sides(cast)
    row = {"matter": matter, "side": first, "kind": "room", "text": "好", "at": clock.now()}
    Saying.objects.bulk_create([Saying(**row) for _nth in range(250)])
    url, seat = f"/desk/matters/{matter.number}/room/", uuid4()
    client.get(url)
    with django_assert_max_num_queries(MOST_STATEMENTS):
        page = client.get(url).content.decode()
    assert page.count('data-said="') == 200
    assert client.get(f"{url}?all=1").content.decode().count('data-said="') == 250
    news = f"{url}news/?seat={seat}&after=0"
    client.get(news)
    etag = client.get(news)["ETag"]
    (signed,) = re.findall(r'data-pass="([^"]+)"', page)
    # Asked without the session, which says who asks.
    asks = {"HTTP_IF_NONE_MATCH": etag, "HTTP_X_ROOM_PASS": signed}
    with django_assert_max_num_queries(1):
        assert Client().get(f"/desk/room/glance/?seat={seat}", **asks).status_code == 304
    says(by(first), matter, "有新消息")
    answer = Client().get(f"/desk/room/glance/?seat={seat}", **asks)
    assert (answer.status_code, answer.content) == (204, b"")
    for forged in ("", "x", f"{signed}x"):
        asks["HTTP_X_ROOM_PASS"] = forged
        assert Client().get(f"/desk/room/glance/?seat={seat}", **asks).status_code == 404


def test_once_mediation_is_over_the_room_is_only_read(cast: Cast, client: Client) -> None:
    matter, first, _other = two_sides(cast)
    says(by(first), matter, "说过的话")
    Matter.objects.update(resolved_at=clock.now())
    url = f"/desk/matters/{matter.number}/room/"
    assert "说过的话" in client.get(url).content.decode()
    assert client.post(url, {"to": "all", "text": "还有", "key": uuid4().hex}).status_code == 422
    assert client.get("/desk/matters/nobody/room/").status_code == 404

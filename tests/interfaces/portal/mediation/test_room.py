"""A side writes, shows and reads in the room by its link, with script and without, and cheaply learns of no news."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.print_link import print_link
from sanling.domain.mediation.models import Saying, Seat, Side
from sanling.foundation import clock
from sanling.foundation.files.models import StoredFile
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.rooms import a_picture, says
from tests.domain.mediation.sides import asked, by, two_sides
from tests.foundation.files.samples import WEBM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


@pytest.fixture
def sides(cast: Cast) -> tuple[Matter, Side, Side]:
    """Give a dispute of two sides that take part."""
    return two_sides(cast)


def link_of(cast: Cast, side: Side) -> str:
    """Return the address of a side's room."""
    return f"/side/{print_link(actor=cast['mediator'].viewer, side_id=side.pk)}/room/"


def send(client: Client, url: str, **typed: Any) -> Any:
    """Send the form of the room."""
    return client.post(url, {"to": "all", "key": uuid4().hex, **typed})


def test_it_says_something_to_all_and_to_the_mediator_alone_without_script(
    cast: Cast, client: Client, sides: tuple[Matter, Side, Side]
) -> None:
    _matter, first, other = sides
    mine, theirs = link_of(cast, first), link_of(cast, other)
    assert send(client, mine, text="大家好").status_code == 302
    assert send(client, mine, text="底线三千", to=str(first.pk)).status_code == 302
    page = client.get(mine)
    assert page["Permissions-Policy"] == "camera=(self), microphone=(self)"
    assert page["Cache-Control"] == "private, no-store"
    for words in ("大家好", "底线三千", "只给调解员", "参加调解的所有人"):
        assert words in page.content.decode()
    their_page = client.get(theirs).content.decode()
    assert "大家好" in their_page
    assert "底线三千" not in their_page
    assert "王小明" not in their_page
    assert "/room/" in client.get(mine.removesuffix("room/")).content.decode()


def test_what_is_sent_twice_comes_once_and_what_is_wrong_is_said(
    cast: Cast, client: Client, sides: tuple[Matter, Side, Side]
) -> None:
    _matter, first, other = sides
    url = link_of(cast, first)
    for _time in range(2):
        assert send(client, url, key="one-key-of-a-page", text="一次").status_code == 302
    assert Saying.objects.count() == 1
    asks = {"HTTP_ACCEPT": "application/json"}
    wrong = [
        {"text": ""},
        {"text": "好", "to": str(other.pk)},
        {"text": "好", "to": "nobody"},
        {"text": "好", "key": ""},
    ]
    for typed in wrong:
        body = {"to": "all", "key": uuid4().hex, **typed}
        answer = client.post(url, body, **asks)  # type: ignore[arg-type]
        assert (answer.status_code, bool(answer.json()["error"])) == (422, True)
    answer = send(client, url, text="改" * 2001)
    assert answer.status_code == 422
    assert "改" * 2001 in answer.content.decode()
    before = Saying.objects.get()
    page = client.get(f"{url}?corrects={before.pk}").content.decode()
    assert "您正在更正" in page
    assert send(client, url, text="一回", corrects=str(before.pk)).status_code == 302
    assert "更正" in client.get(url).content.decode()


def test_pictures_and_voice_notes_are_shown_to_those_who_read_them(
    cast: Cast, client: Client, sides: tuple[Matter, Side, Side]
) -> None:
    _matter, first, other = sides
    mine, theirs = link_of(cast, first), link_of(cast, other)
    voice = SimpleUploadedFile("v.webm", WEBM)
    assert send(client, mine, file=a_picture()).status_code == 302
    assert send(client, mine, file=voice, to=str(first.pk)).status_code == 302
    bad = SimpleUploadedFile("a.exe", b"MZ\x90\0" * 99)
    assert send(client, mine, file=bad).status_code == 422
    picture, note = Saying.objects.order_by("pk")
    assert client.get(f"{theirs}files/{picture.pk}/")["Content-Type"] == "image/jpeg"
    assert client.get(f"{theirs}files/{picture.pk}/?small=1")["Content-Type"] == "image/webp"
    part = client.get(f"{mine}files/{note.pk}/", HTTP_RANGE="bytes=0-1")
    assert (part.status_code, part.content, part["Content-Range"]) == (
        206,
        WEBM[:2],
        f"bytes 0-1/{len(WEBM)}",
    )
    for nobodys in (
        f"{theirs}files/{note.pk}/",
        f"{theirs}files/{2**70}/",
        f"/side/no-such/room/files/{note.pk}/",
    ):
        assert client.get(nobodys).status_code == 404
    assert StoredFile.objects.count() == 2


def test_that_nothing_is_new_costs_one_statement(
    cast: Cast,
    client: Client,
    sides: tuple[Matter, Side, Side],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    matter, first, other = sides
    url, seat = link_of(cast, first), uuid4()
    says(by(other), matter, "在吗")
    address = f"{url}news/?seat={seat}&after=0&heard=0"
    assert "在吗" in client.get(address).json()["html"]
    etag = client.get(address)["ETag"]
    with django_assert_num_queries(1):
        answer = client.get(address, HTTP_IF_NONE_MATCH=etag)
    assert (answer.status_code, answer.content) == (304, b"")
    # What is said to the other side alone doesn't even show in the time of an answer.
    says(cast["mediator"].viewer, matter, "单独", to=other.pk)
    assert client.get(address, HTTP_IF_NONE_MATCH=etag).status_code == 304
    says(cast["mediator"].viewer, matter, "给大家")
    news = client.get(address, HTTP_IF_NONE_MATCH=etag).json()
    assert "单独" not in news["html"]
    assert "给大家" in news["html"]
    assert client.get(address.replace("after=0", f"after={news['last']}")).json()["html"].strip() == ""


def test_two_pages_come_to_a_call(cast: Cast, client: Client, sides: tuple[Matter, Side, Side]) -> None:
    urls = [link_of(cast, side) for side in sides[1:]]
    seats = [str(uuid4()) for _side in urls]
    for url, seat in zip(urls, seats, strict=True):
        client.get(f"{url}news/?seat={seat}")
        joined = client.post(f"{url}call/", {"seat": seat, "call": "video"})
        assert joined.json() == {"iceServers": [], "iceTransportPolicy": "all"}
    told = {"seat": seats[0], "signals": json.dumps([[seats[1], {"line": "1"}]])}
    assert client.post(f"{urls[0]}call/", told).status_code == 200
    news = client.get(f"{urls[1]}news/?seat={seats[1]}").json()
    assert [signal["body"] for signal in news["signals"]] == [{"line": "1"}]
    assert {seat["call"] for seat in news["seats"]} == {"video"}
    assert client.get(f"{urls[0]}news/?seat={seats[1]}").json()["signals"] == []
    client.post(f"{urls[0]}call/", {"seat": seats[0], "call": ""})
    assert Seat.objects.get(key=seats[0]).call == ""


@pytest.mark.parametrize("signals", ["", "{", "[" * 5000, "[1]", '[["x", 1]]', '[["x"]]', "{}", "null"])
def test_odd_signals_are_nothing(
    cast: Cast, client: Client, sides: tuple[Matter, Side, Side], signals: str
) -> None:
    url, seat = link_of(cast, sides[1]), str(uuid4())
    client.get(f"{url}news/?seat={seat}")
    client.post(f"{url}call/", {"seat": seat, "call": "video"})
    assert client.post(f"{url}call/", {"seat": seat, "signals": signals}).status_code == 404
    assert client.post(f"{url}call/", {"seat": "x", "call": "video"}).status_code == 404
    for query in ("", "seat=x", f"seat={seat}&after=x", f"seat={seat}&heard=-", "seat=%00"):
        assert client.get(f"{url}news/?{query}").status_code == 404
    assert client.get(f"{url}news/?seat={seat}&after={9**40}&heard=-5").status_code == 200


def test_it_is_shut_for_who_has_not_consented_and_once_mediation_is_over(
    cast: Cast, client: Client, sides: tuple[Matter, Side, Side]
) -> None:
    matter, first, _other = sides
    silent = link_of(cast, asked(matter, name="赵三", phone="+8613900000003"))
    for address in (silent, f"{silent}news/?seat={uuid4()}"):
        assert client.get(address).status_code == 404
    url = link_of(cast, first)
    says(by(first), matter, "说过的话")
    Matter.objects.update(resolved_at=clock.now())
    page = client.get(url).content.decode()
    assert "说过的话" in page
    assert '<form class="card' not in page
    assert send(client, url, text="还有").status_code == 422


def test_staff_who_work_on_the_dispute_say_nothing_by_it(
    cast: Cast, client: Client, sides: tuple[Matter, Side, Side]
) -> None:
    url = link_of(cast, sides[1])
    client.force_login(cast["mediator"].user)
    assert send(client, url, text="冒充").status_code == 403
    assert client.post(f"{url}call/", {"seat": str(uuid4()), "call": "video"}).status_code == 403
    assert not Saying.objects.exists()

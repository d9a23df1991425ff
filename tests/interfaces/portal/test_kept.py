"""A page that is kept is drawn for nobody: what belongs to one request never reaches another."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.models import CodePoint
from sanling.foundation import clock
from sanling.interfaces.portal import kept
from tests.city import TEST, TOWNSHIP
from tests.interfaces.portal.conftest import POSTER

pytestmark = pytest.mark.django_db
NONCE = re.compile(r'nonce="([^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
KEY = re.compile(r'name="key" value="([^"]+)"')
LOST = "从这个二维码没有识别出地点"


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_kept", {})


def read(client: Client, url: str, **headers: Any) -> Any:
    page = client.get(url, **headers)
    assert page.status_code == 200
    return page


@pytest.mark.parametrize("url", ["/", "/report/?kind=dispute", f"/q/{POSTER}", "/q/UNKNOWN"])
def test_a_kept_page_is_what_would_be_drawn_for_the_request_alone(
    poster: CodePoint, settings: Any, url: str
) -> None:
    first, again = read(Client(), url), read(Client(), url)
    settings.DEBUG = True
    alone = read(Client(), url)
    plain = [_without_own(page.content.decode()) for page in (first, again, alone)]
    assert plain[0] == plain[1] == plain[2]
    for page in (first, again, alone):
        nonce = NONCE.search(page.content.decode())
        assert nonce
        assert f"'nonce-{nonce[1]}'" in page.headers["Content-Security-Policy"]


def _without_own(html: str) -> str:
    for own in (NONCE, TOKEN, KEY):
        html = own.sub("", html)
    return html


def test_two_visitors_get_nonces_tokens_and_keys_of_their_own(poster: CodePoint) -> None:
    pages = [read(Client(), f"/q/{POSTER}").content.decode() for _nth in range(3)]
    for own in (NONCE, TOKEN, KEY):
        assert len({found[1] for page in pages if (found := own.search(page))}) == 3


def test_the_forms_of_a_kept_page_pass_the_check_against_forged_requests(poster: CodePoint) -> None:
    read(Client(), "/")
    client = Client(enforce_csrf_checks=True)
    token = TOKEN.search(read(client, "/").content.decode())
    assert token
    sent = {"language": "en", "next": "/", "csrfmiddlewaretoken": token[1]}
    assert client.post("/i18n/setlang/", sent).status_code == 302
    assert client.post("/i18n/setlang/", sent | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403


def test_each_poster_says_its_own_place_whichever_was_scanned_before(poster: CodePoint) -> None:
    other = hang_code_point(actor=TEST, division=TOWNSHIP, place="服务大厅 <b>")
    pages = {
        place: read(Client(), url).content.decode()
        for place, url in (
            ("", "/report/"),
            (poster.place, f"/q/{POSTER}"),
            (other.place, f"/q/{other.code}"),
        )
        for _time in range(2)
    }
    for place, page in pages.items():
        said = re.findall(r"您扫码的地点：([^<]*)", page)
        assert len(said) == bool(place)
        assert all(html.unescape(text).strip().endswith(place) for text in said), said


def test_a_retired_poster_and_another_language_show_at_once(poster: CodePoint) -> None:
    known = read(Client(), f"/q/{POSTER}").content.decode()
    assert LOST not in known
    CodePoint.objects.update(retired_at=clock.now())
    lost = read(Client(), f"/q/{POSTER}").content.decode()
    assert LOST in lost
    english = read(Client(), f"/q/{POSTER}", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en">' in english
    assert '<html lang="zh-hans">' in lost


def test_what_a_visitor_writes_into_the_address_stays_with_them_and_harmless(poster: CodePoint) -> None:
    forged = read(Client(), '/report/?kind="><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in forged
    assert "alert(1)" not in read(Client(), "/report/").content.decode()
    odd = read(Client(), "/q/%22%3E%3Cb%3E").content.decode()
    assert "<b>" not in odd
    assert 'action="/q/%22%3E%3Cb%3E"' in odd

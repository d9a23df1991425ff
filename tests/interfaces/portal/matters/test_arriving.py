"""Who comes from an app of the city reports with the place and, if they agree, the phone that the app handed over."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.matters.models import Matter
from sanling.domain.territory.models import CodePoint
from sanling.foundation.datum import Datum, convert
from tests.city import SOUTH, VILLAGE, WEST, City
from tests.interfaces.portal.apps import KEY, KID, token
from tests.interfaces.portal.conftest import POSTER, TEXT, Resident
from tests.profiles import with_apps

pytestmark = pytest.mark.django_db
PHONE = "13800000001"
GRID = f"{VILLAGE}001"


@pytest.fixture(autouse=True)
def keys(settings: Settings, city: City, workflows: None) -> Any:
    """Let the city have an app."""
    settings.APP_KEYS = f"{KID}:{KEY}"
    with with_apps():
        yield


def arrive(resident: Resident, go: str = "plain", **said: Any) -> str:
    """Open what the app made, agree to it or not, and return the report's first page."""
    resident.open(f"/from/{token(**said)}/")
    resident.send({"go": go})
    return resident.html


def finish(resident: Resident, url: str, **typed: Any) -> Matter:
    """Go on from the report's first page to the receipt."""
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"}, to=url)
    resident.url = url
    resident.send({"go": "next"} | typed)
    resident.send({"go": "send"})
    assert resident.page.status_code == 200, resident.html
    assert "receipt" in resident.url, resident.html
    return Matter.objects.get()


def test_the_place_goes_along_and_the_phone_with_consent(resident: Resident) -> None:
    said: dict[str, Any] = {"place": {"division": VILLAGE, "words": "三号楼二单元"}, "phone": PHONE}
    page = resident.open(f"/from/{token(**said)}/")
    assert "您从云海通过来" in page
    assert "通信花园" in page
    assert "三号楼二单元" in page
    assert "138****0001" in page
    assert PHONE not in page
    assert 'name="phone" value="+8613800000001"' in arrive(resident, "phone", **said)
    matter = finish(resident, "/report/")
    assert (matter.division_id, matter.place) == (VILLAGE, "三号楼二单元")
    assert matter.parties.get().phone == "+8613800000001"
    # No code by text message is asked for.
    assert matter.number in resident.open("/mine/")
    assert resident.page.status_code == 200


def test_without_consent_the_phone_is_left_behind(resident: Resident) -> None:
    page = arrive(resident, "plain", phone=PHONE, place={"division": VILLAGE})
    assert "13800000001" not in page
    assert VILLAGE in page
    assert resident.client.get("/mine/").status_code == 403


def test_a_phone_that_can_be_sent_no_code_is_passed_over(resident: Resident) -> None:
    for phone in ("0371-65500000", "none", "12345"):
        assert 'value="phone"' not in resident.open(f"/from/{token(phone=phone)}/")
    arrive(resident, "phone", phone="0371-65500000")
    assert resident.client.get("/mine/").status_code == 403


def test_a_poster_in_the_token_is_as_if_it_had_been_scanned(poster: CodePoint, resident: Resident) -> None:
    arrive(resident, place={"code": POSTER, "words": "四楼"})
    assert f'action="/q/{POSTER}"' in resident.html
    matter = finish(resident, f"/q/{POSTER}", phone=PHONE)
    assert (matter.scanned_code, matter.division_id, matter.place) == (POSTER, GRID, "3 号楼二单元 四楼")


def test_a_point_is_taken_in_the_datum_that_it_says(resident: Resident) -> None:
    lon, lat = WEST + 0.005, SOUTH + 0.005
    shifted = convert(lon, lat, of=Datum.CGCS2000, to=Datum.GCJ02)
    arrive(resident, place={"lon": shifted[0], "lat": shifted[1], "datum": "gcj02"})
    matter = finish(resident, "/report/", phone=PHONE)
    assert matter.division_id == GRID
    assert matter.lon == pytest.approx(lon, abs=2e-5)
    assert matter.lat == pytest.approx(lat, abs=2e-5)


@pytest.mark.parametrize(
    "place",
    [
        {"code": "NO-SUCH-1"},
        {"division": "410199"},
        {"division": "4201"},
        {"lon": 116.4, "lat": 39.9, "datum": "wgs84"},
        {"division": "410105001003", "lon": WEST + 0.005, "lat": SOUTH + 0.005, "datum": "cgcs2000"},
    ],
)
def test_a_wrong_place_keeps_nobody_from_reporting(resident: Resident, place: dict[str, Any]) -> None:
    assert "data-report" in arrive(resident, place=place)


def test_opening_uses_nothing_up_and_beginning_does(client: Client) -> None:
    address = f"/from/{token(phone=PHONE)}/"
    for _time in range(3):
        assert client.get(address).status_code == 200
    assert client.post(address, {"go": "phone"}).status_code == 200
    again = Client().post(address, {"go": "phone"})
    assert again.status_code == 410
    assert "五分钟" in again.content.decode()
    assert not again.cookies.get("sessionid")


@pytest.mark.parametrize("sent", ["x", "a.b.c", "eyJhbGciOiJub25lIn0.e30.x", "😀"])
def test_what_is_no_token_is_turned_away_kindly(client: Client, sent: str) -> None:
    answer = client.get(f"/from/{sent}/")
    assert answer.status_code == 404
    assert 'href="/report/"' in answer.content.decode()


def test_a_page_elsewhere_cannot_make_a_browser_report_under_anothers_number() -> None:
    strict = Client(enforce_csrf_checks=True)
    address = f"/from/{token(phone=PHONE)}/"
    assert strict.post(address, {"go": "phone"}).status_code == 403
    assert strict.get("/mine/").status_code == 403


def test_the_address_is_a_secret_and_tries_are_counted(client: Client) -> None:
    answer = client.get(f"/from/{token()}/")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    for _time in range(300):
        last = client.get("/from/guess/")
    assert last.status_code == 429


def test_the_pages_speak_english(resident: Resident) -> None:
    resident.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert "You come from Yunhai" in resident.open(f"/from/{token(phone=PHONE)}/")
    assert "Agree, and go on with my number" in resident.html
    assert "doesn't work" in resident.open("/from/x/")

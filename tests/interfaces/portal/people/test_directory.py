"""Residents find offices, and who is in charge where they live, from the first page, a poster and the receipt."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.domain.territory.models import CodePoint
from tests.city import COUNTY, TOWNSHIP, VILLAGE, City
from tests.interfaces.portal.conftest import POSTER, Resident, report
from tests.profiles import publishing

pytestmark = pytest.mark.django_db
GRID = f"{VILLAGE}001"
MOST_BYTES = 60 * 1024


def test_the_first_page_leads_to_the_citys_offices_and_on_to_every_place(
    city: City, resident: Resident
) -> None:
    assert 'href="/offices/"' in resident.open("/")
    assert "郑州市信访局" in resident.open("/offices/")
    assert f'href="/offices/{COUNTY}/"' in resident.html
    assert f'href="/offices/{TOWNSHIP}/"' in resident.open(f"/offices/{COUNTY}/")
    assert f'href="/offices/{VILLAGE}/"' in resident.open(f"/offices/{TOWNSHIP}/")
    assert f'href="/offices/{GRID}/"' in resident.open(f"/offices/{VILLAGE}/")
    assert "第一网格由谁负责" in resident.open(f"/offices/{GRID}/")
    assert "综治中心" in resident.html


@pytest.mark.parametrize("typed", ["金水区信访局", "jinshuiqu", "jsq"])
def test_one_box_finds_offices_and_places(city: City, resident: Resident, typed: str) -> None:
    assert "金水区信访局" in resident.open(f"/offices/?q={typed}")


def test_an_offices_hours_and_duty_phone_are_shown(city: City, resident: Resident) -> None:
    unit = city.centre(TOWNSHIP)
    Unit.objects.filter(pk=unit.pk).update(hours="08:30-12:00 14:00-17:30", duty_phone="+8637165500000,8012")
    page = resident.open(f"/offices/{TOWNSHIP}/")
    assert "工作日 08:30-12:00、14:00-17:30" in page
    assert 'href="tel:+8637165500000,8012"' in page


def test_a_posters_code_leads_to_its_place(poster: CodePoint, client: Client) -> None:
    found = client.get("/offices/", {"q": f"https://example.org/q/{POSTER}"})
    assert (found.status_code, found["Location"]) == (302, f"/offices/{GRID}/")


def test_who_scanned_a_poster_is_led_to_who_is_in_charge_there(poster: CodePoint, resident: Resident) -> None:
    assert f'href="/offices/{GRID}/"' in resident.open(f"/q/{POSTER}")
    assert "/offices/" not in resident.open("/q/NO-SUCH-1")


def test_the_receipt_leads_to_who_is_in_charge_where_it_happened(
    poster: CodePoint, resident: Resident
) -> None:
    report(resident)
    assert f'href="/offices/{GRID}/"' in resident.html


def test_persons_are_shown_only_where_the_city_tells_of_them(
    cast: dict[str, Player], resident: Resident
) -> None:
    assert "本处负责人" not in resident.open(f"/offices/{VILLAGE}/")
    with publishing(persons="surname"):
        assert "本处负责人" in resident.open(f"/offices/{VILLAGE}/")
        assert cast["village_secretary"].user.display_name not in resident.html


def test_a_city_that_publishes_nothing_has_no_directory(poster: CodePoint, resident: Resident) -> None:
    with publishing(kinds=(), phones=()):
        assert "/offices/" not in resident.open("/")
        assert "/offices/" not in resident.open(f"/q/{POSTER}")
        for address in ("/offices/", f"/offices/{VILLAGE}/"):
            resident.open(address)
            assert resident.page.status_code == 404


@pytest.mark.parametrize("path", ["4101", "4199", "410199", "none", "41010500201299", "410105002012001/x"])
def test_what_is_no_place_of_the_city_is_not_found(city: City, client: Client, path: str) -> None:
    assert client.get(f"/offices/{path}/").status_code == 404


def test_pages_are_light_cheap_limited_and_kept_by_the_browser(
    city: City, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for address in ("/offices/", "/offices/?q=综治", f"/offices/{TOWNSHIP}/", f"/offices/{GRID}/"):
        with django_assert_max_num_queries(12):
            page = client.get(address)
        assert len(page.content) <= MOST_BYTES
        assert {"max-age=300", "private"} == {*page["Cache-Control"].split(", ")}
    for _time in range(600):
        last = client.get("/offices/410199/")
    assert last.status_code == 429
    assert last["Retry-After"]


def test_the_pages_speak_english(city: City, resident: Resident) -> None:
    resident.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert "Offices, and who is in charge where you live" in resident.open("/offices/")
    assert "Everything that residents report, at one desk" in resident.html

"""The portal where one installation serves several cities: each page is of one, and where nothing tells it, it asks."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.people.config import CastPart
from sanling.domain.territory.models import Division
from sanling.foundation.profile.registry import profile_by_code
from tests.interfaces.portal.conftest import picture
from tests.messages import Gateway
from tests.profiles_of_cities import small_city

NAMES = {"zhengzhou": "郑州市", "xuchang": "许昌市"}
PHONE = "13812345678"
TEXT = "三号楼二单元楼道里堆满了垃圾，邻居说了多次不清理。"


@pytest.fixture(autouse=True)
def _two(settings: Settings) -> None:
    settings.SERVED = ("zhengzhou", "xuchang")
    settings.SECURE_SSL_REDIRECT = False
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def two(cast: dict[str, Player], workflows: None) -> dict[str, str]:
    """Return a village of each city, both of which have their staff."""
    small_city("xuchang")
    parts: dict[str, CastPart] = {code: profile_by_code(code).part("cast") for code in NAMES}
    return {code: part.places["village"] for code, part in parts.items()}


def sent(village: str) -> dict[str, str]:
    """Return the whole form of a report."""
    form = {"kind": "dispute", "text": TEXT, "place": "三号楼", "division": village}
    form |= {"query": Division.objects.get(pk=village).name}
    return form | {"phone": PHONE, "key": uuid4().hex, "step": "check", "go": "send"}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/report/", "/report/?kind=dispute", "/q/NOSUCHCODE", "/track/"])
def test_where_nothing_tells_the_city_it_is_chosen(address: str) -> None:
    browser = Client()
    page = browser.get(address).content.decode()
    links = dict(re.findall(r'href="([^"]*city=[^"]+)"[^>]*><strong>([^<]+)', page))
    assert list(links.values()) == list(NAMES.values())
    for link, name in links.items():
        assert name in browser.get(link.replace("&amp;", "&")).content.decode()
    assert "kind=dispute" in page or "?kind" not in address


@pytest.mark.django_db
def test_the_choice_is_remembered_and_can_be_made_again() -> None:
    browser = Client()
    browser.get("/?city=xuchang")
    assert "许昌市" in browser.get("/").content.decode()
    assert "许昌市" in browser.get("/report/").content.decode()
    assert browser.get("/report/")["Vary"].count("Cookie") == 1
    again = browser.get("/?city=").content.decode()
    assert all(name in again for name in NAMES.values())
    browser.get("/?city=zhengzhou")
    assert "郑州市" in browser.get("/").content.decode()


@pytest.mark.django_db
def test_no_other_city_than_those_served_can_be_asked_for(settings: Settings) -> None:
    page = Client().get("/?city=shenyang").content.decode()
    assert "沈阳" not in page
    assert "许昌市" in page
    settings.SERVED = ("xuchang",)
    alone = Client().get("/report/")
    assert "许昌市" in alone.content.decode()
    assert "city=" not in alone.content.decode()
    assert "sanling_city" not in alone.cookies


@pytest.mark.django_db
def test_a_citys_host_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(profile_by_code("xuchang").head.__dict__, "hosts", ("xc.example.cn",))
    browser = Client(headers={"host": "xc.example.cn"})
    assert "许昌市" in browser.get("/").content.decode()
    browser.cookies["sanling_city"] = "zhengzhou"
    assert "许昌市" in browser.get("/").content.decode()
    assert "郑州市" in Client(headers={"host": "other.example.cn"}).get("/").content.decode()


@pytest.mark.parametrize("code", NAMES)
def test_a_resident_reports_in_each_city(two: dict[str, str], code: str) -> None:
    """Without a cookie: the address of each page of the way says the city."""
    page = Client().get(f"/report/?city={code}").content.decode()
    assert NAMES[code] in page
    assert f'action="/report/?city={code}"' in page
    receipt = Client().post(f"/report/?city={code}", sent(two[code]), follow=True)
    assert receipt.status_code == 200, receipt.content.decode()
    matter = Matter.objects.get()
    assert matter.number in receipt.content.decode()
    assert matter.number.startswith(profile_by_code(code).letters)
    assert matter.definition.city == matter.city == profile_by_code(code).city
    assert NAMES[code] in receipt.content.decode()


def test_what_was_sent_before_the_city_was_known_goes_on_to_it(two: dict[str, str]) -> None:
    typed = sent(two["xuchang"])
    answer = Client().post("/report/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Matter.objects.exists()
    kept = dict(re.findall(r'hidden" name="(\w+)" value="([^"]*)"', page))
    assert typed.items() <= kept.items()
    address = re.search(r'formaction="([^"]*xuchang)"', page)
    assert address
    Client().post(address[1], kept)
    assert Matter.objects.get().number.startswith("XC")


def test_pictures_sent_before_the_city_was_known_are_never_called_kept(two: dict[str, str]) -> None:
    lost = "只有刚才选的图片需要重新选择"
    assert lost not in Client().post("/report/", sent(two["xuchang"])).content.decode()
    answer = Client().post("/report/", {**sent(two["xuchang"]), "pictures": [picture()]})
    assert (answer.status_code, lost in answer.content.decode()) == (422, True)


def test_a_place_of_another_city_is_none_of_this_ones(two: dict[str, str]) -> None:
    answer = Client().post("/report/?city=zhengzhou", sent(two["xuchang"]))
    assert answer.status_code == 422
    assert not Matter.objects.exists()


@pytest.mark.parametrize("address", ["/report/places?q=社区", "/report/areas?at="])
def test_what_script_asks_for_is_of_the_city_that_its_address_says(two: dict[str, str], address: str) -> None:
    browser = Client()
    browser.cookies["sanling_city"] = "xuchang"
    assert browser.get(address).status_code == 404
    here, there = (browser.get(f"{address}&city={code}") for code in ("xuchang", "zhengzhou"))
    if "ETag" in here:
        assert here["ETag"] != there["ETag"]
        assert (
            browser.get(f"{address}&city=zhengzhou", headers={"if-none-match": here["ETag"]}).status_code
            == 200
        )
    else:
        codes = [{place["value"][:4] for place in answer.json()["places"]} for answer in (here, there)]
        assert codes == [{"4110"}, {"4101"}]


def test_an_own_matter_is_found_by_its_number_whatever_city_was_chosen(
    two: dict[str, str], gateway: Gateway
) -> None:
    browser = Client()
    for code in NAMES:
        Client().post(f"/report/?city={code}", sent(two[code]))
    here, there = (Matter.objects.get(city=profile_by_code(code).city) for code in ("zhengzhou", "xuchang"))
    browser.get("/?city=zhengzhou")
    page = browser.post("/track/", {"number": there.number, "phone": PHONE}).content.decode()
    assert "许昌市" in page
    claim = re.findall(r'name="claim" value="([^"]+)"', page)[0]
    told = gateway.work()[-1]["code"]
    browser.post("/track/code/?city=xuchang", {"claim": claim, "code": told})
    assert there.text in browser.get(f"/mine/{there.number}/").content.decode()
    for city, own, strange in (("xuchang", there, here), ("zhengzhou", here, there)):
        listed = browser.get(f"/mine/?city={city}").content.decode()
        assert own.number in listed
        assert strange.number not in listed


@pytest.mark.django_db
@pytest.mark.parametrize(
    "host", ["XC.example.cn", "xc.example.cn.", "xc.example.cn:8443", "Xc.Example.CN.:80"]
)
def test_a_citys_host_is_known_however_it_is_written(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setitem(profile_by_code("xuchang").head.__dict__, "hosts", ("xc.example.cn",))
    page = Client().get("/", headers={"host": host}).content.decode()
    assert ("许昌市" in page, "郑州市" in page) == (True, False)


def test_a_number_typed_by_hand_tells_the_city_whose_phone_is_to_be_proved(two: dict[str, str]) -> None:
    Client().post("/report/?city=xuchang", sent(two["xuchang"]))
    number = Matter.objects.get().number
    for typed in (number, number.lower(), number.replace("-", "")):
        answer = Client().get(f"/mine/{typed}/")
        assert (answer.status_code, "许昌市" in answer.content.decode()) == (403, True), typed

"""Two cities served side by side: no door of residents has anything of the one for the other."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.people.config import CastPart
from sanling.domain.territory.models import CodePoint
from sanling.foundation.profile.registry import profile_by_code
from tests.city import BEGAN, VILLAGE
from tests.domain.matters.helpers import PHONE, registered
from tests.interfaces.doors import TEXT, token_of
from tests.interfaces.portal.apps import KEY, KID, token
from tests.profiles import with_apps
from tests.profiles_of_cities import empty_city, small_city

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
CITIES = {"zhengzhou": "郑州市", "xuchang": "许昌市"}
# The outlines of the second city's village, far from the first's.
THERE: dict[str, Any] = {"lon": 0.5, "lat": 0.5, "datum": "cgcs2000"}


@pytest.fixture(autouse=True)
def _served(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = False
    settings.SERVED = tuple(CITIES)


@pytest.fixture
def there(cast: dict[str, Player]) -> str:
    """Return the village of the second city's cast."""
    part: CastPart = empty_city("xuchang").part("cast")
    return part.places["village"]


@pytest.fixture
def posters(there: str) -> dict[str, str]:
    """Return the code of a poster in each city."""
    codes = {"zhengzhou": "TXHY-0007", "xuchang": "JDSQ-0001"}
    for code, division in zip(codes.values(), (VILLAGE, there), strict=True):
        CodePoint.objects.create(code=code, division_id=division, place="东门", created_at=BEGAN)
    return codes


def send(body: dict[str, Any], **headers: str) -> Any:
    """Report by an app of residents."""
    sent = {"kind": "dispute", "text": TEXT, "phone": "13800000001", "place": "三号楼"} | body
    headers = {"Idempotency-Key": uuid4().hex, **headers}
    body_of = json.dumps({name: value for name, value in sent.items() if value is not None})
    return Client().post("/api/v1/public/matters", body_of, content_type="application/json", headers=headers)


@pytest.mark.parametrize("code", CITIES)
def test_a_poster_opens_its_own_city_whatever_was_chosen(posters: dict[str, str], code: str) -> None:
    (other,) = CITIES.keys() - {code}
    browser = Client()
    browser.get(f"/?city={other}")
    for _again in range(2):
        page = browser.get(f"/q/{posters[code]}").content.decode()
        assert CITIES[code] in page
        assert CITIES[other] not in page
        assert f"city={other}" not in page


def test_a_page_kept_of_one_city_is_never_shown_of_another() -> None:
    pages = {code: Client().get(f"/?city={code}").content.decode() for code in (*CITIES, *CITIES)}
    for code, page in pages.items():
        (other,) = CITIES.keys() - {code}
        assert CITIES[code] in page
        assert CITIES[other] not in page


@pytest.mark.parametrize(
    "place",
    [{"division": "411002001001"}, {"code": "JDSQ-0001"}, THERE],
    ids=["by its division", "by a poster", "by a point"],
)
def test_an_app_reports_to_the_city_of_the_place(posters: dict[str, str], place: dict[str, Any]) -> None:
    answer = send(place)
    assert answer.status_code == 201, answer.content.decode()
    matter = Matter.objects.get()
    assert (matter.city, matter.number[:2]) == ("4110", "XC")
    assert matter.definition.city == "4110"


def test_of_words_alone_an_app_must_say_the_city(there: str) -> None:
    asked = send({})
    assert asked.status_code == 422
    assert "城市" in asked.content.decode()
    assert not Matter.objects.exists()


def test_an_app_of_one_city_reports_to_no_other(cast: dict[str, Player], there: str) -> None:
    bearer = {"Authorization": f"Bearer {token_of(cast['intake_officer'])}"}
    assert send({"division": there}, **bearer).status_code == 422
    assert not Matter.objects.exists()
    assert send({}, **bearer).status_code == 201
    assert Matter.objects.get().city == "4101"


def test_staff_of_one_city_register_nothing_in_another(cast: dict[str, Player], there: str) -> None:
    headers = {
        "Idempotency-Key": uuid4().hex,
        "Authorization": f"Bearer {token_of(cast['intake_officer'])}",
    }
    body = {"kind": "dispute", "text": TEXT, "channel": "phone", "division": there, "place": "东门"}
    answer = Client().post(
        "/api/v1/matters", json.dumps(body), content_type="application/json", headers=headers
    )
    assert answer.status_code in (403, 422)
    assert not Matter.objects.exists()


def test_open311_asks_for_the_city_and_takes_no_place_of_another(
    cast: dict[str, Player], posters: dict[str, str], there: str
) -> None:
    assert Client().get("/open311/v2/services.json").status_code == 400
    assert Client().get("/open311/v2/services.json?jurisdiction_id=shenyang").status_code == 404
    form = {"service_code": "dispute.marriage_family", "description": TEXT, "phone": "13800000001"}
    for strange in ({"address_id": there}, {"lat": "0.5", "long": "0.5"}):
        sent = form | {"jurisdiction_id": "zhengzhou"} | strange
        assert Client().post("/open311/v2/requests.json", sent).status_code == 400
    key = {"api_key": token_of(cast["intake_officer"]), "address_id": there, "jurisdiction_id": "xuchang"}
    assert Client().post("/open311/v2/requests.json", form | key).status_code == 403
    assert not Matter.objects.exists()
    taken = Client().post(
        "/open311/v2/requests.json", form | {"jurisdiction_id": "xuchang", "address_id": there}
    )
    assert taken.status_code == 201, taken.content.decode()
    assert Matter.objects.get().city == "4110"


def test_a_point_and_a_kind_are_told_of_their_own_city(there: str) -> None:
    found = Client().get("/api/v1/locate", THERE).json()
    assert found["code"].startswith("4110")
    assert Client().get("/api/v1/workflows").status_code == 422
    for code, division in (("zhengzhou", VILLAGE), ("xuchang", there)):
        told = Client().get(f"/api/v1/workflows?division={division}").json()["items"]
        assert told, code
    assert Client().get("/api/v1/workflows?division=210102").status_code == 422


def test_a_link_and_its_files_are_of_its_own_citys_page(there: str) -> None:
    made = registered(division=there)
    browser = Client()
    browser.get("/?city=zhengzhou")
    page = browser.get(f"/t/{made.token}/").content.decode()
    assert CITIES["xuchang"] in page
    assert CITIES["zhengzhou"] not in page


def test_the_casts_of_two_cities_do_not_collide(cast: dict[str, Player]) -> None:
    theirs = small_city("xuchang")
    assert all(theirs[key].user != cast[key].user for key in theirs)
    assert theirs["mediator"].user.username == f"mediator.{profile_by_code('xuchang').code}"
    assert {player.post.unit.city for player in theirs.values()} == {"4110"}


def test_an_app_answers_for_phones_of_its_own_city_alone(
    cast: dict[str, Player], there: str, settings: Settings
) -> None:
    settings.APP_KEYS = f"{KID}:{KEY}"
    own, others = (registered(division=path).matter for path in (VILLAGE, there))
    browser = Client()
    with with_apps():
        browser.post(f"/from/{token(phone=PHONE)}/", {"go": "phone"})
    assert browser.get(f"/mine/{own.number}/").status_code == 200
    assert own.number in browser.get("/mine/?city=zhengzhou").content.decode()
    listed = browser.get("/mine/?city=xuchang")
    assert (listed.status_code, others.number in listed.content.decode()) == (403, False)
    assert browser.get(f"/mine/{others.number}/").status_code == 403
    assert browser.post(f"/mine/{others.number}/messages/", {"messages": "on"}).status_code == 403

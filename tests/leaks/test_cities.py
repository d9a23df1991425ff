"""Two cities in one database: nobody of one sees, counts, finds or is told anything of the other's."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.holders import of_phone
from sanling.domain.matters.models import Matter
from sanling.domain.people.config import CastPart
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice
from sanling.foundation.privacy.index import blind_index
from sanling.processes.reactions import react
from sanling.processes.simulation.cast import Player
from tests.domain.matters.helpers import PHONE, registered
from tests.interfaces.doors import signed_in, token_of
from tests.profiles_of_cities import empty_city

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
WORDS = "楼道里堆满了垃圾"


@pytest.fixture(autouse=True)
def _plain(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def own(cast: dict[str, Player]) -> Matter:
    """A matter of the cast's own city."""
    return registered().matter


@pytest.fixture
def other(cast: dict[str, Player]) -> Matter:
    """A matter of another city, brought under the same phone in the same words."""
    part: CastPart = empty_city("shenyang").part("cast")
    return registered(division=part.places["village"], channel="web").matter


def test_each_city_numbers_by_itself(own: Matter, other: Matter) -> None:
    assert [matter.number.split("-")[0] for matter in (own, other)] == ["ZZ", "SY"]
    assert {matter.number.split("-")[2] for matter in (own, other)} == {"00001"}


def test_each_city_has_its_own_workflow(own: Matter, other: Matter) -> None:
    assert [matter.definition.city for matter in (own, other)] == [own.city, other.city]


def test_nobody_of_one_city_sees_the_others(cast: dict[str, Player], own: Matter, other: Matter) -> None:
    for player in cast.values():
        try:
            viewer = player.viewer
        except LookupError:
            continue
        assert other not in visible_matters(viewer)
    assert own in visible_matters(cast["city_leader"].viewer)


@pytest.mark.parametrize("who", ["city_leader", "intake_officer"])
def test_no_page_of_the_desk_has_it(cast: dict[str, Player], own: Matter, other: Matter, who: str) -> None:
    browser = signed_in(cast[who])
    assert browser.get(f"/desk/matters/{other.number}/").status_code == 404
    for page in ("/desk/", "/desk/matters/", f"/desk/search/?q={WORDS}"):
        answer = browser.get(page, follow=True)
        assert answer.status_code == 200, page
        assert own.number in answer.content.decode() or page == "/desk/", page
        assert other.number not in answer.content.decode(), page
    found = browser.get(f"/desk/search/?q={other.number}", follow=True).content.decode()
    assert f"/desk/matters/{other.number}/" not in found


def test_no_answer_of_the_api_has_it(cast: dict[str, Player], own: Matter, other: Matter) -> None:
    bearer = {"Authorization": f"Bearer {token_of(cast['city_leader'])}"}
    assert Client().get(f"/api/v1/matters/{own.number}", headers=bearer).status_code == 200
    assert Client().get(f"/api/v1/matters/{other.number}", headers=bearer).status_code == 404
    listed = Client().get("/api/v1/matters", headers=bearer).content.decode()
    assert own.number in listed
    assert other.number not in listed
    for path in ("units", "posts"):
        assert "沈阳" not in Client().get(f"/api/v1/{path}?limit=100", headers=bearer).content.decode()


def test_open311_shows_each_city_its_own(own: Matter, other: Matter) -> None:
    for city, mine, strange in (("zhengzhou", own, other), ("shenyang", other, own)):
        address = f"/open311/v2/requests/{{}}.json?jurisdiction_id={city}"
        assert Client().get(address.format(strange.number)).status_code == 404
        listed = Client().get(f"/open311/v2/requests.json?jurisdiction_id={city}").content.decode()
        assert strange.number not in listed
        assert mine.city != strange.city


def test_a_phone_has_in_each_city_what_was_brought_there(own: Matter, other: Matter) -> None:
    index = blind_index("phone", PHONE)
    assert list(of_phone(city=own.city, phone_index=index)) == [own]
    assert list(of_phone(city=other.city, phone_index=index)) == [other]


def test_nobody_is_told_of_the_others(cast: dict[str, Player], own: Matter, other: Matter) -> None:
    with clock.turned(to=clock.now() + timedelta(seconds=1)):
        react()
    urls = set(Notice.objects.values_list("url", flat=True))
    assert f"/desk/matters/{own.number}/" in urls
    assert f"/desk/matters/{other.number}/" not in urls

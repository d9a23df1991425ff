"""The map tells nothing of what one may not see: not by a number, not by an outline's number, not by 0."""

import re

import pytest
from django.test import Client

from sanling.domain.indicators.flows import flows
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.processes.figures.rebuilding import rebuild
from tests.city import CITY, COUNTY, TOWNSHIP, VILLAGE
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture
def matter(cast: Cast, workflows: None) -> Matter:
    """A matter of the village."""
    return registered().matter


def browser_of(cast: Cast, who: str) -> Client:
    browser = Client()
    browser.force_login(cast[who].user)
    return browser


def count(browser: Client, place: str) -> str:
    page = browser.get("/desk/map/", {"place": place}).content.decode()
    (number,) = re.findall(r'class="map-measured">.*?>(\d+)</a>', page, re.S)
    return str(number)


def test_confidential_and_concealed_matters_are_in_nobodys_number_who_may_not_see_them(
    cast: Cast, matter: Matter
) -> None:
    flow = flows()["matters"]
    rebuild(flow, CITY)
    assert count(browser_of(cast, "intake_officer"), TOWNSHIP) == "1"
    Matter.objects.filter(pk=matter.pk).update(confidentiality=2)
    rebuild(flow, CITY)
    assert count(browser_of(cast, "intake_officer"), TOWNSHIP) == "0"


@pytest.mark.parametrize("who", ["auditor", "administrator", "security_administrator"])
def test_who_sees_no_matters_has_no_map(cast: Cast, who: str) -> None:
    for page in ("/desk/map/", "/desk/map/rows/", f"/desk/map/areas/{VILLAGE}/x.json"):
        assert browser_of(cast, who).get(page).status_code == 403


def test_the_township_beside_is_not_there(cast: Cast, matter: Matter) -> None:
    beside = browser_of(cast, "sibling_township_intake")
    for place in (TOWNSHIP, VILLAGE, COUNTY):
        assert beside.get("/desk/map/", {"place": place}).status_code == 404
        assert beside.get(f"/desk/map/areas/{place}/x.json").status_code == 404

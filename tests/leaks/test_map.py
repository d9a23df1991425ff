"""The map tells nothing of what one may not see: not by a number, not by an outline's number."""

import re

import pytest
from django.test import Client

from sanling.domain.indicators.flows import flows
from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.processes.figures.rebuilding import rebuild
from tests.city import CITY, COUNTY, SIBLING_COUNTY, TOWNSHIP, VILLAGE, City
from tests.domain.matters.helpers import PHONE, registered

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
    (number,) = re.findall(r'class="map-measured">.*?(\d+)(?:</a>)?\s*</p>', page, re.S)
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


def test_the_township_beside_is_not_there_and_not_counted_in_the_county(cast: Cast, matter: Matter) -> None:
    rebuild(flows()["matters"], CITY)
    beside = browser_of(cast, "sibling_township_intake")
    assert count(beside, COUNTY) == "0"
    for place in (TOWNSHIP, VILLAGE, SIBLING_COUNTY):
        assert beside.get("/desk/map/", {"place": place}).status_code == 404
        assert beside.get(f"/desk/map/areas/{place}/x.json").status_code == 404


def points(browser: Client, place: str = VILLAGE) -> tuple[int, int]:
    """Return what clusters sum up to, and how many rows their list has."""
    asked = {"place": place, "layer": "matters", "zoom": "12"}
    (layer,) = browser.get("/desk/map/points/", asked).json()["layers"]
    assert sum(cluster[2] for cluster in layer["clusters"]) == layer["count"]
    listed = browser.get(layer["url"]).context["count"]
    return layer["count"], listed


def test_what_is_concealed_or_confidential_is_no_point_no_count_and_no_row(
    cast: Cast, city: City, workflows: None
) -> None:
    centre = city.centre(TOWNSHIP)
    matter = registered(
        lon=113.685,
        lat=34.785,
        division=VILLAGE,
        parties=[
            PartyDetails(role="informant", person=PersonDetails(name="李大勇", phone=PHONE)),
            PartyDetails(role="respondent", unit_id=centre.pk),
        ],
    ).matter
    officer, above = browser_of(cast, "intake_officer"), browser_of(cast, "city_peace_officer")
    Matter.objects.filter(pk=matter.pk).update(concealed=False)
    assert points(officer) == points(above) == (1, 1)
    Matter.objects.filter(pk=matter.pk).update(concealed=True)
    assert points(officer) == (0, 0)
    assert points(above) == (1, 1)
    Matter.objects.filter(pk=matter.pk).update(concealed=False, confidentiality=3)
    assert points(officer) == points(above) == (0, 0)


def test_no_layer_or_list_of_it_is_there_for_who_sees_nothing_of_the_room(
    cast: Cast, workflows: None
) -> None:
    for who in ("auditor", "administrator"):
        for page in ("/desk/map/points/", "/desk/map/list/"):
            assert browser_of(cast, who).get(page, {"layer": "matters"}).status_code == 403


def test_points_beside_ones_own_place_and_unknown_layers_are_not_there(cast: Cast, workflows: None) -> None:
    beside = browser_of(cast, "sibling_township_intake")
    for page in ("/desk/map/points/", "/desk/map/list/"):
        asked = {"layer": "matters", "zoom": "10"}
        assert beside.get(page, {"place": COUNTY, **asked}).status_code == 200
        assert beside.get(page, {"place": TOWNSHIP, **asked}).status_code == 404
        for wrong in (
            {"layer": "castles"},
            {"layer": "matters", "box": "1,2"},
            {"layer": "matters", "box": "5,1;4,2"},
        ):
            assert beside.get(page, wrong).status_code == 404

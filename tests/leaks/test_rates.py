"""A rate tells of no row that its reader may not see: not as a number, not as a list, not to a program."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.subjects.models import Subject
from tests.city import CITY, COUNTY, TEST, VILLAGE, City
from tests.domain.subjects.helpers import put, said
from tests.interfaces.doors import signed_in, token_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
STRANGERS = ("sibling_township_intake", "department_clerk", "grid_worker")
UNSEEING = ("administrator", "auditor", "security_administrator")
MONTH = date(2026, 7, 1)
ASKED = {"indicator": "met", "period": "2026-07", "place": COUNTY}


@pytest.fixture(autouse=True)
def school(city: City, settings: Settings) -> Subject:
    """Judge a single school, in the cast's village: a count of one."""
    settings.SECURE_SSL_REDIRECT = False
    publish_standard(actor=TEST, profile=city.profile)
    (made,) = put(said(), on=date(2026, 1, 1))
    evaluate(city=CITY, month=MONTH)
    return made.subject


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_is_told_of_nothing_there(cast: Cast, school: Subject, who: str) -> None:
    browser = signed_in(cast[who])
    for by in ("place", "sector", "type"):
        shown = browser.get("/desk/rates/", {**ASKED, "by": by}).content.decode()
        assert "/desk/rates/rows/" not in shown
    for measure in ("judged", "met", "unclear"):
        listed = browser.get("/desk/rates/rows/", {**ASKED, "place": VILLAGE, "measure": measure})
        assert school.name not in listed.content.decode()


@pytest.mark.parametrize("who", [*STRANGERS, *UNSEEING])
def test_nor_is_its_program(cast: Cast, who: str) -> None:
    headers = {"Authorization": f"Bearer {token_of(cast[who])}"}
    asked = {"period": "2026-07", "place": VILLAGE}
    assert Client().get("/api/v1/rates/met", asked, headers=headers).json()["items"] == []
    rows = Client().get("/api/v1/rates/met/rows", asked, headers=headers).json()
    assert (rows["count"], rows["items"]) == (0, [])


@pytest.mark.parametrize("who", UNSEEING)
def test_who_sees_no_subjects_has_no_page_of_rates(cast: Cast, who: str) -> None:
    browser = signed_in(cast[who])
    for page in ("/desk/rates/", "/desk/rates/rows/"):
        assert browser.get(page, ASKED).status_code == 403


def test_whoever_sees_it_is_told(cast: Cast, school: Subject) -> None:
    browser = signed_in(cast["liaison"])
    listed = browser.get("/desk/rates/rows/", {**ASKED, "place": VILLAGE, "measure": "judged"})
    assert school.name in listed.content.decode()

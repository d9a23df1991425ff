"""A month is counted county by county."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.queries import Tally, month_by_county
from tests.city import CITY, SIBLING_COUNTY, TEST, City
from tests.domain.recognition.random_city import FIRST
from tests.domain.subjects.helpers import HOSPITAL, put, said

pytestmark = pytest.mark.django_db


def test_what_is_not_established_stays_below_the_line() -> None:
    tally = Tally({"blue": 3, "yellow": 1, "": 4})
    assert (tally.judged, str(tally.kept("blue"))) == (8, "37.50%")


def test_each_sees_the_counties_of_the_subjects_that_it_sees(city: City, cast: dict[str, Player]) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    elsewhere = said(HOSPITAL, "hospital", name="医院", division_id=f"{SIBLING_COUNTY}003001")
    put(said(), elsewhere, on=FIRST)
    evaluate(city=CITY, month=FIRST)
    whole = month_by_county(cast["city_peace_officer"].viewer, FIRST)
    assert [(county.path, county.tally.judged) for county in whole] == [("410104", 1), ("410105", 1)]
    (own,) = month_by_county(cast["peace_officer"].viewer, FIRST)
    assert own.path == "410105"

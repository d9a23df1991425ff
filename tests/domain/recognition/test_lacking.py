"""What a month lacks: of whoever oversees all that it sees, of others what is their own to confirm."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.confirm_month import confirm_month
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.lacking import Lacking, lacking_of_post
from sanling.domain.recognition.months import months_back
from sanling.domain.subjects.actions.take_stock import take_stock
from tests.city import CITY, COUNTY, TEST, City
from tests.domain.recognition.yearly import company
from tests.domain.subjects.helpers import put, said

pytestmark = pytest.mark.django_db
MONTH = months_back(2)[1]
Cast = dict[str, Player]


@pytest.fixture(autouse=True)
def _judged(city: City) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    company()
    evaluate(city=CITY, month=MONTH)


def test_each_is_told_of_what_it_confirms_and_who_oversees_of_all_in_sight(cast: Cast) -> None:
    def of(who: str) -> Lacking:
        return lacking_of_post(cast[who].viewer, MONTH)

    assert (of("peace_officer"), of("petition_officer"), of("department_clerk")) == ((1, 3), (0, 1), (1, 0))
    assert of("sibling_county_peace_officer") == (0, 0)
    confirm_month(actor=cast["petition_officer"].viewer, zero="petitions", month=MONTH, division=COUNTY)
    take_stock(actor=cast["department_clerk"].viewer, month=MONTH, expected={(COUNTY, "housing"): 1})
    assert (of("peace_officer"), of("petition_officer"), of("department_clerk")) == ((0, 2), (0, 0), (0, 0))


def test_it_costs_the_same_whatever_there_is(cast: Cast) -> None:
    viewer = cast["peace_officer"].viewer
    lacking_of_post(viewer, MONTH)
    with CaptureQueriesContext(connection) as few:
        lacking_of_post(viewer, MONTH)
    put(said())
    evaluate(city=CITY, month=MONTH)
    with CaptureQueriesContext(connection) as more:
        lacking_of_post(viewer, MONTH)
    assert len(few) == len(more)

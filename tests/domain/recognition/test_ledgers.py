"""The ledger of zeros is narrowed by county, colour and broken zero."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.people.ledgers import Narrowed
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.ledgers import LEDGERS
from sanling.foundation import clock
from tests.city import CITY, TEST, City
from tests.domain.incidents.helpers import accident, record
from tests.domain.recognition.random_city import FIRST
from tests.domain.subjects.helpers import HOSPITAL, put, said

pytestmark = pytest.mark.django_db
(LEDGER,) = LEDGERS


@pytest.mark.parametrize(
    ("choices", "count"),
    [
        ({}, 2),
        ({"colour": "yellow"}, 1),
        ({"colour": "open"}, 1),
        ({"colour": "blue"}, 0),
        ({"zero": "accidents"}, 1),
        ({"zero": "cases"}, 0),
        ({"type": "hospital"}, 1),
        ({"county": "410104"}, 0),
        ({"month": "2026-07"}, 2),
        ({"month": "2026-06"}, 0),
    ],
)
def test_it_is_narrowed_to_what_is_asked_for(
    city: City, cast: dict[str, Player], choices: dict[str, str], count: int
) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    school, _hospital = put(said(), said(HOSPITAL, "hospital", name="医院"), on=FIRST)
    record(accident(answers_id=school.subject.pk))
    evaluate(city=CITY, month=FIRST)
    assert LEDGER.find(cast["peace_officer"].viewer, Narrowed(choices=choices), clock.now()).count() == count

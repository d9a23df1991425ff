"""Programs read a month county by county, and lead departments' systems confirm their zero, or take that back."""

from datetime import date

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Confirmation
from sanling.domain.recognition.months import months_back
from tests.city import CITY, COUNTY, TEST, City
from tests.domain.incidents.helpers import accident, record
from tests.domain.subjects.helpers import HOSPITAL, SCHOOL, put, said
from tests.interfaces.api.conftest import system_of

pytestmark = pytest.mark.django_db
THIS, MONTH = months_back(2)
WRITTEN = f"{MONTH:%Y-%m}"
Cast = dict[str, Player]


@pytest.fixture(autouse=True)
def _judged(city: City, workflows: None) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    school, _hospital = put(
        said(SCHOOL), said(HOSPITAL, "hospital", name="通信花园医院"), on=date(2026, 1, 1)
    )
    record(accident(answers_id=school.subject.pk, happened_on=MONTH))
    evaluate(city=CITY, month=MONTH)


def test_a_month_is_read_county_by_county_by_who_sees_subjects_there(cast: Cast) -> None:
    told = system_of(cast["peace_officer"]).get(f"/months/{WRITTEN}").json()
    (county,) = told["counties"]
    assert (told["over"], county["county"], county["judged"]) == (True, COUNTY, 2)
    assert county["kept"]["denominator"] == 2
    assert sum(county["colours"].values()) + county["open"] == 2
    assert {row["zero"]["code"]: row["confirmation"] for row in county["zeros"]}["petitions"] is None
    elsewhere = system_of(cast["sibling_county_peace_officer"]).get(f"/months/{WRITTEN}").json()
    assert elsewhere["counties"] == []


def test_a_lead_department_confirms_once_and_takes_it_back_once(cast: Cast) -> None:
    system, zero = system_of(cast["petition_officer"]), {"zero": "petitions", "division": COUNTY}
    made = system.post(f"/months/{WRITTEN}/confirmations", zero)
    assert made.status_code == 201, made.content
    assert system.post(f"/months/{WRITTEN}/confirmations", zero).json() == made.json()
    (county,) = system_of(cast["peace_officer"]).get(f"/months/{WRITTEN}").json()["counties"]
    told = {row["zero"]["code"]: row["confirmation"] for row in county["zeros"]}
    assert told["petitions"]["id"] == made.json()["id"]
    address = f"/months/{WRITTEN}/confirmations/{made.json()['id']}"
    assert system_of(cast["peace_officer"]).delete(address).status_code == 404
    assert system.delete(f"/months/{THIS:%Y-%m}/confirmations/{made.json()['id']}").status_code == 404
    assert system.delete(address).json()["ended_at"]
    assert system.delete(address).status_code == 404
    assert Confirmation.objects.get().ended_at


@pytest.mark.parametrize(
    ("month", "zero", "division", "status"),
    [
        (WRITTEN, "cases", COUNTY, 403),
        (WRITTEN, "none", COUNTY, 403),
        (WRITTEN, "petitions", "410104", 403),
        (f"{THIS:%Y-%m}", "petitions", COUNTY, 422),
        ("2026-13", "petitions", COUNTY, 422),
    ],
)
def test_nobody_confirms_anothers_zero_or_place_or_a_month_that_lasts(
    cast: Cast, month: str, zero: str, division: str, status: int
) -> None:
    said_so = {"zero": zero, "division": division}
    answer = system_of(cast["petition_officer"]).post(f"/months/{month}/confirmations", said_so)
    assert answer.status_code == status
    assert not Confirmation.objects.exists()

"""A month is confirmed, and reopened, by the lead department of its county."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.confirm_month import confirm_month, reopen_month
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Confirmation, Judged
from sanling.domain.subjects.models import Subject
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from sanling.processes.reactions import react
from tests.city import CITY, COUNTY, TEST, City
from tests.domain.subjects.helpers import put, said

pytestmark = pytest.mark.django_db
MONTH = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _standard(city: City) -> None:
    publish_standard(actor=TEST, profile=city.profile)


def of_this_year() -> Subject:
    (made,) = put(said(), on=date(2026, 1, 1))
    return made.subject


def test_a_zero_is_kept_once_its_lead_department_confirmed_the_month(cast: dict[str, Player]) -> None:
    subject = of_this_year()
    evaluate(city=CITY, month=MONTH)
    judged = Judged.objects.get(subject=subject, month=MONTH)
    assert (judged.colour, judged.open) == ("", ["accidents", "cases", "petitions"])
    for zero, role in {
        "petitions": "petition_officer",
        "accidents": "safety_officer",
        "cases": "police",
    }.items():
        actor = cast.get(role) or next(
            who for who in cast.values() if who.viewer.own.role.code == "police_officer"
        )
        confirm_month(actor=actor.viewer, zero=zero, month=MONTH, division=actor.viewer.own.unit_division)
    react()
    judged.refresh_from_db()
    assert (judged.colour, judged.open) == ("blue", [])


def test_a_confirmation_taken_back_leaves_the_zero_open_again(cast: dict[str, Player]) -> None:
    subject, officer = of_this_year(), cast["petition_officer"].viewer
    confirmation = confirm_month(actor=officer, zero="petitions", month=MONTH, division=COUNTY)
    evaluate(city=CITY, month=MONTH)
    assert "petitions" not in Judged.objects.get(subject=subject).open
    reopen_month(actor=officer, confirmation=confirmation)
    react()
    assert "petitions" in Judged.objects.get(subject=subject).open


@pytest.mark.parametrize(
    ("role", "zero", "division"),
    [
        ("petition_officer", "cases", COUNTY),
        ("petition_officer", "petitions", CITY),
        ("city_petition_officer", "petitions", COUNTY),
        ("village_secretary", "petitions", COUNTY),
        ("county_leader", "petitions", COUNTY),
    ],
)
def test_only_the_lead_department_of_that_county_confirms(
    cast: dict[str, Player], role: str, zero: str, division: str
) -> None:
    with pytest.raises(PermissionDenied):
        confirm_month(actor=cast[role].viewer, zero=zero, month=MONTH, division=division)


def test_a_month_is_confirmed_from_the_first_day_after_it_in_china(cast: dict[str, Player]) -> None:
    officer = cast["petition_officer"].viewer
    last_minute = datetime(2026, 7, 31, 23, 59, tzinfo=CHINA)
    with clock.turned(to=last_minute), pytest.raises(ValidationError, match="本月尚未结束"):
        confirm_month(actor=officer, zero="petitions", month=MONTH, division=COUNTY)
    assert not Confirmation.objects.exists()
    with clock.turned(to=datetime(2026, 8, 1, 0, 0, tzinfo=CHINA)):
        confirm_month(actor=officer, zero="petitions", month=MONTH, division=COUNTY)
    assert Confirmation.objects.get().month == MONTH

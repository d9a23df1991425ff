"""What is known of subjects is judged again by itself."""

from datetime import date

import pytest

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Judged, Reason
from sanling.domain.subjects.models import Subject
from sanling.processes.reactions import react
from tests.city import CITY, TEST, City
from tests.domain.incidents.helpers import record, visit
from tests.domain.subjects.helpers import put, said

pytestmark = pytest.mark.django_db
MONTH = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _standard(city: City) -> None:
    publish_standard(actor=TEST, profile=city.profile)


def of_this_year() -> Subject:
    (made,) = put(said(), on=date(2026, 1, 1))
    return made.subject


def test_a_fact_is_judged_and_its_correction_too(cast: dict[str, Player]) -> None:
    subject = of_this_year()
    officer = cast["petition_officer"].viewer
    evaluate(city=CITY, month=MONTH)
    (made,) = record(visit(answers_id=subject.pk), actor=officer)
    react()
    assert Judged.objects.get(subject=subject, month=MONTH).broken == ["petitions"]
    assert Reason.objects.get().facts == [made.pk]
    correct_incident(actor=officer, incident=made, values={"answers_id": None}, reason="责任认定有误")
    react()
    assert Judged.objects.get(subject=subject, month=MONTH).broken == []
    assert not Reason.objects.exists()

"""What a changed standard would make of warnings is foreseen exactly, and nothing of it stays."""

from random import Random

import pytest

from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.foreseeing import foresee_warnings
from sanling.domain.recognition.models import ColourWarning, Judged, Reason, Standard
from sanling.domain.recognition.months import months_back
from sanling.domain.recognition.standing import Way
from tests.city import CITY, City
from tests.domain.incidents.helpers import accident, record, visit
from tests.domain.recognition.warned import confirmed, settle, warn_by
from tests.domain.subjects.helpers import code_of, put, said

pytestmark = pytest.mark.django_db
THIS, LAST = months_back(2)


def test_what_is_foreseen_comes_about(city: City) -> None:
    warn_by(city)
    random = Random(11)
    subjects = [
        made.subject
        for made in put(
            *(said(code_of(nth), name=f"小学{nth}") for nth in range(12)), on=LAST.replace(month=1, day=1)
        )
    ]
    for _ in range(20):
        facts = random.choice([visit, accident])
        record(facts(answers_id=random.choice(subjects).pk, happened_on=random.choice([THIS, LAST])))
    confirmed(LAST)
    for month in (LAST, THIS):
        evaluate(city=CITY, month=month)
    settle()
    before = [
        list(model.objects.order_by("pk").values()) for model in (Judged, Reason, ColourWarning, Standard)
    ]
    body = Standard.objects.get().body
    body["rules"] = [rule for rule in body["rules"] if rule["code"] != "casualties"]
    body["zeros"] = [zero for zero in body["zeros"] if zero["code"] != "accidents"]
    body["rules"] = [rule for rule in body["rules"] if rule["zero"] != "accidents"]
    changed = StandardPart.model_validate(body)
    foreseen = foresee_warnings(CITY, changed)
    after = [
        list(model.objects.order_by("pk").values()) for model in (Judged, Reason, ColourWarning, Standard)
    ]
    assert after == before
    assert {found.way(changed) for found in foreseen} <= {Way.FALL, Way.LIFT}
    assert foreseen
    Standard.objects.update(body=body)
    for month in (LAST, THIS):
        evaluate(city=CITY, month=month)
    settle()
    for found in foreseen:
        warning = ColourWarning.objects.get(pk=found.warning or 0)
        assert warning.open is (found.way(changed) is not Way.LIFT)
        assert not warning.open or warning.colour == found.colour
    assert foresee_warnings(CITY, changed) == []

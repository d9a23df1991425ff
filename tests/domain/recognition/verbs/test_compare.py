"""A lead department answers for its own zero, the office that has the matter for all."""

from datetime import date

import pytest

from sanling.domain.recognition.models import Comparison
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import Cast, company, judge_year, opened, walk

pytestmark = pytest.mark.django_db


OCTOBER = date(2026, 10, 1)
SAID = {"finding": "kept", "note": "当月无登记。"}


@pytest.mark.parametrize(
    ("who", "answered"), [("petition_officer", {"petitions"}), ("peace_officer", {"petitions", "cases"})]
)
def test_each_answers_for_its_own(recognising: None, cast: Cast, who: str, answered: set[str]) -> None:
    subject = company()
    judge_year(but=[("petitions", OCTOBER), ("cases", OCTOBER)])
    matter = opened(subject)
    walk(cast, matter, "comparing")
    act(cast[who].viewer, matter, "compare", SAID)
    assert set(Comparison.objects.filter(unit__isnull=False).values_list("zero", flat=True)) == answered
    assert Comparison.objects.get(zero="accidents").unit is None

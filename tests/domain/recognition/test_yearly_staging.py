"""The demonstration has a recognition at each step."""

from collections import Counter

import pytest

from sanling.domain.recognition.models import Recognition, Title
from sanling.domain.recognition.yearly_staging import stage_year
from tests.city import VILLAGE, City
from tests.domain.recognition.yearly import company, judge_year
from tests.domain.subjects.helpers import code_of

pytestmark = pytest.mark.django_db


def test_each_step_has_one(recognising: None, city: City) -> None:
    for nth in range(7):
        company(code_of(30 + nth), name=f"郑州启明{nth}号物流有限公司")
    judge_year()
    stage_year(city.profile, VILLAGE)
    states = Counter(Recognition.objects.values_list("matter__state", flat=True))
    assert states == Counter(
        ["declaring", "checking", "sector", "comparing", "published", "recording", "recognised"]
    )
    assert Title.objects.filter(granted=True).count() == 1

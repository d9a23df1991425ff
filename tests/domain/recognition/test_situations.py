"""What a list asks of its recognitions is read once for all of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.models import Matter
from sanling.domain.matters.situation import Situations
from sanling.domain.recognition.situations import (
    comparisons_of,
    lead_of,
    recognition_of,
    recognition_part,
    standard_part,
    unit_at,
)
from sanling.foundation import clock
from tests.city import CITY, COUNTY, TOWNSHIP
from tests.domain.recognition.yearly import company, opened
from tests.domain.subjects.helpers import code_of

pytestmark = pytest.mark.django_db


def test_statements_do_not_grow_with_the_list(recognition: Matter) -> None:
    others = [opened(company(code_of(20 + nth), name=f"郑州永信{nth}号商贸有限公司")) for nth in range(3)]
    desk = recognition_part(CITY).desks["comparing"]
    counts = []
    for matters in ([recognition], [recognition, *others]):
        situations = Situations(matters)
        with CaptureQueriesContext(connection) as seen:
            for matter in matters:
                situation = situations.of(matter)
                assert recognition_of(situation).matter_id == matter.pk
                assert not comparisons_of(situation)
                unit = unit_at(situation, desk)
                assert unit is not None
                assert unit.code == f"peace_office-{COUNTY}"
                assert lead_of(situation, "petitions", clock.now()) is not None
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert TOWNSHIP.startswith(COUNTY)


def test_each_zero_has_its_lead_department(recognition: Matter) -> None:
    situation = Situations([recognition]).of(recognition)
    leads = {zero: lead_of(situation, zero, clock.now()) for zero in standard_part(CITY).by_zero}
    assert {zero: lead and lead.code for zero, lead in leads.items()} == {
        "petitions": f"petitions-{COUNTY}",
        "accidents": f"emergency-{COUNTY}",
        "cases": f"police-{COUNTY}",
    }

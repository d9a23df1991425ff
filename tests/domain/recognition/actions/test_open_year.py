"""A year is opened for all subjects that are to have it, once."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.recognition.actions.open_year import open_year, to_open
from sanling.domain.recognition.models import Recognition
from sanling.domain.subjects.rules import Status
from tests.city import CITY, TEST, VILLAGE, City
from tests.domain.recognition.yearly import YEAR, company
from tests.domain.subjects.helpers import code_of, put, said

pytestmark = pytest.mark.django_db


def test_each_subject_has_one_however_often_it_is_opened(recognising: None) -> None:
    company()
    company(code_of(20), name="郑州永信商贸有限公司")
    put(said(code_of(20), "company", status=Status.CLOSED.value), on=date(2026, 1, 5))
    assert open_year(actor=TEST, city=CITY, year=YEAR) == 1
    assert open_year(actor=TEST, city=CITY, year=YEAR) == 0
    assert open_year(actor=TEST, city=CITY, year=YEAR + 1) == 1
    assert Recognition.objects.count() == 2


def test_a_village_declares_itself(recognising: None, city: City) -> None:
    put(said(VILLAGE, "community", name="通信花园社区"), on=date(2025, 1, 1))
    open_year(actor=TEST, city=CITY, year=YEAR)
    assert Recognition.objects.get().matter.unit == city.unit(f"village_committee-{VILLAGE}")


def test_statements_do_not_grow_with_the_subjects(recognising: None) -> None:
    counts = []
    for year, more in ((YEAR, range(60)), (YEAR + 1, range(60, 180))):
        put(
            *(said(code_of(100 + nth), "company", name=f"第{nth}号公司") for nth in more), on=date(2025, 1, 1)
        )
        with CaptureQueriesContext(connection) as seen:
            open_year(actor=TEST, city=CITY, year=year)
        counts.append(len(seen))
    assert abs(counts[0] - counts[1]) <= 2
    assert not to_open(CITY, YEAR + 1).exists()


def test_a_city_without_a_kind_recognises_nobody(recognising: None) -> None:
    with pytest.raises(LookupError):
        open_year(actor=TEST, city="4199", year=YEAR)

"""A month is judged by the standard in force, as a whole or for some."""

import pytest
from django.db import connection

from sanling.domain.recognition.actions.evaluate import NoStandard, evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Evaluation, Judged
from tests.city import CITY, TEST, City
from tests.domain.recognition.random_city import FIRST
from tests.domain.subjects.helpers import HOSPITAL, put, said

pytestmark = pytest.mark.django_db


def test_a_city_without_a_standard_judges_nobody(city: City) -> None:
    with pytest.raises(NoStandard):
        evaluate(city=CITY, month=FIRST)


def test_judging_some_does_not_say_that_the_month_was_judged(city: City) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    made, _other = put(said(), said(HOSPITAL, "hospital", name="医院"), on=FIRST)
    evaluate(city=CITY, month=FIRST, subjects=[made.subject.pk])
    assert (Judged.objects.count(), Evaluation.objects.count()) == (1, 0)
    evaluate(city=CITY, month=FIRST)
    assert (Judged.objects.count(), Evaluation.objects.count()) == (2, 1)


def test_only_a_whole_month_may_take_longer_than_any_other_statement(city: City) -> None:
    def limit() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            ((shown,),) = cursor.fetchall()
        return str(shown)

    publish_standard(actor=TEST, profile=city.profile)
    (made,) = put(said(), on=FIRST)
    usual = limit()
    assert usual != "0"
    evaluate(city=CITY, month=FIRST, subjects=[made.subject.pk])
    assert limit() == usual
    evaluate(city=CITY, month=FIRST)
    assert limit() == "0"

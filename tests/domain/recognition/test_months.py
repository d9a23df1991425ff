"""Months come round."""

import itertools
from datetime import date

import pytest

from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Evaluation
from sanling.domain.recognition.months import evaluate_months, months_back
from sanling.foundation.days import month_before, month_named
from tests.city import TEST, City

pytestmark = pytest.mark.django_db


def test_the_month_before_january_is_december() -> None:
    assert month_before(date(2026, 1, 1)) == date(2025, 12, 1)


def test_months_go_back_one_by_one() -> None:
    found = months_back(25)
    assert len(set(found)) == 25
    assert all(month_before(later) == earlier for later, earlier in itertools.pairwise(found))


def test_a_month_is_read_as_it_is_written() -> None:
    assert month_named("2026-11") == date(2026, 11, 1)
    with pytest.raises(ValueError, match="month"):
        month_named("2026-13")


def test_each_night_this_month_and_the_last_are_judged(city: City) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    evaluate_months()
    assert set(Evaluation.objects.values_list("month", flat=True)) == set(months_back(2))

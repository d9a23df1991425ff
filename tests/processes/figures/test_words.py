"""Figures in words: as exact as they are known, changes with their sign and whether they went the wrong way."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from sanling.processes.figures.breakdown import Line
from sanling.processes.figures.indicators import Value, figures_of
from sanling.processes.figures.periods import read_period
from sanling.processes.figures.words import (
    Told,
    change_in_words,
    days_in_words,
    duration,
    in_words,
    moment_in_words,
    number_in_words,
    period_in_words,
)
from tests.city import CITY

pytestmark = pytest.mark.django_db


def test_numbers_are_said_by_their_form() -> None:
    figures = figures_of(CITY)
    assert in_words(Value(figures["settlement"], 2, 3)) == "66.67%"
    assert in_words(Value(figures["settlement"])) == "—"
    assert in_words(Value(figures["registered"], 12)) == "12"
    assert number_in_words(figures["rating"], Decimal("4.37")) == "4.37"
    with override("en"):
        assert [duration(timedelta(minutes=n)) for n in (25, 204, 7344)] == [
            "25 minutes",
            "3.4 hours",
            "5.1 days",
        ]


def test_changes_have_signs_and_verdicts() -> None:
    figures = figures_of(CITY)
    assert change_in_words(figures["registered"], Decimal(-9)) == "−9"
    assert change_in_words(figures["registered"], Decimal(0)) == "0"
    assert change_in_words(figures["settlement"], None) == "—"
    overdue = figures["overdue"]
    told = Told.of(Line("", Value(overdue, 15), Value(overdue, 10)))
    assert (told.text, told.percent, told.worse) == ("+5", "+50.0%", True)
    assert Told.of(Line("", Value(overdue, 15), Value(overdue, 10)), yearly=True).worse is None


def test_periods_and_moments_are_called_as_texts_call_them() -> None:
    with override("en"):
        assert days_in_words(read_period("2026-11")) == "2026-11-01 to 2026-11-30"
        assert days_in_words(read_period("2026-11-03")) == "2026-11-03"
        for written in ("2026-11-28", "2026-W48", "2026-11", "2026-Q4", "2026", "2026-10-05..2026-11-28"):
            assert "2026" in period_in_words(read_period(written))
    assert moment_in_words("2026-11-01", monthly=True) == "2026-11"
    assert moment_in_words("2026-11-01", monthly=False) == "11-01"

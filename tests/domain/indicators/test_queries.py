"""Everybody sees the rates of the rows that they see: each number is as many as its list has rows."""

from collections.abc import Sequence
from datetime import date
from itertools import product
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.indicators.access import has_sums
from sanling.domain.indicators.queries import (
    Asked,
    By,
    Standing,
    indicators,
    periods_of,
    rows_of,
    standings,
    tallied_at,
    total,
    usual_period,
    written,
)
from sanling.domain.people.access import Viewer
from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.measures import JUDGED, TITLES
from sanling.domain.recognition.models import Judged
from sanling.domain.subjects.models import Charge
from tests.city import CITY, TEST, VILLAGE, City
from tests.domain.recognition.random_city import FIRST, make_incidents, make_subjects

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture(autouse=True)
def judged(city: City, cast: Cast) -> None:
    """Judge a month of a random city."""
    random = Random(7)
    publish_standard(actor=TEST, profile=city.profile)
    subjects = make_subjects(random, 30)
    make_incidents(random, subjects, 40)
    for subject in subjects[:3]:
        Charge.objects.create(subject=subject, duty="petitions", post=cast["mediator"].post, begins_on=FIRST)
    evaluate(city=CITY, month=FIRST)


def asked(place: str = CITY, **other: Any) -> Asked:
    by = By(other.pop("by", By.PLACE))
    return Asked(indicators(CITY)["met"], FIRST, place, by, **other)


def numbers(viewer: Viewer, of: Asked) -> dict[str, tuple[int, int, int]]:
    return {row.unit: (row.rate.numerator, row.rate.denominator, row.open) for row in standings(viewer, of)}


def listed(viewer: Viewer, of: Asked) -> tuple[int, int, int]:
    measures = ("met", "judged", "unclear")
    numerator, denominator, unclear = (rows_of(viewer, of, measure=measure).count() for measure in measures)
    return numerator, denominator, unclear


def summed(rows: Sequence[Standing], of: Asked) -> tuple[int, int, int]:
    whole = total(of, rows)
    return whole.rate.numerator, whole.rate.denominator, whole.open


def test_each_number_of_whoever_sees_it_is_as_many_as_its_rows(cast: Cast) -> None:
    told = 0
    for who, player in cast.items():
        if who == "former_intake_officer" or player.viewer.city != CITY:
            continue
        for by, zero, group in product(By, ("", "petitions"), ("", "places", "institutions")):
            of = asked(by=by, zero=zero, group=group)
            rows = standings(player.viewer, of)
            assert summed(rows, of) == listed(player.viewer, of), (who, of)
            told += len(rows)
    assert told


def test_whole_places_are_told_by_sums_and_single_rows_by_counting(cast: Cast) -> None:
    assert has_sums(cast["city_peace_officer"].viewer, JUDGED)
    assert not has_sums(cast["grid_worker"].viewer, JUDGED)


def test_it_goes_down_from_county_to_village(cast: Cast) -> None:
    viewer = cast["city_peace_officer"].viewer
    above = numbers(viewer, asked())[VILLAGE[:6]]
    below = numbers(viewer, asked(VILLAGE[:6]))
    assert above == tuple(map(sum, zip(*below.values(), strict=True)))
    assert set(numbers(viewer, asked(VILLAGE[:9]))) >= {VILLAGE}
    assert (
        numbers(viewer, asked(VILLAGE))[VILLAGE][1]
        == Judged.objects.filter(division=VILLAGE, exempt="").count()
    )


def test_a_department_sees_the_rates_of_its_line(cast: Cast) -> None:
    viewer = cast["sibling_department_clerk"].viewer
    seen = {unit for unit in numbers(viewer, asked(by="type")) if unit}
    assert "community" not in seen
    assert standings(cast["auditor"].viewer, asked()) == []


def test_the_period_before_and_the_year_before_stand_beside(cast: Cast) -> None:
    viewer = cast["city_peace_officer"].viewer
    evaluate(city=CITY, month=date(2026, 6, 1))
    (row,) = [row for row in standings(viewer, asked()) if row.unit == VILLAGE[:6]]
    assert row.before.denominator
    assert row.last_year.denominator == 0
    assert row.of("places") + row.of("institutions") == row.rate


def test_periods_are_those_that_were_summed(cast: Cast) -> None:
    assert periods_of(JUDGED, CITY) == [FIRST]
    assert usual_period(JUDGED, [date(2100, 1, 1), FIRST]) == FIRST
    assert usual_period(TITLES, []) is None
    assert (written(JUDGED, FIRST), written(TITLES, FIRST)) == ("2026-07", "2026")
    assert tallied_at(asked()) is not None


def test_it_costs_one_statement_however_many_there_are(cast: Cast) -> None:
    viewer, of = cast["city_peace_officer"].viewer, asked()
    with CaptureQueriesContext(connection) as seen:
        standings(viewer, of)
    assert len(seen) == 1, seen.captured_queries

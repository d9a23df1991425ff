"""What is read is what was printed; beside it stands what is so now, to who sees what is counted."""

from dataclasses import replace
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.indicators.measures import stocks
from sanling.domain.indicators.models import Tally
from sanling.domain.indicators.queries import standings
from sanling.domain.publications.models import Publication
from sanling.domain.publications.queries import asked_of, printed_row, reading
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.measures import JUDGED
from sanling.domain.subjects.models import Subject
from sanling.foundation.rates import Rate
from tests.city import CITY, COUNTY, City
from tests.domain.publications.helpers import Cast, asked, judge, published
from tests.domain.recognition.random_city import FIRST, make_incidents

pytestmark = pytest.mark.django_db


@pytest.fixture
def sensitive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what is counted be persons: each row is one that nobody may be told of by its number."""
    told = {**stocks(), "judged": replace(JUDGED, sensitive=True)}
    monkeypatch.setattr("sanling.domain.indicators.queries.stocks", lambda: told)


def change(subjects: list[Subject], seed: int = 3) -> None:
    make_incidents(Random(seed), subjects, 25)
    evaluate(city=CITY, month=FIRST)


@pytest.mark.parametrize("seed", range(4))
def test_now_is_the_live_rate_and_what_is_printed_stays(cast: Cast, judged: list[Subject], seed: int) -> None:
    viewer = cast["city_peace_officer"].viewer
    of = asked(deep=Random(seed).choice((0, 9)))
    made = published(cast, of)
    printed = [line.printed for line in reading(viewer, made).lines]
    assert not reading(viewer, made).moved
    change(judged, seed)
    told = reading(viewer, Publication.objects.get(pk=made.pk))
    assert [line.printed for line in told.lines] == printed
    live = {row.unit: row for row in standings(viewer, of)}
    for line in told.lines:
        if not line.printed.whole:
            assert line.now is not None
            assert (line.now.rate, line.now.open) == (
                live[line.printed.unit].rate,
                live[line.printed.unit].open,
            )
    assert told.moved


def test_who_sees_a_part_of_it_is_told_what_was_printed_and_not_what_is_now(
    cast: Cast, judged: list[Subject]
) -> None:
    made = published(cast)
    told = reading(cast["township_leader"].viewer, made)
    assert [line.printed for line in told.lines] == [printed_row(line) for line in made.lines.all()]
    assert not told.live
    assert all(line.now is None for line in told.lines)


def test_a_unit_that_is_not_there_any_more_is_now_nothing(cast: Cast, judged: list[Subject]) -> None:
    made = published(cast)
    Tally.objects.all().delete()
    told = reading(cast["city_leader"].viewer, made)
    assert len(told.lines) == made.lines.count()
    assert {line.now.rate for line in told.lines if line.now} == {Rate(0, 0)}


@pytest.mark.usefixtures("sensitive")
def test_few_persons_are_told_to_who_sees_them_and_to_nobody_else(city: City, cast: Cast) -> None:
    judge(city, count=4)
    made = published(cast, asked(COUNTY, deep=12), who="peace_officer", by="county_leader")
    assert reading(cast["county_leader"].viewer, made).lines
    told = reading(cast["township_leader"].viewer, made)
    assert told.hidden
    assert [line for line in told.lines if not line.printed.whole] == []


def test_what_is_not_counted_any_more_is_read_as_it_was(
    cast: Cast, judged: list[Subject], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = published(cast)
    monkeypatch.setattr("sanling.domain.publications.queries.stocks", dict)
    assert asked_of(made) is None
    assert reading(cast["city_leader"].viewer, made).gone


def test_it_is_asked_again_by_the_definition_that_was_printed(cast: Cast, judged: list[Subject]) -> None:
    of = asked(deep=9, group="places")
    again = asked_of(published(cast, of))
    assert again is not None
    assert replace(again, indicator=of.indicator) == of
    assert again.indicator.measures == of.indicator.measures


def test_it_costs_two_statements_however_many_lines_there_are(cast: Cast, judged: list[Subject]) -> None:
    viewer = cast["city_leader"].viewer
    for deep in (0, 12):
        made = Publication.objects.get(pk=published(cast, asked(deep=deep)).pk)
        with CaptureQueriesContext(connection) as seen:
            reading(viewer, made)
        assert len(seen) == 2, seen.captured_queries

"""Everybody is told the numbers of the rows that they see: each is as many as its list has rows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from django.db.models import Count, Sum

from sanling.domain.incidents.access import visible_incidents
from sanling.domain.indicators.flows import flows
from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.processes.figures.access import sees_by_place
from sanling.processes.figures.queries import By, Question, rows_behind
from sanling.processes.figures.reading import numbers
from sanling.processes.figures.rebuilding import rebuild_city
from sanling.processes.simulation.invent import Inventor
from sanling.processes.simulation.life import write
from tests.city import CITY, COUNTY, VILLAGE
from tests.city import SIBLING_VILLAGE as ELSEWHERE
from tests.domain.incidents.helpers import accident, record, visit
from tests.processes.simulation.lives import KINDS, lived

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]
MATTERS = flows()["matters"]
MEASURES = ("registered", "taken_in", "settled", "reopened", "overdue")
PLACES = (CITY, COUNTY, VILLAGE[:9], VILLAGE)
Cast = dict[str, Player]


@pytest.fixture
def counted(inventor: Inventor) -> list[Matter]:
    """Have some dozens of lives counted, of which some are confidential and some concealed."""
    random = Random(9)
    lives = []
    for number in range(60):
        life = lived(replace(inventor, only=(random.choice(KINDS),)), number, random.randrange(1, 120))
        life.matter.number = f"ZZ-261122-{number:05}-A"
        life.matter.confidentiality = random.choice((0, 0, 0, 1, 2))
        life.matter.concealed = random.random() < 0.1
        lives.append(life)
    write(lives)
    record(
        *(visit(persons=nth + 1) for nth in range(3)),
        accident(),
        accident(sort="fire", division_id=ELSEWHERE),
    )
    rebuild_city(CITY)
    return list(Matter.objects.order_by("pk"))


def months() -> Sequence[tuple[date, date]]:
    last = date(2026, 11, 22)
    return (
        (date(2026, 8, 1), date(2026, 10, 31)),
        (date(2026, 8, 13), last),
        (last - timedelta(days=20), last),
        (date(2020, 1, 1), date(2029, 12, 31)),
    )


VIEWERS = pytest.mark.parametrize(
    "who",
    [
        "city_peace_officer",
        "county_leader",
        "intake_officer",
        "centre_director",
        "mediator",
        "county_intake_officer",
        "administrator",
        "security_administrator",
        "auditor",
    ],
)


@VIEWERS
def test_each_number_has_as_many_rows(cast: Cast, who: str) -> None:
    viewer = cast[who].viewer
    for place in PLACES:
        for first, last in months():
            asked = Question(MATTERS, place, first, last)
            found = {cell.measure: amount for cell, amount in numbers(viewer, asked, MEASURES).items()}
            rows = {measure: rows_behind(viewer, asked, measure).count() for measure in MEASURES}
            assert found == {measure: count for measure, count in rows.items() if count}, (place, first)


@VIEWERS
def test_so_has_each_step_that_matters_came_to_and_left(cast: Cast, who: str) -> None:
    viewer = cast[who].viewer
    for place in PLACES:
        for first, last in months()[1:]:
            asked = Question(flows()["steps"], place, first, last, by=By.CATEGORY)
            for cell, amount in numbers(viewer, asked, ["entered", "left"]).items():
                step = replace(asked, by=By.NOTHING, category=cell.value)
                assert rows_behind(viewer, step, cell.measure).count() == amount, (place, cell)
                told = numbers(viewer, step, [cell.measure])
                assert sum(told.values()) == amount, (place, cell)


def test_what_stands_at_a_step_is_what_is_in_its_state_and_not_over(cast: Cast) -> None:
    viewer = cast["city_peace_officer"].viewer
    asked = Question(flows()["steps"], CITY, *months()[3], by=By.CATEGORY)
    told = {cell.value: amount for cell, amount in numbers(viewer, asked, ["standing"]).items()}
    is_open = visible_matters(viewer).filter(open=True)
    in_state = is_open.order_by().values_list("state").annotate(count=Count("pk"))
    assert told == dict(in_state)


@VIEWERS
def test_incidents_are_told_as_they_are_seen(cast: Cast, who: str) -> None:
    viewer = cast[who].viewer
    for place in PLACES:
        asked = Question(flows()["incidents"], place, *months()[3])
        seen = visible_incidents(viewer).filter(division__path__startswith=place)
        assert sum(numbers(viewer, asked, ["happened"]).values()) == seen.count(), place
        deaths = seen.aggregate(sum=Sum("deaths"))["sum"] or 0
        assert sum(numbers(viewer, asked, ["deaths"]).values()) == deaths, place


@pytest.mark.parametrize("by", [by for by in By if by is not By.NOTHING])
def test_parts_are_the_whole(cast: Cast, by: By) -> None:
    for who in ("city_peace_officer", "mediator"):
        viewer = cast[who].viewer
        for first, last in months():
            asked = Question(MATTERS, CITY, first, last)
            whole = numbers(viewer, asked, ["registered"])
            parts = numbers(viewer, replace(asked, by=by), ["registered"])
            assert sum(whole.values()) == sum(parts.values()), (who, first)


def test_what_is_narrowed_is_the_part(cast: Cast) -> None:
    viewer = cast["city_peace_officer"].viewer
    whole = Question(MATTERS, CITY, *months()[1])
    for by in (By.KIND, By.CATEGORY, By.CHANNEL):
        for cell, amount in numbers(viewer, replace(whole, by=by), ["registered"]).items():
            narrowed = {
                By.KIND: replace(whole, kind=cell.value),
                By.CATEGORY: replace(whole, category=cell.value),
                By.CHANNEL: replace(whole, channel=cell.value),
            }[by]
            assert sum(numbers(viewer, narrowed, ["registered"]).values()) == amount
            assert rows_behind(viewer, narrowed, "registered").count() == amount


def test_days_and_months_agree(cast: Cast) -> None:
    viewer = cast["county_leader"].viewer
    asked = Question(MATTERS, COUNTY, *months()[1])
    by_month: dict[str, int] = {}
    for cell, amount in numbers(viewer, replace(asked, by=By.DAY), ["settled"]).items():
        month = f"{cell.value[:7]}-01"
        by_month[month] = by_month.get(month, 0) + amount
    told = numbers(viewer, replace(asked, by=By.MONTH), ["settled"])
    assert by_month == {cell.value: amount for cell, amount in told.items()}


def test_durations_are_told_by_their_buckets(cast: Cast, counted: list[Matter]) -> None:
    viewer = cast["city_peace_officer"].viewer
    asked = Question(MATTERS, CITY, *months()[3])
    settled = numbers(viewer, asked, ["settled", "handling_time"])
    buckets = {cell.bucket: amount for cell, amount in settled.items() if cell.measure == "handling_time"}
    assert len(buckets) > 3
    assert sum(buckets.values()) == sum(
        amount for cell, amount in settled.items() if cell.measure == "settled"
    )


def test_whoever_sees_whole_places_is_told_by_sums(cast: Cast) -> None:
    for who in ("city_peace_officer", "county_leader"):
        assert sees_by_place(cast[who].viewer, MATTERS), who
    assert not sees_by_place(cast["mediator"].viewer, MATTERS)

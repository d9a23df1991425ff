"""A figure by its parts is the whole, beside what it was before; only places are ranked, by outcomes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from sanling.domain.people.cast import Player
from sanling.processes.figures.breakdown import breakdowns, together
from sanling.processes.figures.indicators import Asked, Value, figures_of, rows_of, values
from sanling.processes.figures.periods import read_period
from sanling.processes.figures.queries import By
from tests.city import CITY, COUNTY
from tests.processes.figures.test_queries import counted

__all__ = ["counted"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]
Cast = dict[str, Player]
PERIODS = [read_period(said) for said in ("2026", "2026-Q3", "2026-11-03..2026-11-20")]
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("by", [By.PLACE, By.KIND, By.CATEGORY, By.CHANNEL, By.UNIT])
def test_parts_are_the_whole(cast: Cast, by: By) -> None:
    viewer, figures = cast["county_leader"].viewer, list(figures_of(CITY).values())
    for period in PERIODS:
        whole = values(viewer, Asked(COUNTY, period), figures)
        for code, told in breakdowns(viewer, Asked(COUNTY, period, by), figures, period.last).items():
            figure = figures_of(CITY)[code]
            alone = whole[code].get("", Value(figure))
            assert (told.total.now.number, told.total.now.numerator) == (alone.number, alone.numerator), code


def test_a_balance_stands_at_the_end_of_each_day(cast: Cast) -> None:
    viewer, figure = cast["city_peace_officer"].viewer, figures_of(CITY)["open"]
    period = read_period("2026-09-20..2026-10-10")
    told = breakdowns(viewer, Asked(CITY, period, By.DAY), [figure], TODAY)["open"]
    assert [line.unit for line in told.lines] == [
        (period.first + timedelta(days=n)).isoformat() for n in range(21)
    ]
    for line in told.lines:
        day = read_period(line.unit)
        assert line.now.numerator == rows_of(viewer, Asked(CITY, day), figure, "open").count()
    assert told.total.now == told.lines[-1].now


def test_rates_come_from_sums_and_are_never_averaged() -> None:
    figure = figures_of(CITY)["settlement"]
    parts = [Value(figure, 1, 1), Value(figure, 0, 9)]
    assert together(figure, parts).number == Decimal("10.00")


def test_the_best_has_the_first_rank_whichever_way_is_better(cast: Cast) -> None:
    viewer = cast["city_leader"].viewer
    figures = [figures_of(CITY)[code] for code in ("settlement", "overdue_rate")]
    found = breakdowns(viewer, Asked(CITY, PERIODS[0], By.PLACE), figures, TODAY)
    for code, best in (("settlement", max), ("overdue_rate", min)):
        lines = [line for line in found[code].lines if line.rank is not None]
        assert lines
        first = best(line.now.numerator / line.now.denominator for line in lines)
        assert {line.now.numerator / line.now.denominator for line in lines if line.rank == 1} == {first}
    unranked = breakdowns(viewer, Asked(CITY, PERIODS[0], By.KIND), figures, TODAY)
    assert not any(line.rank for told in unranked.values() for line in told.lines)


def test_who_sees_a_part_of_a_place_ranks_nothing(cast: Cast) -> None:
    figure = figures_of(CITY)["settlement"]
    told = breakdowns(cast["county_leader"].viewer, Asked(CITY, PERIODS[0], By.PLACE), [figure], TODAY)
    assert not any(line.rank for line in told["settlement"].lines)

"""Figures follow from the sums of what one sees: each number has its rows, and parts are the whole."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.indicators.config import Figure, Form
from sanling.domain.indicators.distribution import ERROR
from sanling.domain.indicators.flows import flows
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation.days import day_of
from sanling.foundation.labels import Label
from sanling.processes.figures.indicators import (
    Asked,
    Value,
    amount_of,
    figures_of,
    rows_of,
    values,
    visible_figures,
)
from sanling.processes.figures.periods import Grain, Period, read_period
from sanling.processes.figures.queries import By
from tests.city import CITY, COUNTY, VILLAGE
from tests.processes.figures.test_queries import counted

__all__ = ["counted"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]
Cast = dict[str, Player]
PERIODS = [read_period(said) for said in ("2026", "2026-Q3", "2026-11-03..2026-11-20")]
TODAY = date(2026, 11, 22)
# Rates of which whatever counts above the line counts below it, too.
SHARES = (
    *("success", "on_time_response", "on_time_settlement", "satisfaction", "step_satisfaction"),
    *("repeat", "whistle_on_time", "skipping_rate", "repeat_petitions", "online_petitions"),
    *("online_petition_persons", "titles_granted"),
)


@pytest.mark.parametrize("who", ["city_peace_officer", "county_leader", "mediator", "department_clerk"])
def test_both_numbers_of_each_figure_have_as_many_rows(cast: Cast, who: str) -> None:
    viewer = cast[who].viewer
    for place in (CITY, COUNTY, VILLAGE):
        for period in PERIODS:
            asked = Asked(place, period)
            told = values(viewer, asked, figures_of(CITY).values())
            for code, figure in figures_of(CITY).items():
                value = told.get(code, {}).get("", Value(figure))
                numbers = (value.numerator, value.denominator)
                for measure, number in zip(figure.measures, numbers, strict=False):
                    rows = rows_of(viewer, asked, figure, measure)
                    if measure in flows()[figure.flow].summed:
                        assert amount_of(viewer, asked, figure, measure) == number, (code, measure, place)
                        assert _sum_of(rows, measure) in (number, None), (code, measure, place, str(period))
                    else:
                        assert rows.count() == number, (code, measure, place, str(period))


def _sum_of(rows: QuerySet[Any], measure: str) -> int | None:
    """Return the sum of a column of rows that is called as the measure; None where none is."""
    if measure not in {field.name for field in rows.model._meta.get_fields()}:
        return None
    return rows.aggregate(sum=Sum(measure))["sum"] or 0


@settings(
    max_examples=40,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    first=st.dates(date(2026, 7, 25), TODAY),
    more=st.integers(0, 60),
    place=st.sampled_from([CITY, COUNTY, VILLAGE[:9], VILLAGE]),
    by=st.sampled_from(By),
    who=st.sampled_from(["city_peace_officer", "county_leader", "mediator"]),
)
def test_of_a_share_each_that_is_counted_is_among_all_that_are(
    cast: Cast, first: date, more: int, place: str, by: By, who: str
) -> None:
    viewer, known = cast[who].viewer, figures_of(CITY)
    asked = Asked(place, Period(Grain.RANGE, first, first + timedelta(days=more)), by)
    for code, told in values(viewer, asked, [known[code] for code in SHARES]).items():
        for unit, value in told.items():
            assert value.numerator <= value.denominator, (code, unit, str(asked.period))
    above, below = (rows_of(viewer, asked, known["success"], measure) for measure in ("successful", "ended"))
    assert {*above.values_list("pk", flat=True)} <= {*below.values_list("pk", flat=True)}


def test_a_median_lies_as_near_as_is_said(cast: Cast, counted: list[Matter]) -> None:
    viewer, figure = cast["city_peace_officer"].viewer, figures_of(CITY)["handling_time"]
    asked = Asked(CITY, read_period("2026"))
    rows = rows_of(viewer, asked, figure, figure.numerator)
    durations = sorted(row.resolved_at - row.registered_at for row in rows)
    told = values(viewer, asked, [figure])["handling_time"][""].duration
    true = durations[(len(durations) - 1) // 2]
    assert told is not None
    assert abs(told / true - 1) <= ERROR + 0.001


def test_what_is_open_is_as_old_as_its_rows_were_at_the_end_of_the_day(cast: Cast) -> None:
    viewer, figure = cast["city_peace_officer"].viewer, figures_of(CITY)["backlog_age"]
    for said in ("2026-09-15", "2026-10", "2026"):
        asked = Asked(CITY, read_period(said))
        last = asked.period.last
        rows = rows_of(viewer, asked, figure, figure.numerator)
        old = sorted((last - day_of(row.registered_at)).days + 0.5 for row in rows)
        told = values(viewer, asked, [figure])["backlog_age"][""]
        assert told.numerator == len(old) > 0, said
        assert told.duration is not None
        true = timedelta(days=old[(len(old) - 1) // 2])
        assert abs(told.duration / true - 1) <= ERROR + 0.001, said


def test_each_day_has_the_age_of_what_was_open_then(cast: Cast) -> None:
    viewer, figure = cast["city_peace_officer"].viewer, figures_of(CITY)["backlog_age"]
    by_day = values(viewer, Asked(CITY, read_period("2026-10"), By.DAY), [figure])["backlog_age"]
    for day in ("2026-10-01", "2026-10-17", "2026-10-31"):
        alone = values(viewer, Asked(CITY, read_period(day)), [figure])["backlog_age"][""]
        assert (by_day[day].numerator, by_day[day].number) == (alone.numerator, alone.number)


def test_a_figure_of_another_kind_is_of_nothing(cast: Cast) -> None:
    viewer = cast["city_peace_officer"].viewer
    named = Label(zh="信", en="Petitions")
    figure = Figure(
        code="own", name=named, definition=named, flow="matters", form=Form.COUNT, numerator="registered",
        kind="petition",
    )  # fmt: skip
    asked = Asked(CITY, PERIODS[0], kind="dispute")
    assert values(viewer, asked, [figure]) == {}
    assert not rows_of(viewer, asked, figure, "registered").exists()


def test_who_sees_no_matters_is_told_no_figures_of_them(cast: Cast) -> None:
    assert visible_figures(cast["city_leader"].viewer)
    for who in ("administrator", "security_administrator", "auditor"):
        assert not visible_figures(cast[who].viewer)


def test_what_nobody_may_see_of_a_kind_is_no_figure_of_nothing(cast: Cast) -> None:
    by_clearance = {
        who: set(visible_figures(cast[who].viewer)) for who in ("city_leader", "petition_officer")
    }
    assert "petitions" in by_clearance["petition_officer"] - by_clearance["city_leader"]
    assert {"accidents", "cases", "petition_matters"} <= by_clearance["city_leader"]

"""A bulletin counts what its drafter sees, and holds nothing from which few of a sensitive kind could be had."""

from datetime import date
from functools import partial

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.publications.models import Publication
from sanling.processes.figures.breakdown import breakdown
from sanling.processes.figures.bulletins.compiling import (
    chosen,
    compiled,
    may_draft_bulletin,
    now_beside,
    sees_contents,
)
from sanling.processes.figures.indicators import Asked, figures_of
from sanling.processes.figures.periods import read_period
from sanling.processes.figures.queries import By
from sanling.processes.figures.rebuilding import rebuild_city
from tests.city import CITY, COUNTY, VILLAGE
from tests.processes.figures.bulletins.helpers import MONTH, Cast, contents, drafted, published
from tests.processes.figures.test_queries import counted

__all__ = ["counted"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted")]


def test_it_says_what_the_page_of_figures_says(cast: Cast) -> None:
    viewer = cast["city_peace_officer"].viewer
    printed = contents(viewer)
    assert printed.whole
    for code, line in printed.whole.items():
        told = breakdown(viewer, Asked(CITY, MONTH, By.KIND), figures_of(CITY)[code], MONTH.last)
        assert line.now == told.total.now
    assert [moment for moment, _value in printed.trends["registered"]][-1] == "2026-10-01"
    assert all(len(trend) == 13 for trend in printed.trends.values())


def test_a_breakdown_that_tells_of_few_is_not_in_it(cast: Cast) -> None:
    Matter.objects.update(kind="dispute", confidentiality=0, concealed=False)
    few = Matter.objects.filter(division__path__startswith=COUNTY, registered_at__date__gte=date(2026, 10, 1))
    rebuild_city(CITY)
    viewer = cast["city_peace_officer"].viewer
    year = partial(compiled, viewer, CITY, read_period("2026"), chosen(viewer, CITY), date(2026, 11, 22))
    assert {"registered"} <= {code for part in year().kinds for code in part.lines}
    assert few.exists()
    Matter.objects.filter(pk=few.first().pk).update(kind="petition")  # type: ignore[union-attr]
    rebuild_city(CITY)
    hidden = year()
    assert "registered" in hidden.hidden
    assert not {code for part in hidden.kinds for code in part.lines} & {"registered"}
    assert all("信访" not in words["zh"] for words, _worse in hidden.changed)


def test_who_drafts_sees_all_that_is_counted_at_the_own_place(cast: Cast) -> None:
    assert may_draft_bulletin(cast["city_peace_officer"].viewer, CITY)
    assert may_draft_bulletin(cast["city_peace_officer"].viewer, COUNTY)
    for who in ("city_leader", "county_leader", "mediator", "village_secretary"):
        assert not may_draft_bulletin(cast[who].viewer, CITY), who
    assert not may_draft_bulletin(cast["peace_officer"].viewer, CITY)


def test_now_stands_beside_for_who_sees_all(cast: Cast) -> None:
    made = published(cast)
    leader = cast["city_leader"].viewer
    now = now_beside(leader, made)
    assert now is not None
    assert now.whole["registered"].now.numerator
    october = Matter.objects.filter(registered_at__date__range=(MONTH.first, MONTH.last), confidentiality=0)
    october.update(registered_at="2026-09-15T04:00:00Z")
    rebuild_city(CITY)
    later = now_beside(leader, Publication.objects.get(pk=made.pk))
    assert later is not None
    assert later.whole["registered"].now.numerator < now.whole["registered"].now.numerator
    for who in ("county_leader", "township_leader"):
        assert not sees_contents(cast[who].viewer, made)
        assert now_beside(cast[who].viewer, made) is None


def test_a_village_has_one_too_without_parts(cast: Cast) -> None:
    printed = contents(cast["city_peace_officer"].viewer, VILLAGE)
    assert not printed.places


def test_what_is_not_counted_any_more_has_no_now(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = drafted(cast)
    monkeypatch.setattr("sanling.processes.figures.bulletins.compiling.flows", dict)
    assert not sees_contents(cast["city_peace_officer"].viewer, made)

"""On walls and in what leaves the house nothing is told from which few of a sensitive kind could be had."""

from datetime import date

import pytest

from sanling.domain.indicators.flows import flows
from sanling.domain.matters.models import Matter
from sanling.processes.figures.circulation import Tellable, tellable, tellable_trends
from sanling.processes.figures.indicators import Asked, figures_of, values
from sanling.processes.figures.periods import read_period
from sanling.processes.figures.queries import By, crossing
from sanling.processes.figures.rebuilding import rebuild_city
from tests.city import CITY
from tests.processes.figures.bulletins.helpers import Cast
from tests.processes.figures.test_queries import counted

__all__ = ["counted"]

pytestmark = pytest.mark.django_db
COMPARED = read_period("2026").compared(date(2026, 11, 22))
ASKED = Asked(CITY, COMPARED.now)


def may(cast: Cast, code: str = "registered") -> Tellable:
    figure = figures_of(CITY)[code]
    return tellable(cast["city_peace_officer"].viewer, ASKED, [figure], COMPARED)[code]


def of_kinds(petitions: int) -> None:
    keys = list(Matter.objects.order_by("pk").values_list("pk", flat=True))
    Matter.objects.update(kind="dispute", confidentiality=0, concealed=False)
    Matter.objects.filter(pk__in=keys[:petitions]).update(kind="petition")
    rebuild_city(CITY)


def test_confidential_kinds_are_sensitive() -> None:
    assert set(flows()["matters"].sensitive(CITY)) == {"petition", "security"}


def test_a_crossed_question_is_of_places_and_kinds(counted: list[Matter], cast: Cast) -> None:
    viewer, figures = cast["city_peace_officer"].viewer, list(figures_of(CITY).values())
    crossed = Asked(CITY, COMPARED.now, By.PLACE, crossed=True)
    for code, found in values(viewer, crossed, figures).items():
        for by, side in ((By.PLACE, 0), (By.KIND, 1)):
            whole = values(viewer, Asked(CITY, COMPARED.now, by), [figures_of(CITY)[code]])[code]
            for unit, value in whole.items():
                parts = [part for key, part in found.items() if crossing(key)[side] == unit]
                assert sum(part.numerator for part in parts) == value.numerator, (code, unit)


def test_what_is_of_no_sensitive_kind_is_told_whole(counted: list[Matter], cast: Cast) -> None:
    of_kinds(petitions=0)
    assert may(cast) == Tellable()


def test_one_petition_hides_the_kinds_and_its_cell(counted: list[Matter], cast: Cast) -> None:
    of_kinds(petitions=1)
    found = may(cast)
    assert not found.kinds
    assert found.whole
    assert (found.by(By.KIND), found.by(By.NOTHING), found.by(By.MONTH)) == (False, True, True)


def test_few_of_the_year_before_are_hidden_too(counted: list[Matter], cast: Cast) -> None:
    of_kinds(petitions=0)
    matter = Matter.objects.earliest("pk")
    Matter.objects.filter(pk=matter.pk).update(kind="petition", registered_at="2025-06-01T04:00:00Z")
    rebuild_city(CITY)
    assert not may(cast).kinds


def test_a_trend_is_told_unless_some_moment_is_of_one_petition_alone(
    counted: list[Matter], cast: Cast
) -> None:
    viewer, figures = cast["city_peace_officer"].viewer, [figures_of(CITY)[c] for c in ("registered", "open")]
    of_kinds(petitions=0)
    months = Asked(CITY, read_period("2026"), By.MONTH)
    assert "registered" in tellable_trends(viewer, months, figures)
    matter = Matter.objects.earliest("pk")
    alone = {"kind": "petition", "registered_at": "2026-02-01T04:00:00Z"}
    Matter.objects.filter(pk=matter.pk).update(**alone)
    Matter.objects.filter(registered_at__lt="2026-06-01T04:00:00Z").exclude(pk=matter.pk).update(
        registered_at="2026-06-01T04:00:00Z"
    )
    rebuild_city(CITY)
    assert "registered" not in tellable_trends(viewer, months, figures)

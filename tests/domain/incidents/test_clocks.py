"""An accident's clocks follow from it, and go with it when it is said otherwise."""

from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.incidents.actions.report_accident import report_accident
from sanling.domain.incidents.models import Incident, ReportClock
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from tests.domain.incidents.helpers import accident, record

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def happened(ago: timedelta = timedelta(minutes=10), **said: Any) -> Incident:
    """Return an accident of some time ago."""
    (made,) = record(accident(happened_at=clock.now() - ago, happened_on=None, **said))
    return made


def due() -> dict[str, timedelta]:
    """Return how long after its accident each report is due."""
    return {
        row.reached: row.due_at - row.incident.happened_at  # type: ignore[operator]
        for row in ReportClock.objects.select_related("incident").order_by("due_at")
    }


@pytest.mark.usefixtures("city")
def test_an_accident_has_a_clock_for_each_level_that_its_grade_asks_for() -> None:
    happened(deaths=3)
    assert due() == {"county": HOUR, "city": 3 * HOUR, "province": 5 * HOUR}


@pytest.mark.usefixtures("city")
def test_what_has_no_hour_or_is_long_over_has_none() -> None:
    record(accident())
    happened(timedelta(days=31))
    happened(timedelta(days=8), sort="road")
    assert due() == {}
    happened(timedelta(days=8), sort="work")
    assert not ReportClock.objects.filter(late_at=None).exists()


def test_a_correction_takes_them_along_and_they_follow_it(cast: dict[str, Player]) -> None:
    made, officer = happened(deaths=3), cast["safety_officer"].viewer
    before = made.happened_at
    assert before is not None
    report_accident(actor=officer, accident=made, level="county", at=before + HOUR / 12)
    now = correct_incident(actor=officer, incident=made, values={"deaths": 0}, reason="经抢救脱险")
    assert set(ReportClock.objects.values_list("incident", flat=True)) == {now.pk}
    assert due() == {"county": HOUR, "city": HOUR / 12 + 2 * HOUR}
    assert ReportClock.objects.get(reached="county").told_at == before + HOUR / 12
    correct_incident(actor=officer, incident=now, values={"withdrawn": True}, reason="系演练")
    assert [row.reached for row in ReportClock.objects.all()] == ["county"]

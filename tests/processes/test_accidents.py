"""Of reports of accidents is told whoever has to make them, then the level above, each once, and who may see them."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.incidents.actions.report_accident import report_accident
from sanling.domain.incidents.models import Incident
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.days import today
from sanling.foundation.delivery.models import Notice
from sanling.processes.accidents import remind_of_casualties, tell_of_accidents
from tests.domain.incidents.helpers import accident, record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
MINUTE = timedelta(minutes=1)


def told() -> dict[str, set[str]]:
    """Return who was told what."""
    found: dict[str, set[str]] = {}
    for notice in Notice.objects.filter(code__startswith="accident."):
        found.setdefault(notice.code, set()).add(notice.recipient)
    return found


def test_the_county_is_reminded_and_then_the_city_told_each_once(cast: dict[str, Player]) -> None:
    county = cast["safety_officer"].viewer.key
    record(accident(happened_at=clock.now() - 40 * MINUTE, happened_on=None))
    for _beat in range(2):
        tell_of_accidents()
    assert told() == {"accident.report_due": {county}}
    record(accident(happened_at=clock.now() - 70 * MINUTE, happened_on=None))
    for _beat in range(2):
        tell_of_accidents()
    assert told()["accident.report_late"] == {county}
    assert max(Counter(Notice.objects.values_list("recipient", "code", "url")).values()) == 1


def test_a_level_that_was_told_reads_of_it_and_nothing_is_due_any_more(cast: dict[str, Player]) -> None:
    officer = cast["safety_officer"].viewer
    (made,) = record(accident(happened_at=clock.now() - 40 * MINUTE, happened_on=None))
    report_accident(actor=officer, accident=made, level="county", at=clock.now())
    tell_of_accidents()
    assert told() == {"accident.reported": {officer.key}}
    (notice,) = Notice.objects.filter(code="accident.reported")
    assert notice.url == f"/desk/incidents/{made.pk}/"


def test_what_was_late_long_before_it_was_recorded_is_told_to_nobody(cast: Any) -> None:
    record(accident(happened_at=clock.now() - timedelta(days=3), happened_on=None))
    assert tell_of_accidents() == 0


def test_whoever_recorded_one_and_its_county_are_told_before_casualties_are_updated_for_the_last_time(
    cast: dict[str, Player],
) -> None:
    officer, recorder = cast["safety_officer"].viewer.key, cast["peace_officer"]
    ahead = timedelta(days=3)
    made = record(
        accident(happened_on=today() - timedelta(days=27), sort="work"),
        accident(happened_on=today() - timedelta(days=7), sort="road"),
        accident(happened_on=today() - timedelta(days=7), sort="work"),
        accident(happened_on=today() - timedelta(days=27), sort="fire"),
    )
    Incident.objects.filter(pk=made[0].pk).update(by=recorder.viewer.key)
    assert remind_of_casualties(today()) == 2
    found = Notice.objects.filter(code="accident.casualties")
    assert {(notice.recipient, notice.url, notice.params["until"]) for notice in found} == {
        (officer, f"/desk/incidents/{made[0].pk}/", (today() + ahead).isoformat()),
        (recorder.viewer.key, f"/desk/incidents/{made[0].pk}/", (today() + ahead).isoformat()),
        (officer, f"/desk/incidents/{made[1].pk}/", today().isoformat()),
    }


def test_nobody_is_told_of_an_accident_that_was_withdrawn_or_is_said_otherwise(
    cast: dict[str, Player],
) -> None:
    officer = cast["safety_officer"].viewer
    gone, other = record(*(accident(happened_on=today() - timedelta(days=30)) for _nth in range(2)))
    correct_incident(actor=officer, incident=gone, values={"withdrawn": True}, reason="重复录入")
    later = {"happened_on": today() - timedelta(days=2)}
    correct_incident(actor=officer, incident=other, values=later, reason="日期有误")
    assert remind_of_casualties(today()) == 0

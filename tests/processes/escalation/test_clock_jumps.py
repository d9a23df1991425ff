"""The system's clock jumps by an hour: no deadline is lost or acted on twice, and doctor says so."""

from collections import Counter
from datetime import timedelta

import pytest

from sanling.domain.matters.models import Clock, Entry, Matter
from sanling.domain.matters.scan import scan
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice
from sanling.interfaces.console.finding import Severity
from sanling.interfaces.console.findings import database_clock
from sanling.processes.escalation.overdue import act_on_overdue
from sanling.processes.reactions import react
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def due(cast: dict[str, Player], workflows: None) -> list[Clock]:
    """Three matters whose first clocks end in half an hour, in an hour and a half, and in five hours."""
    now = clock.now()
    matters = [registered().matter for _ in range(3)]
    for matter, minutes in zip(matters, (30, 90, 300), strict=True):
        at = now + timedelta(minutes=minutes)
        Clock.objects.filter(matter=matter).update(due_at=at, warn_at=at - timedelta(minutes=10))
        Matter.objects.filter(pk=matter.pk).update(due_at=at)
    return list(Clock.objects.filter(matter__in=matters).order_by("due_at", "pk"))


def beat_at(shift: timedelta) -> None:
    with clock.turned(shift=shift):
        scan()
        react()
        act_on_overdue()
        react()


def acted() -> Counter[tuple[str, int]]:
    """Count what the system wrote about each clock."""
    entries = Entry.objects.filter(code__in=("clock_warned", "clock_late"))
    return Counter(entries.values_list("code", "params__clock"))


def test_forward_and_back_again_acts_on_nothing_twice(due: list[Clock]) -> None:
    beat_at(HOUR)
    once = acted()
    assert set(once.values()) == {1}
    assert ("clock_late", due[0].pk) in once
    told = Notice.objects.count()
    # Back at the right time, the same instants come by once more.
    for minutes in range(0, 70, 10):
        beat_at(timedelta(minutes=minutes))
    assert acted() == once
    assert Notice.objects.count() == told


def test_backward_and_on_again_loses_nothing(due: list[Clock]) -> None:
    beat_at(-HOUR)
    assert not acted()
    # It stays an hour behind for a while, and is then set right: each deadline that has passed is acted on once.
    beat_at(timedelta(minutes=120) - HOUR)
    beat_at(timedelta(minutes=120))
    found = acted()
    assert set(found.values()) == {1}
    passed = [running.pk for running in due if running.due_at <= clock.now() + timedelta(minutes=120)]
    assert len(passed) == 4
    assert all(found["clock_late", pk] == 1 for pk in passed)


@pytest.mark.parametrize("shift", [HOUR, -HOUR])
def test_doctor_warns(shift: timedelta) -> None:
    assert [finding.level for finding in database_clock()] == [Severity.GOOD]
    with clock.turned(shift=shift):
        (finding,) = database_clock()
    assert (finding.level, finding.text) == (
        Severity.BROKEN,
        "this machine and the database are 3600 s apart",
    )

"""Clocks that run out are taken once, with all that follows."""

from datetime import UTC, datetime, timedelta

import pytest

from sanling.domain.matters.models import Clock, Entry
from sanling.domain.matters.scan import scan
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.processes.pump import beat
from sanling.processes.reactions import react
from tests.domain.matters.helpers import act, registered

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def test_a_clock_is_warned_and_late_once_each(cast: dict[str, Player], workflows: None) -> None:
    with clock.turned(to=MONDAY):
        matter = registered().matter
    for later in (timedelta(hours=2), timedelta(hours=3)):
        with clock.turned(to=MONDAY + later):
            scan()
    codes = list(
        Entry.objects.filter(matter=matter, code__startswith="clock_").values_list("code", "params__clock")
    )
    assert len(codes) == len(set(codes)) > 0
    assert AuditRow.objects.filter(act="matters.clock_late").count() == sum(
        code == "clock_late" for code, _ in codes
    )


def test_whoever_is_assigned_is_told_and_nobody_of_their_own_act(
    cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    react()
    assert list(
        Notice.objects.filter(recipient=cast["mediator"].viewer.key).values_list("code", flat=True)
    ) == ["matter.assigned"]
    assert react() == 0


def test_a_paused_clock_never_rings(cast: dict[str, Player], workflows: None) -> None:
    with clock.turned(to=MONDAY):
        matter = registered().matter
        act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
        act(cast["mediator"].viewer, matter, "sign_for")
        act(cast["mediator"].viewer, matter, "pause", {"reason": "等待鉴定"})
    held = set(Clock.objects.filter(matter=matter, paused_at__isnull=False).values_list("pk", flat=True))
    assert held
    with clock.turned(to=MONDAY + timedelta(days=400)):
        scan()
    rung = Entry.objects.filter(matter=matter, code__startswith="clock_").values_list(
        "params__clock", flat=True
    )
    assert not held & set(rung)


@pytest.mark.django_db(transaction=True)
def test_a_beat_does_all_parts_and_leaves_nothing_pending(cast: dict[str, Player], workflows: None) -> None:
    registered()
    assert beat()
    assert react() == 0

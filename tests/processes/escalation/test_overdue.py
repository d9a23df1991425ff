"""What follows when a clock has run out: the action that the definition names, unless somebody was quicker."""

from datetime import UTC, datetime, timedelta

import pytest

from sanling.domain.matters.scan import OVERDUE, scan
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.delivery import outbox
from sanling.foundation.delivery.models import Notice
from sanling.foundation.delivery.outbox import in_bulk
from sanling.processes.escalation.overdue import act_on_overdue, act_on_overdue_bulk
from sanling.processes.reactions import react
from tests.city import City
from tests.domain.matters.helpers import act, registered

pytestmark = pytest.mark.django_db


MONDAY = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def test_the_unassigned_matter_is_told_of_and_handed_up(
    city: City, cast: dict[str, Player], workflows: None
) -> None:
    with clock.turned(to=MONDAY):
        matter = registered().matter
    react()
    with clock.turned(to=MONDAY + timedelta(days=10)):
        scan()
        react()
        act_on_overdue()
        react()
    matter.refresh_from_db()
    assert matter.unit == city.centre("410105")
    assert Notice.objects.filter(
        recipient=cast["intake_officer"].viewer.key, code="matter.clock_late"
    ).exists()
    assert Notice.objects.filter(
        recipient=cast["county_intake_officer"].viewer.key, code="matter.moved_here"
    ).exists()


def test_an_act_done_meanwhile_keeps_the_system_from_acting(
    city: City, cast: dict[str, Player], workflows: None
) -> None:
    with clock.turned(to=MONDAY):
        matter = registered().matter
    with clock.turned(to=MONDAY + timedelta(days=10)):
        scan()
        act(cast["intake_officer"].viewer, matter, "accept")
        act_on_overdue()
    matter.refresh_from_db()
    assert matter.unit == city.centre("410105002")


def test_two_that_ran_out_in_one_matter_are_done_one_after_the_other_and_a_stopped_one_not_at_all(
    city: City, cast: dict[str, Player], workflows: None
) -> None:
    with clock.turned(to=MONDAY):
        both, stopped = registered().matter, registered().matter
    ripe = {matter.pk: matter.clocks.get(code="stuck") for matter in (both, stopped)}
    ripe[stopped.pk].stopped_at = MONDAY
    ripe[stopped.pk].ended_how = "done"
    ripe[stopped.pk].save()
    for matter in (both, stopped):
        outbox.put(OVERDUE, str(matter.pk), {"clock": ripe[matter.pk].pk})
    second = both.clocks.get(code="stuck")
    second.pk = None
    second.save()
    outbox.put(OVERDUE, str(both.pk), {"clock": second.pk})
    with clock.turned(to=MONDAY + timedelta(days=10)):
        assert act_on_overdue() == 3
    for matter, unit in ((both, "4101"), (stopped, "410105002")):
        matter.refresh_from_db()
        assert matter.unit == city.centre(unit)


def test_where_there_is_nobody_to_hand_to_it_stays_and_the_log_says_so(
    cast: dict[str, Player], workflows: None, caplog: pytest.LogCaptureFixture
) -> None:
    top = registered(division="4101").matter
    outbox.put(OVERDUE, str(top.pk), {"clock": top.clocks.get(code="stuck").pk})
    with caplog.at_level("INFO"):
        act_on_overdue()
    top.refresh_from_db()
    assert top.version == 1
    assert "not done" in caplog.text


def test_what_came_in_bulk_is_done_in_its_own_lane(cast: dict[str, Player], workflows: None) -> None:
    matter = registered().matter
    outbox.put(in_bulk(OVERDUE), str(matter.pk), {"clock": matter.clocks.get(code="stuck").pk})
    assert act_on_overdue_bulk() == 1
    matter.refresh_from_db()
    assert matter.version == 2

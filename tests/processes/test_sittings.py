"""Sides and mediator are told of a sitting when it is planned, and reminded once at each hour before it begins."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from sanling.domain.mediation.actions.call_off_sitting import call_off_sitting
from sanling.domain.mediation.actions.move_sitting import move_sitting
from sanling.domain.mediation.models import Attendance
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice
from sanling.processes.sittings import remind_of_sittings, tell_of_sitting, tell_side_job
from tests.domain.matters.helpers import PHONE
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import OTHER_PHONE
from tests.domain.mediation.sitting import PLACE, a_plan, planned
from tests.messages import Gateway

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
BOTH = {f"+86{PHONE}", OTHER_PHONE}


def test_each_is_reminded_exactly_once_at_each_hour(cast: Cast, gateway: Gateway, client: Client) -> None:
    matter, _first, _other, sitting = planned(cast)
    gateway.work()
    told = []
    for hours in (30, 24, 24, 23, 2, 2, 1, -1):
        with clock.turned(sitting.begins_at - timedelta(hours=hours)):
            told.append((remind_of_sittings(), {message["phone"] for message in gateway.work()}))
    nothing: tuple[int, set[str]] = (0, set())
    assert told == [nothing, (1, BOTH), nothing, nothing, (1, BOTH), nothing, nothing, nothing]
    notices = Notice.objects.filter(code="mediation.sitting")
    assert {notice.recipient for notice in notices} == {f"post:{cast['mediator'].post.pk}"}
    assert notices.count() == 2
    for message in gateway.got:
        if "text" in message:
            assert matter.number in message["text"]
            assert PLACE not in message["text"]


def test_a_message_leads_to_the_sides_own_page(cast: Cast, gateway: Gateway, client: Client) -> None:
    *_rest, sitting = planned(cast)
    gateway.work()
    tell_of_sitting(sitting.pk)
    for message in gateway.work():
        (link,) = re.findall(r"/side/[\w-]+/", message["link"])
        assert PLACE in client.get(f"{link}sittings/").content.decode()


def test_nothing_goes_out_of_one_that_was_moved_and_of_one_that_is_off_that_it_is(
    cast: Cast, gateway: Gateway
) -> None:
    _matter, first, other, sitting = planned(cast)
    gateway.work()
    tell_of_sitting(sitting.pk)
    viewer = cast["mediator"].viewer
    moved = move_sitting(actor=viewer, sitting_id=sitting.pk, plan=a_plan(first, other, days=6), reason="ill")
    assert gateway.work() == []
    with clock.turned(sitting.begins_at - timedelta(hours=24)):
        assert remind_of_sittings() == 0
    call_off_sitting(actor=viewer, sitting_id=moved.pk, reason="ill")
    tell_of_sitting(moved.pk)
    assert all("已取消" in message["text"] for message in gateway.work())
    before = len(gateway.got)
    assert before == 2
    last = Attendance.objects.latest("pk").pk
    with clock.turned(moved.begins_at):
        for key in (last, last + 99):
            tell_side_job.func(attendance_id=key)
    assert len(gateway.got) == before

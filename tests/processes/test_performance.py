"""Before something agreed on is due, and when it is late, the mediator is told and both sides get a fresh link."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from sanling.domain.mediation.models import Obligation
from sanling.foundation.delivery.models import Notice
from sanling.processes.performance import remind_of_performance
from tests.domain.matters.helpers import PHONE
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import OTHER_PHONE
from tests.messages import Gateway

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_each_is_reminded_once_before_and_once_after(cast: Cast, gateway: Gateway, client: Client) -> None:
    in_force(cast)
    gateway.work()
    due = Obligation.objects.get().due_on
    assert due is not None
    assert remind_of_performance(due - timedelta(days=9)) == 0
    before, after = due - timedelta(days=2), due + timedelta(days=1)
    assert [remind_of_performance(day) for day in (before, before, after, after)] == [1, 0, 1, 0]
    told = Notice.objects.filter(code__in=["mediation.due", "mediation.late"]).order_by("pk")
    mediator = f"post:{cast['mediator'].post.pk}"
    assert [(notice.code, notice.recipient) for notice in told] == [
        ("mediation.due", mediator),
        ("mediation.late", mediator),
    ]
    # A phone gets one message of a sort a minute.
    sent = gateway.work()
    assert {message["phone"] for message in sent} == {f"+86{PHONE}", OTHER_PHONE}
    for message in sent:
        (link,) = re.findall(r"/side/[\w-]+/", message["link"])
        assert "支付清理费用" in client.get(f"{link}agreement/").content.decode()


def test_who_has_no_phone_keeps_nobody_from_being_reminded(cast: Cast) -> None:
    _matter, first, *_rest = in_force(cast)
    first.members.get().party.delete()
    due = Obligation.objects.get().due_on
    assert due is not None
    assert remind_of_performance(due) == 1

"""Before the time to apply ends, and at each step of the court, both sides get a link that shows how it stands."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from sanling.domain.matters.models import Entry
from sanling.domain.mediation.models import Agreement
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice
from sanling.processes.confirmation import is_told_to_sides, tell_sides, warn_of_confirmations
from tests.domain.matters.helpers import PHONE
from tests.domain.mediation.agreed import in_force
from tests.domain.mediation.confirmed import confirmed
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import OTHER_PHONE
from tests.messages import Gateway

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_both_are_warned_once_before_the_time_ends(cast: Cast, gateway: Gateway, client: Client) -> None:
    in_force(cast)
    gateway.work()
    assert warn_of_confirmations() == 0
    soon = clock.now() - timedelta(days=27)
    Agreement.objects.update(closed_at=soon, effective_at=soon)
    assert [warn_of_confirmations(), warn_of_confirmations()] == [1, 0]
    (told,) = Notice.objects.filter(code="mediation.apply")
    assert told.recipient == f"post:{cast['mediator'].post.pk}"
    sent = gateway.work()
    assert {message["phone"] for message in sent} == {f"+86{PHONE}", OTHER_PHONE}
    for message in sent:
        (link,) = re.findall(r"/side/[\w-]+/", message["link"])
        page = client.get(f"{link}confirmation/").content.decode()
        assert "尚未申请" in page


def test_what_the_court_decided_goes_to_both(cast: Cast, gateway: Gateway) -> None:
    confirmation, *_sides = confirmed(cast)
    gateway.work()
    entries = {entry.code: entry for entry in Entry.objects.filter(matter=confirmation.matter_id)}
    assert is_told_to_sides(entries["confirm"])
    assert not is_told_to_sides(Entry.objects.filter(matter=confirmation.agreement.matter_id).latest("pk"))
    tell_sides(entries["confirm"])
    assert {message["phone"] for message in gateway.work()} == {f"+86{PHONE}", OTHER_PHONE}

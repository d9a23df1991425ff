"""Doctor and the metrics tell what of messages was given up: how many, since when, and why; neither tells of whom."""

from datetime import timedelta

import pytest
from django.test import Client

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.interfaces.console.finding import Severity
from sanling.interfaces.console.outgoing import outgoing
from sanling.processes.notices.models import Outgoing
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture
def matter(workflows: None) -> Matter:
    return registered().matter


def message(matter: Matter, player: Player, **said: object) -> None:
    now = clock.now()
    usual = {"channel": "sms", "event": "matter.assigned", "created_at": now, "due_at": now, "entry_id": 1}
    Outgoing.objects.create(city="4101", matter=matter, post=player.post, **{**usual, **said})


def told() -> list[str]:
    return [finding.text for finding in outgoing() if finding.level is not Severity.GOOD]


def test_nothing_is_said_where_all_goes_out(cast: Cast, matter: Matter) -> None:
    assert told() == []
    message(matter, cast["mediator"])
    assert told() == []


def test_what_was_given_up_is_told_with_the_oldest_and_the_most_frequent_reason(
    cast: Cast, matter: Matter, client: Client
) -> None:
    now = clock.now()
    for hours, reason in (
        (1, 'sms.test said "500".'),
        (3, 'sms.test said "500".'),
        (2, "mail.test is away."),
    ):
        message(matter, cast["mediator"], failed_at=now - timedelta(hours=hours), last_error=reason)
    oldest = now - timedelta(hours=3)
    assert told() == [
        f'3 were given up, the oldest at {oldest:%Y-%m-%d %H:%M} UTC: sms.test said "500", and 1 other reasons'
    ]
    page = client.get("/metrics").content.decode()
    assert 'sanling_outgoing_given_up{reason="sms.test said \\"500\\"."} 2\n' in page
    assert 'sanling_outgoing_given_up{reason="mail.test is away."} 1\n' in page
    (seconds,) = [line for line in page.splitlines() if line.startswith("sanling_outgoing_given_up_seconds ")]
    assert 3 * 3600 <= int(seconds.split()[1]) < 3 * 3600 + 60
    assert matter.number not in page


def test_what_waits_for_longer_than_an_hour_is_told_by_channel(
    cast: Cast, matter: Matter, client: Client
) -> None:
    before = clock.now() - timedelta(hours=2)
    message(matter, cast["mediator"], created_at=before, due_at=before)
    message(matter, cast["mediator"], channel="email", created_at=before, attempts=3, due_at=clock.now())
    message(matter, cast["mediator"], channel="wecom", created_at=before)
    assert told() == [
        f"1 by email wait, the oldest since {before:%Y-%m-%d %H:%M} UTC",
        f"1 by sms wait, the oldest since {before:%Y-%m-%d %H:%M} UTC",
    ]
    assert 'sanling_waiting{of="outgoing",name="sms"} 1' in client.get("/metrics").content.decode()

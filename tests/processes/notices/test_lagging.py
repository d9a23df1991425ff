"""What was given up is counted by its reason, and what waits for an hour by its channel."""

from datetime import timedelta

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.processes.notices.lagging import given_up, too_late
from sanling.processes.notices.models import Outgoing
from tests.messages import Gateway
from tests.processes.notices.conftest import assigned

pytestmark = pytest.mark.django_db


def test_what_waits_lags_after_an_hour_until_it_is_given_up(
    cast: dict[str, Player], workflows: None, by_sms: Gateway
) -> None:
    assigned(cast)
    row = Outgoing.objects.get()
    assert (given_up(), too_late()) == ([], [])
    with clock.turned(to=row.due_at + timedelta(hours=2)):
        (late,) = too_late()
        assert (late.of, late.count, late.oldest) == ("sms", 1, row.created_at)
    Outgoing.objects.update(failed_at=row.due_at, last_error="a.test answered 500")
    (failed,) = given_up()
    assert (failed.of, failed.count, failed.oldest) == ("a.test answered 500", 1, row.due_at)
    assert too_late() == []

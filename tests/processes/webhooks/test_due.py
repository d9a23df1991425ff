"""What could be told now waits by our fault; what rests, by the receiver's."""

from collections.abc import Callable

import pytest

from sanling.foundation import clock
from sanling.processes.reactions import react
from sanling.processes.simulation.cast import Player
from sanling.processes.webhooks.due import ready
from sanling.processes.webhooks.models import Subscription
from sanling.processes.webhooks.send import PATIENCE, send_due
from tests.domain.matters.helpers import registered
from tests.processes.webhooks.conftest import Receiver, subscribed_by

Subscribe = Callable[[Receiver], Subscription]


@pytest.fixture
def told(cast: dict[str, Player], workflows: None) -> Subscribe:
    """Return what subscribes a receiver to all that happens at the township's centre."""
    return lambda found: subscribed_by(cast["centre_director"], found.url).subscription


@pytest.fixture
def slow(receivers: Callable[[], Receiver], told: Subscribe) -> Receiver:
    found = receivers()
    told(found)
    return found


@pytest.fixture
def fast(receivers: Callable[[], Receiver], slow: Receiver, told: Subscribe) -> Receiver:
    found = receivers()
    told(found)
    return found


def happened(count: int) -> list[str]:
    """Register matters and react; return their numbers."""
    numbers = [registered().matter.number for _n in range(count)]
    react()
    return numbers


def test_only_what_could_be_told_now_waits_by_our_fault(slow: Receiver, fast: Receiver) -> None:
    slow.status = 503
    happened(2)
    assert ready()[0] == 2
    send_due()
    assert ready() == (0, 0)
    with clock.turned(shift=PATIENCE[0] * 2):
        count, seconds = ready()
        # Its rest is over, and nobody has tried since.
        assert (count, round(seconds)) == (1, 10)

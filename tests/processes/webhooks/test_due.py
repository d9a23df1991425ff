"""What could be told now waits by our fault; what rests, by the receiver's."""

from sanling.foundation import clock
from sanling.processes.webhooks.due import ready
from sanling.processes.webhooks.send import PATIENCE, send_due
from tests.processes.webhooks.conftest import Receiver, happened


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

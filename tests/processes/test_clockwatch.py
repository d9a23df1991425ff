"""A worker notices that its clock has jumped, once, and records it."""

from datetime import timedelta

import pytest

from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.processes.clockwatch import ACT, watch_clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hours", [1, -1])
def test_a_jump_is_recorded_once_and_so_is_the_way_back(hours: int) -> None:
    watch_clock()
    assert watch_clock() == 0
    with clock.turned(shift=timedelta(hours=hours)):
        assert watch_clock() == 1
        assert watch_clock() == 0
    assert watch_clock() == 1
    jumps = [row.detail["seconds"] for row in AuditRow.objects.filter(act=ACT).order_by("pk")]
    assert jumps == [hours * 3600, -hours * 3600]

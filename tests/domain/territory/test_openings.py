"""What is opened is counted by days."""

from datetime import timedelta

import pytest

from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.models import CodePointDay
from sanling.domain.territory.openings import count_opening
from sanling.foundation import clock
from tests.city import TEST, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def test_each_day_has_its_own_count() -> None:
    point = hang_code_point(actor=TEST, division=VILLAGE, place="三号楼")
    for _time in range(3):
        count_opening(point)
    with clock.turned(shift=timedelta(days=1)):
        count_opening(point)
    assert list(CodePointDay.objects.order_by("day").values_list("opened", flat=True)) == [3, 1]

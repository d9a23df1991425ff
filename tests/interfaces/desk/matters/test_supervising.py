"""A matter page says why a leader may not supervise what is late: the unit that has it is not below theirs."""

from datetime import timedelta

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_a_leader_is_told_why_what_is_late_is_not_theirs_to_supervise(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    matter, browser = registered().matter, desk("county_leader")
    told = "的上级单位作出，您的单位不是其上级"

    def page() -> str:
        return browser.get(f"/desk/matters/{matter.number}/").content.decode()

    Matter.objects.update(due_at=clock.now() - timedelta(hours=1))
    assert ">督办</summary>" in page()
    assert told not in page()
    Matter.objects.update(unit=cast["city_peace_officer"].viewer.own.unit_id)
    assert ">督办</summary>" not in page()
    assert told in page()
    Matter.objects.update(due_at=clock.now() + timedelta(hours=1))
    assert told not in page()

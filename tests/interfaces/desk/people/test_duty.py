"""A unit's roster by weeks at the desk, and as boards and programs read it."""

from datetime import timedelta

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.people.models import DutyDay
from sanling.domain.people.on_duty import named_on
from sanling.foundation.days import today
from tests.city import TOWNSHIP
from tests.interfaces.api.conftest import system_of
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.doors import signed_in

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
DAY = timedelta(days=1)


def test_a_week_is_arranged_for_some_weeks_changed_and_offered_again(desk: SignIn, cast: Cast) -> None:
    director, officer = cast["centre_director"], cast["intake_officer"].post
    page = f"/desk/units/{officer.unit_id}/duty/"
    monday = today() + (7 - today().weekday()) * DAY
    week = {f"{monday + nth * DAY}": f"{officer.pk}" for nth in range(7)}
    answer = desk("centre_director").post(f"{page}?day={monday}", week | {"weeks": "3"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert DutyDay.objects.filter(post=officer).count() == 21
    changed = week | {f"{monday}": f"{director.post.pk}"}
    desk("centre_director").post(f"{page}?day={monday}", changed)
    assert named_on(officer.unit_id, [monday, monday + 7 * DAY]) == {
        monday: director.post.pk,
        monday + 7 * DAY: officer.pk,
    }
    told = desk("intake_officer").get(f"{page}?day={monday}").content.decode()
    assert director.post.name in told
    assert "<select" not in told
    offered = desk("centre_director").get(f"{page}?day={monday + 21 * DAY}").context["form"].initial
    assert set(offered.values()) == {f"{officer.pk}"}


def test_a_day_that_cannot_be_one_is_refused_and_one_week_that_is_over_is_only_read(
    desk: SignIn, cast: Cast
) -> None:
    page = f"/desk/units/{cast['intake_officer'].post.unit_id}/duty/"
    assert desk("centre_director").get(f"{page}?day=2026-13-01").status_code == 404
    assert desk("centre_director").get(f"{page}?day=2024-01-01").context["form"] is None


def test_boards_and_programs_say_who_is_on_duty(cast: Cast) -> None:
    officer = cast["intake_officer"].post
    DutyDay.objects.create(unit=officer.unit, day=today(), post=officer, arranged_at=officer.begins_at)
    board = signed_in(cast["village_secretary"]).get("/board/community/part/").content.decode()
    assert "今日值班" in board
    assert officer.name not in board
    wall = signed_in(cast["intake_officer"]).get("/board/part/").content.decode()
    assert "今日值班" in wall
    [found] = system_of(cast["intake_officer"]).get("/duty", division=TOWNSHIP).json()
    assert (found["on_duty"], found["day"]) == (officer.name, f"{today()}")

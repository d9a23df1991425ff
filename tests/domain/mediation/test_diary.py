"""A mediator's own week: sittings, what collides, and the times that are free by the hours of the directory."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from sanling.domain.mediation.actions.plan_sitting import plan_sitting
from sanling.domain.mediation.diary import colliding, days_of, own_sittings, slot_of
from sanling.domain.mediation.planning import Plan
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from tests.domain.mediation.helpers import Cast, a_body, somebody
from tests.domain.mediation.sides import two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
MONDAY = datetime(2026, 12, 7, tzinfo=CHINA)


def test_a_week_tells_what_collides_and_what_is_left(cast: Cast, django_assert_num_queries: Any) -> None:
    viewer = cast["mediator"].viewer
    with clock.turned(MONDAY - timedelta(days=3)):
        somebody(a_body(), post_id=cast["mediator"].post.pk, hours="08:30-12:00 14:30-17:30")
        matter, first, other = two_sides(cast)
        modes = {first.pk: "on_site", other.pk: "by_phone"}
        nine, ten, half = (
            plan_sitting(
                actor=viewer,
                matter_id=matter.pk,
                plan=Plan(MONDAY + timedelta(hours=hour), 60, modes, "三号"),
            )
            for hour in (9, 10, 10.5)
        )
        assert list(own_sittings(viewer)) == [nine, ten, half]
        assert list(colliding(half)) == [ten]
        assert list(colliding(nine)) == []
        days_of(viewer, MONDAY.date(), 7)
        with django_assert_num_queries(4):
            monday, *others = days_of(viewer, MONDAY.date(), 7)
        assert [collides for _sitting, collides in monday.sittings] == [False, True, True]
        free = [
            (slot.begins.astimezone(CHINA).hour, slot.ends.astimezone(CHINA).hour) for slot in monday.free
        ]
        # From 8:30 until nine, from half past eleven until noon, and all the afternoon.
        assert free == [(8, 9), (11, 12), (14, 17)]
        assert not others[5].free
    with clock.turned(MONDAY + timedelta(hours=15)):
        assert [slot.begins for slot in days_of(viewer, MONDAY.date(), 1)[0].free] == [
            MONDAY + timedelta(hours=15)
        ]
    assert slot_of(nine).ends == ten.begins_at
    assert not own_sittings(cast["sibling_village_mediator"].viewer).exists()

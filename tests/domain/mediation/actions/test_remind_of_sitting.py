"""Of a sitting one is reminded once at each hour of the profile, and of one that was moved not at all."""

from datetime import timedelta

import pytest

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.actions.move_sitting import move_sitting
from sanling.domain.mediation.actions.remind_of_sitting import remind_of_sitting
from sanling.domain.mediation.models import Sitting
from sanling.foundation import clock
from tests.city import TEST
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sitting import a_plan, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def reminds(sitting: Sitting, hours: float) -> bool:
    """Tell whether it is reminded of, so many hours before."""
    with clock.turned(sitting.begins_at - timedelta(hours=hours)):
        try:
            remind_of_sitting(actor=TEST, sitting_id=sitting.pk)
        except NotFound:
            return False
    return True


def test_each_hour_of_the_profile_is_one_reminder(cast: Cast) -> None:
    *_rest, sitting = planned(cast)
    assert [reminds(sitting, hours) for hours in (25, 24, 23, 2.1, 2, 1, 0)] == [
        *(False, True, False),
        *(False, True, False, False),
    ]


def test_nobody_is_reminded_of_one_that_was_moved(cast: Cast) -> None:
    _matter, first, other, sitting = planned(cast)
    plan = a_plan(first, other, days=0.5)
    moved = move_sitting(actor=cast["mediator"].viewer, sitting_id=sitting.pk, plan=plan, reason="ill")
    assert not reminds(sitting, 24)
    # It was told of when it was moved, less than a day before.
    assert [reminds(moved, hours) for hours in (11, 2)] == [False, True]

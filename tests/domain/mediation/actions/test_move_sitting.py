"""A moved sitting stays as it was planned, with its reason, and another one of the same name stands in its place."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.mediation.actions.move_sitting import move_sitting
from sanling.domain.mediation.models import Sitting
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by
from tests.domain.mediation.sitting import a_plan, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_moved_beside_and_never_over(cast: Cast) -> None:
    _matter, first, other, sitting = planned(cast)
    began = sitting.begins_at
    plan = a_plan(first, other, days=5, place="二楼")
    moved = move_sitting(actor=cast["mediator"].viewer, sitting_id=sitting.pk, plan=plan, reason="ill")
    sitting.refresh_from_db()
    assert (sitting.begins_at, sitting.ended_how, sitting.ended_for) == (began, "moved", "ill")
    assert (moved.uid, moved.sequence, moved.place, moved.ended_how) == (sitting.uid, 1, "二楼", "")
    with pytest.raises(NotAllowed, match="已改期"):
        move_sitting(actor=cast["mediator"].viewer, sitting_id=sitting.pk, plan=plan, reason="ill")
    assert Sitting.objects.filter(uid=sitting.uid, ended_at=None).count() == 1


def test_it_needs_a_reason_of_the_city_and_a_plan_that_can_be(cast: Cast) -> None:
    _matter, first, other, sitting = planned(cast)
    viewer = cast["mediator"].viewer
    for reason, plan in (("stays_away", a_plan(first, other)), ("ill", a_plan(first, other, days=-1))):
        with pytest.raises(Invalid):
            move_sitting(actor=viewer, sitting_id=sitting.pk, plan=plan, reason=reason)
    with pytest.raises(NotFound):
        move_sitting(actor=by(first), sitting_id=sitting.pk, plan=a_plan(first), reason="ill")
    assert Sitting.objects.get().ended_at is None

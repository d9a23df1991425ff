"""A sitting is planned for the mediator who has the dispute, with a mode for each side that takes part."""

from typing import Any

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.mediation.actions.answer_side import answer_side
from sanling.domain.mediation.actions.plan_sitting import plan_sitting
from sanling.domain.mediation.models import Sitting
from tests.domain.matters.helpers import registered
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked, by, two_sides
from tests.domain.mediation.sitting import a_plan, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_kept_with_the_mode_of_each_side(cast: Cast) -> None:
    _matter, first, other, sitting = planned(cast)
    assert (sitting.post, sitting.sequence, sitting.ended_how) == (cast["mediator"].post, 0, "")
    assert set(sitting.attendances.values_list("side", "mode")) == {
        (first.pk, "on_site"),
        (other.pk, "on_site"),
    }


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"days": -1}, "begins_at"),
        ({"days": 200}, "begins_at"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 24 * 60}, "minutes"),
        ({"place": ""}, "place"),
        ({"place": "长" * 121}, "place"),
        ({"modes": {}}, "modes"),
    ],
)
def test_what_cant_be_is_refused_by_field(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    matter, first, other = two_sides(cast)
    with pytest.raises(Invalid) as refused:
        plan_sitting(actor=cast["mediator"].viewer, matter_id=matter.pk, plan=a_plan(first, other, **wrong))
    assert list(refused.value.errors) == [field]
    assert not Sitting.objects.exists()


def test_only_sides_that_consent_are_expected(cast: Cast) -> None:
    matter, first, _other = two_sides(cast)
    third = asked(matter, name="赵六", phone="+8613900000003")
    viewer = cast["mediator"].viewer
    with pytest.raises(Invalid, match="modes"):
        plan_sitting(actor=viewer, matter_id=matter.pk, plan=a_plan(first, third))
    answer_side(actor=by(third), side_id=third.pk, answer="consents")
    # By phone nobody needs a place.
    plan = a_plan(place="", modes={third.pk: "by_phone"})
    assert plan_sitting(actor=viewer, matter_id=matter.pk, plan=plan).place == ""


def test_nobody_else_plans_and_nothing_is_planned_for_nobody(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    for key in ("sibling_village_mediator", "city_leader"):
        with pytest.raises((NotFound, NotAllowed)):
            plan_sitting(actor=cast[key].viewer, matter_id=matter.pk, plan=a_plan(first, other))
    with pytest.raises(NotFound):
        plan_sitting(actor=by(first), matter_id=matter.pk, plan=a_plan(first))
    fresh = registered().matter
    with pytest.raises(NotAllowed, match="还没有人"):
        plan_sitting(actor=cast["intake_officer"].viewer, matter_id=fresh.pk, plan=a_plan())

"""What lacks papers goes back to the mediator's unit and comes again, or comes back by itself when nobody supplies."""

import pytest

from sanling.domain.matters.act import perform
from sanling.domain.matters.models import Matter
from tests.city import TEST
from tests.domain.mediation.confirmed import accepted, at_court, does
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_before_it_is_taken_it_is_returned_and_supplied(cast: Cast) -> None:
    confirmation, *_sides = at_court(cast)
    does(cast["judge"], confirmation, "ask_papers", papers="请补交房产证复印件")
    matter = Matter.objects.get(pk=confirmation.matter_id)
    assert (matter.unit, matter.state) == (cast["mediator"].post.unit, "returned")
    does(cast["mediator"], confirmation, "enclose")
    does(cast["mediator"], confirmation, "supply")
    matter.refresh_from_db()
    assert (matter.unit, matter.state) == (cast["judge"].post.unit, "applied")


def test_in_the_review_the_clock_of_the_court_runs_on_and_it_comes_back_by_itself(cast: Cast) -> None:
    confirmation, *_sides = accepted(cast)
    does(cast["judge"], confirmation, "ask_statements", papers="请说明款项的来源")
    perform(actor=TEST, matter_id=confirmation.matter_id, action="not_supplemented", version=None, fields={})
    matter = Matter.objects.get(pk=confirmation.matter_id)
    assert (matter.unit, matter.state) == (cast["judge"].post.unit, "reviewing")
    does(cast["judge"], confirmation, "withdraw_in_court", cause="not_supplied", reason="无正当理由未补充")
    matter.refresh_from_db()
    assert matter.outcome == "withdrawn"

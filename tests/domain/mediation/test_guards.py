"""Nothing goes to a court before both have joined and the pre-check is passed; nothing is confirmed unseen."""

import pytest

from sanling.domain.matters.errors import NotAllowed
from sanling.domain.matters.situation import Situations
from sanling.domain.mediation.actions.answer_grounds import Said, answer_grounds
from sanling.domain.mediation.guards import GUARDS
from tests.domain.mediation.confirmed import accepted, all_no, does, joins, opened
from tests.domain.mediation.handed import answered, at_police
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_one_side_alone_does_not_apply(cast: Cast) -> None:
    confirmation, first, other = opened(cast)
    joins(confirmation, first)
    with pytest.raises(NotAllowed, match="205"):
        does(cast["mediator"], confirmation, "apply")
    joins(confirmation, other)
    does(cast["mediator"], confirmation, "apply")


def test_what_turns_out_before_it_goes_stops_it(cast: Cast) -> None:
    confirmation, first, other = opened(cast)
    joins(confirmation, first)
    joins(confirmation, other)
    yes = Said(applies=True, reason="涉及确权")
    agreement = confirmation.agreement_id
    answer_grounds(actor=cast["mediator"].viewer, agreement_id=agreement, answers=all_no(title=yes))
    with pytest.raises(NotAllowed, match="预审"):
        does(cast["mediator"], confirmation, "apply")


def test_the_court_sees_both_sides_together_before_it_confirms(cast: Cast) -> None:
    confirmation, *_sides = accepted(cast)
    does(cast["judge"], confirmation, "hear_sides", present="one_away")
    with pytest.raises(NotAllowed, match="356"):
        does(cast["judge"], confirmation, "confirm", ruling_number="民特1号")
    does(cast["judge"], confirmation, "hear_sides", present="both")
    does(cast["judge"], confirmation, "confirm", ruling_number="民特1号")


def test_the_police_have_it_once_they_said_that_it_is_a_case_and_may_be_told(cast: Cast) -> None:
    holds = GUARDS["police_have_it"].holds
    handover = at_police(cast)
    assert not holds(Situations([handover.dispute]).of(handover.dispute), None)
    answered(cast, handover)
    assert holds(Situations([handover.dispute]).of(handover.dispute), None)

"""A side has at most five representatives, each with a letter of delegation."""

from datetime import timedelta

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.mediation.actions.add_representative import add_representative
from sanling.domain.mediation.models import Member
from sanling.foundation.days import today
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_five_may_speak_for_a_side_and_no_sixth(cast: Cast) -> None:
    _matter, _first, other = two_sides(cast)
    viewer = cast["mediator"].viewer
    for nth in range(5):
        add_representative(actor=viewer, side_id=other.pk, name=f"代表{nth}", delegated_on=today())
    with pytest.raises(Invalid, match="5"):
        add_representative(actor=viewer, side_id=other.pk, name="代表六", delegated_on=today())
    assert Member.objects.filter(side=other, capacity="representative").count() == 5


def test_a_letter_of_a_day_to_come_is_none(cast: Cast) -> None:
    _matter, _first, other = two_sides(cast)
    with pytest.raises(Invalid):
        add_representative(
            actor=cast["mediator"].viewer,
            side_id=other.pk,
            name="代表",
            delegated_on=today() + timedelta(days=1),
        )

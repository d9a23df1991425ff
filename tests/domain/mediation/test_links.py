"""A side's link is its own: one works at a time, and the worker's nobody has seen."""

import pytest

from sanling.domain.mediation.access import side_of_token
from sanling.domain.mediation.actions.answer_side import answer_side
from sanling.domain.mediation.actions.print_link import print_link
from sanling.domain.mediation.links import fresh_link, phone_of
from tests.domain.matters.helpers import in_mediation
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import OTHER_PHONE, asked, by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_fresh_link_makes_the_one_before_worthless(cast: Cast) -> None:
    side = asked(in_mediation(cast))
    first = print_link(actor=cast["mediator"].viewer, side_id=side.pk)
    fresh = fresh_link(side.pk)
    assert fresh is not None
    assert side_of_token(first) is None
    opened = side_of_token(fresh[1])
    assert opened is not None
    assert (opened[0], opened[1].post_id) == (side, None)


def test_it_goes_to_the_guardian_of_a_minor(cast: Cast) -> None:
    matter = in_mediation(cast)
    assert phone_of(asked(matter)) == OTHER_PHONE
    child = asked(matter, is_minor=True, guardian="李父", guardian_phone="+8613900000002")
    assert phone_of(child) == "+8613900000002"
    assert phone_of(asked(matter, phone="")) == ""


def test_none_is_made_where_mediation_has_ended(cast: Cast) -> None:
    side = asked(in_mediation(cast))
    answer_side(actor=by(side), side_id=side.pk, answer="refuses")
    assert fresh_link(side.pk) is None

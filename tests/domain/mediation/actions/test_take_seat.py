"""A page has one seat, which nobody else takes; so many are open at once and no more."""

from datetime import timedelta
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from sanling.domain.mediation.actions.take_seat import MOST, take_seat
from sanling.domain.mediation.models import Seat
from sanling.domain.mediation.room import PRESENT
from sanling.foundation import clock
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.rooms import seated
from tests.domain.mediation.sides import by, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_page_takes_its_seat_again_and_nobody_elses(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    matter, first, other = two_sides(cast)
    key = seated(by(first), matter)
    Seat.objects.update(seen_at=clock.now() - timedelta(seconds=20))
    with django_assert_num_queries(1):
        assert take_seat(actor=by(first), matter_id=matter.pk, key=key)
    for stranger in (by(other), cast["mediator"].viewer):
        assert not take_seat(actor=stranger, matter_id=matter.pk, key=key)
    seat = Seat.objects.get()
    assert (seat.side, seat.post, seat.call) == (first, None, "")
    assert seat.seen_at > clock.now() - timedelta(seconds=10)


def test_so_many_pages_are_open_and_who_left_makes_room(cast: Cast) -> None:
    matter, first, _other = two_sides(cast)
    keys = [seated(by(first), matter) for _nth in range(MOST)]
    assert not take_seat(actor=by(first), matter_id=matter.pk, key=uuid4())
    assert take_seat(actor=by(first), matter_id=matter.pk, key=keys[0])
    Seat.objects.filter(key=keys[1]).update(seen_at=clock.now() - PRESENT - timedelta(seconds=1))
    seated(by(first), matter)

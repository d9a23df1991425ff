"""Who has charge of a dispute sees its hand-overs; the office at the other end its own, and nothing of the dispute."""

import pytest

from sanling.domain.matters.access import can_see
from sanling.domain.matters.errors import NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.handing_access import (
    handover_for,
    handovers_of,
    has_charge,
    lock_handed,
    opened_by,
    paper_of,
    reads_handover,
    told_to_side,
)
from sanling.domain.mediation.models import Side
from tests.domain.mediation.handed import answered, at_police
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_who_has_charge_sees_them_and_those_above_only_that_there_is_a_matter(cast: Cast) -> None:
    handover = at_police(cast)
    dispute = Matter.objects.select_related("unit").get(pk=handover.dispute_id)
    assert list(handovers_of(cast["mediator"].viewer, dispute)) == [handover]
    for who in ("city_leader", "county_leader", "peace_officer", "county_centre_director"):
        assert not handovers_of(cast[who].viewer, dispute).exists()
        assert handover_for(cast[who].viewer, handover.matter) is None
        assert can_see(cast[who].viewer, handover.matter_id)


def test_the_police_read_what_went_along_and_see_no_dispute_by_it(cast: Cast) -> None:
    handover = at_police(cast)
    officer = cast["station_officer"].viewer
    assert handover_for(officer, handover.matter) == handover
    assert reads_handover(officer, handover)
    assert not has_charge(officer, handover)
    assert not can_see(cast["judge"].viewer, handover.dispute_id)


def test_who_takes_the_dispute_on_later_reads_the_papers_and_opens_no_matter(cast: Cast) -> None:
    handover = at_police(cast)
    number = handover.matter.number
    dispute = Matter.objects.select_related("unit").get(pk=handover.dispute_id)
    assert paper_of(cast["mediator"].viewer, number) == handover
    assert paper_of(cast["station_officer"].viewer, number) == handover
    assert paper_of(cast["county_leader"].viewer, number) is None
    assert opened_by(cast["mediator"].viewer, dispute) == {handover.matter_id}
    Matter.objects.filter(pk=handover.matter_id).update(registered_by=None)
    assert opened_by(cast["mediator"].viewer, dispute) == frozenset()
    assert paper_of(cast["mediator"].viewer, number) == handover


def test_a_side_is_told_what_it_may_know_and_nothing_of_why(cast: Cast) -> None:
    handover = at_police(cast)
    side = by(Side.objects.get(matter=handover.dispute_id, nth=2))
    assert told_to_side(side) == []
    answered(cast, handover)
    ((office, _at, _state),) = told_to_side(side)
    assert office == cast["station_officer"].post.unit.name


def test_who_has_no_charge_locks_nothing(cast: Cast) -> None:
    handover = at_police(cast)
    assert lock_handed(cast["mediator"].viewer, handover.dispute_id).pk == handover.dispute_id
    for who in ("station_officer", "city_leader"):
        with pytest.raises(NotFound):
            lock_handed(cast[who].viewer, handover.dispute_id)

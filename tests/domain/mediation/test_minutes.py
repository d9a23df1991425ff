"""Minutes are read by who works on the dispute and reads its names, and by the sides that were there."""

import pytest

from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.mediation.actions.plan_sitting import plan_sitting
from sanling.domain.mediation.actions.record_sitting import record_sitting
from sanling.domain.mediation.actions.write_minutes import write_minutes
from sanling.domain.mediation.minutes import (
    awaited,
    files_of,
    lock_closed,
    lock_written,
    may_write,
    minutes_of,
    present_at,
    protocol_of,
    sides_present,
)
from sanling.domain.mediation.sittings import sittings_of
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by, two_sides
from tests.domain.mediation.sitting import WORDS, a_plan, at_its_hour, confirms, held, planned, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_only_sides_that_were_there_read_them_and_only_closed(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    viewer = cast["mediator"].viewer
    sitting = plan_sitting(actor=viewer, matter_id=matter.pk, plan=a_plan(first, other))
    with at_its_hour(sitting):
        came, missed = {first.pk: "on_site"}, {other.pk: "stays_away"}
        record_sitting(actor=viewer, sitting_id=sitting.pk, held=True, came=came, missed=missed)
        write_minutes(actor=viewer, sitting_id=sitting.pk, version=0, text=WORDS)
    assert minutes_of(viewer, matter).exists()
    assert not minutes_of(by(first), matter).exists()
    with pytest.raises(NotFound):
        lock_closed(by(first), sitting.pk)
    with at_its_hour(sitting):
        protocol = protocol_of(sitting, sort="minutes", text=WORDS)
    assert protocol.place == sitting.place


def test_who_stayed_away_reads_nothing_of_what_was_said(cast: Cast) -> None:
    matter, first, other, sitting = held(cast)
    sitting.attendances.filter(side=other).update(came_by="", missed_for="ill")
    minutes = written(cast, sitting)
    assert list(minutes_of(by(first), matter)) == [minutes]
    assert not minutes_of(by(other), matter).exists()
    for stranger in (cast["county_leader"].viewer, cast["village_secretary"].viewer, None):
        assert not minutes_of(stranger, matter).exists()
    assert not files_of(cast["county_leader"].viewer, sitting).exists()


def test_sides_are_awaited_until_they_confirm(cast: Cast) -> None:
    matter, first, other, sitting = held(cast)
    minutes = written(cast, sitting)
    assert awaited(minutes, present_at(sitting.pk)) == [first.pk, other.pk]
    confirms(minutes, other)
    found = lock_closed(cast["mediator"].viewer, sitting.pk)
    assert awaited(found, present_at(sitting.pk)) == [first.pk]
    (shown,) = sittings_of(cast["mediator"].viewer, matter)
    assert sides_present(shown) == [first, other]


def test_whoever_holds_the_sitting_writes_once_it_has_begun(cast: Cast) -> None:
    _matter, first, _other, sitting = planned(cast)
    viewer = cast["mediator"].viewer
    assert not may_write(viewer, sitting)
    with at_its_hour(sitting):
        assert may_write(viewer, sitting)
        assert not may_write(by(first), sitting)
        assert lock_written(viewer, sitting.pk) == sitting
        with pytest.raises(NotAllowed, match="主持"):
            lock_written(by(first), sitting.pk)

"""Whoever works on a dispute knows of all its sittings, a side of its own, and nobody else when people meet."""

import pytest

from sanling.domain.matters.access import LinkActor, visible_matters
from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.mediation.actions.call_off_sitting import call_off_sitting
from sanling.domain.mediation.actions.consent_to_recording import consent_to_recording
from sanling.domain.mediation.actions.plan_sitting import plan_sitting
from sanling.domain.mediation.models import Body, Preparation
from sanling.domain.mediation.sitting import Settled
from sanling.domain.mediation.sittings import (
    all_consent,
    lacking_before,
    lock_own_work,
    lock_sitting,
    settled_in,
    sittings_of,
    to_come,
)
from sanling.foundation import clock
from tests.domain.mediation.agreed import at_a_body
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by
from tests.domain.mediation.sitting import a_plan, at_its_hour, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_each_knows_of_its_own_and_of_nobody_elses_part_in_it(cast: Cast) -> None:
    matter, first, other, both = planned(cast)
    viewer = cast["mediator"].viewer
    alone = plan_sitting(actor=viewer, matter_id=matter.pk, plan=a_plan(first, days=5))
    assert set(sittings_of(viewer, matter)) == {both, alone}
    assert set(sittings_of(by(first), matter)) == {both, alone}
    (seen,) = sittings_of(by(other), matter)
    assert seen == both
    assert [row.side for row in seen.attendances.all()] == [other]
    with pytest.raises(NotFound):
        lock_sitting(by(other), alone.pk)


def test_nobody_else_is_told_when_and_where_people_meet(cast: Cast) -> None:
    matter, *_rest = planned(cast)
    # The county's leader sees the dispute, and not when its sides meet.
    leader = cast["county_leader"].viewer
    assert visible_matters(leader).filter(pk=matter.pk).exists()
    for stranger in (leader, cast["sibling_village_mediator"].viewer, LinkActor(matter.pk, acts=True), None):
        assert not sittings_of(stranger, matter).exists()


def test_one_that_has_ended_is_not_acted_on_and_not_to_come(cast: Cast) -> None:
    matter, first, _other, sitting = planned(cast)
    viewer = cast["mediator"].viewer
    assert to_come(sittings_of(viewer, matter)) == [sitting]
    with clock.turned(sitting.ends_at):
        assert to_come(sittings_of(viewer, matter)) == []
    call_off_sitting(actor=viewer, sitting_id=sitting.pk, reason="ill")
    assert to_come(sittings_of(viewer, matter)) == []
    with pytest.raises(NotAllowed, match="已改期"):
        lock_sitting(by(first), sitting.pk)
    assert lock_own_work(viewer, sitting.pk, planned=False) == sitting
    with pytest.raises(NotFound):
        lock_own_work(by(first), sitting.pk)


def test_only_a_courts_bodies_want_all_of_it_and_conflicts_of_who_mediates_now(cast: Cast) -> None:
    matter, first, _other, _sitting = planned(cast)
    body = at_a_body(cast)
    assert lacking_before(matter, [first.pk], settled_in(matter)) == []
    Body.objects.filter(pk=body.pk).update(kind="court_invited")
    assert [each.what for each in lacking_before(matter, [first.pk], settled_in(matter))] == [*Settled]
    told = {"matter": matter, "kind": "conflicts", "at": clock.now()}
    Preparation.objects.create(post=cast["township_mediator"].post, **told)
    assert len(lacking_before(matter, [first.pk], settled_in(matter))) == 4
    Preparation.objects.create(post=cast["mediator"].post, **told)
    assert len(lacking_before(matter, [first.pk], settled_in(matter))) == 3


def test_nobodys_silence_is_consent_and_the_last_word_holds(cast: Cast) -> None:
    matter, first, other, sitting = planned(cast)

    def says(side: object, **said: bool) -> tuple[bool, bool]:
        consent_to_recording(actor=by(side), sitting_id=sitting.pk, side_id=side.pk, **said)  # type: ignore[attr-defined, arg-type]
        (found,) = sittings_of(cast["mediator"].viewer, matter)
        return all_consent(found), all_consent(found, to_replace=True)

    assert says(first, records=True, replaces=True) == (False, False)
    assert says(other, records=True) == (True, False)
    assert says(other, records=True, replaces=True) == (True, True)
    with at_its_hour(sitting):
        assert says(first, records=False) == (False, False)

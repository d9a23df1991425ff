"""The court sees what came to it and nothing of the dispute; a side its own; other courts, units and sides nothing."""

import pytest

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.mediation.access import SideActor
from sanling.domain.mediation.confirming_access import (
    confirmation_for,
    confirmations_of,
    is_court,
    lock_confirmation,
    prepares,
    reads_papers,
    refuse_applied,
    rulings_for,
    steps_for,
)
from tests.domain.mediation.confirmed import at_court, confirmed, does, opened
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_before_it_is_handed_over_the_court_sees_nothing(cast: Cast) -> None:
    confirmation, *_sides = opened(cast)
    judge = cast["judge"].viewer
    assert confirmation_for(judge, confirmation.matter) is None
    assert not is_court(judge, confirmation)
    assert confirmation_for(cast["mediator"].viewer, confirmation.matter) == confirmation
    refuse_applied(confirmation)


def test_the_court_sees_the_application_and_not_the_dispute(cast: Cast) -> None:
    confirmation, *_sides = at_court(cast)
    judge, beside = cast["judge"].viewer, cast["sibling_county_judge"].viewer
    assert is_court(judge, confirmation)
    assert reads_papers(judge, confirmation)
    assert list(visible_matters(judge)) == [confirmation.matter]
    assert not prepares(judge, confirmation.agreement)
    assert not visible_matters(beside).exists()
    assert not reads_papers(beside, confirmation)
    with pytest.raises(NotAllowed):
        refuse_applied(confirmation)


@pytest.mark.parametrize(
    "who", ["volunteer", "sibling_village_mediator", "sibling_township_intake", "auditor"]
)
def test_others_see_neither_matter_nor_papers(cast: Cast, who: str) -> None:
    confirmation, *_sides = at_court(cast)
    viewer = cast[who].viewer
    assert confirmation_for(viewer, confirmation.matter) is None
    assert not confirmations_of(viewer, confirmation.agreement).exists()
    assert not reads_papers(viewer, confirmation)
    with pytest.raises(NotFound):
        lock_confirmation(viewer, confirmation.pk)


def test_who_only_sees_the_matter_reads_no_papers(cast: Cast) -> None:
    confirmation, *_sides = at_court(cast)
    director = cast["township_leader"].viewer
    assert confirmation_for(director, confirmation.matter) is not None
    assert not reads_papers(director, confirmation)


def test_a_side_gets_the_ruling_and_no_proof_of_the_other(cast: Cast) -> None:
    confirmation, first, _other = opened(cast)
    does(cast["mediator"], confirmation, "enclose")
    assert not rulings_for(by(first), confirmation).exists()
    stranger = SideActor(first.pk, confirmation.matter_id)
    assert not steps_for(stranger, confirmation).exists()
    assert [entry.code for entry in steps_for(by(first), confirmation)] == ["register", "enclose"]
    with pytest.raises(NotFound):
        lock_confirmation(stranger, confirmation.pk)


def test_both_get_what_the_court_decided(cast: Cast) -> None:
    confirmation, first, other = confirmed(cast)
    for side in (first, other):
        assert [file.entry.code for file in rulings_for(by(side), confirmation)] == ["confirm"]

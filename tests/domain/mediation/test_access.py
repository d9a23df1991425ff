"""A side sees its own things only; what it says alone is read by it and one post, whoever else sees the dispute."""

import pytest

from sanling.domain.matters.access import visible_matters
from sanling.domain.mediation.access import (
    SideActor,
    is_mediated,
    may_keep,
    members_of,
    sayings_for,
    talks_privately,
    visible_sides,
)
from sanling.domain.mediation.actions.say import say
from tests.domain.matters.helpers import registered
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
SEES_ALL = ["intake_officer", "centre_director", "peace_officer", "city_leader", "county_leader"]


def test_what_is_said_alone_is_read_by_the_side_and_the_mediator_alone(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    say(actor=by(other), side_id=other.pk, kind="statement", text="公开的话")
    say(actor=by(other), side_id=other.pk, kind="private", text="私下的话")

    def read(actor: object) -> list[str]:
        return [saying.text for saying in sayings_for(actor, other)]  # type: ignore[arg-type]

    assert read(by(other)) == ["公开的话", "私下的话"]
    assert read(cast["mediator"].viewer) == ["公开的话", "私下的话"]
    assert read(by(first)) == []
    for key in SEES_ALL:
        viewer = cast[key].viewer
        if visible_matters(viewer).filter(pk=matter.pk).exists():
            assert read(viewer) == ["公开的话"], key
            assert not talks_privately(viewer, matter)
    for nobody in (None, cast["sibling_village_mediator"].viewer, cast["auditor"].viewer):
        assert read(nobody) == []


def test_a_link_of_a_side_opens_no_matter(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    assert not visible_matters(by(other)).exists()
    assert not visible_sides(cast["sibling_village_mediator"].viewer, matter).exists()
    assert not members_of(None, matter).exists()
    assert visible_sides(cast["mediator"].viewer, matter).count() == 2


def test_sides_are_kept_of_disputes_alone(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    assert may_keep(cast["mediator"].viewer, matter)
    assert not may_keep(cast["county_leader"].viewer, matter)
    hazard = registered(kind="hazard").matter
    assert not is_mediated(hazard)
    assert not may_keep(cast["intake_officer"].viewer, hazard)
    assert SideActor(other.pk, matter.pk).key == f"side:{other.pk}"

"""A side sees its own things only; what it says alone is read by it and one post, whoever else sees the dispute."""

import pytest

from sanling.domain.matters.access import LinkActor, visible_matters
from sanling.domain.mediation.access import (
    SideActor,
    choices_for,
    is_mediated,
    may_keep,
    members_of,
    objections_for,
    sayings_for,
    talks_privately,
    visible_sides,
)
from sanling.domain.mediation.actions.choose_mediator import choose_mediator
from sanling.domain.mediation.actions.object_to_mediator import object_to_mediator
from sanling.domain.mediation.actions.say import say
from sanling.domain.mediation.models import Side
from tests.domain.matters.helpers import registered
from tests.domain.mediation.chosen import four, own
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked, by, consenting, two_sides

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


def test_each_reads_its_own_choice_and_staff_who_see_the_dispute_all(cast: Cast) -> None:
    some = four(cast)
    matter = registered().matter
    other = consenting(asked(matter))
    mine = choose_mediator(actor=own(matter), matter_id=matter.pk, mediators=[some.wished.pk])
    theirs = choose_mediator(actor=by(other), matter_id=matter.pk, mediators=[some.wished.pk])
    first = Side.objects.get(matter=matter, nth=1)
    seen = {
        "resident": choices_for(own(matter), matter),
        "first": choices_for(by(first), matter),
        "other": choices_for(by(other), matter),
        "officer": choices_for(cast["intake_officer"].viewer, matter),
        "beside": choices_for(cast["sibling_village_mediator"].viewer, matter),
        "stranger": choices_for(LinkActor(matter.pk, acts=False), matter),
        "nobody": choices_for(None, matter),
    }
    assert {who: [*rows] for who, rows in seen.items()} == {
        "resident": [mine],
        "first": [mine],
        "other": [theirs],
        "officer": [mine, theirs],
        "beside": [],
        "stranger": [],
        "nobody": [],
    }


def test_why_somebody_was_refused_is_read_by_staff_who_see_it_and_not_by_the_one(cast: Cast) -> None:
    matter, _first, other = two_sides(cast)
    object_to_mediator(actor=by(other), matter_id=matter.pk, reason="同村")
    readers = {
        who
        for who in ("intake_officer", "mediator", "sibling_village_mediator")
        if objections_for(cast[who].viewer, matter)
    }
    assert readers == {"intake_officer"}

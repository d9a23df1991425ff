"""The leak matrix, ties: who is told that two matters belong together may know of both, and of who brought both."""

import pytest

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.proposing import propose
from sanling.domain.matters.queries import find_matter, surroundings
from sanling.domain.matters.timeline import timeline
from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.domain.workflow.queries import definition_of
from tests.city import COUNTY, TEST, TOWNSHIP, City
from tests.domain.matters.helpers import act, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
HER = PartyDetails(role="applicant", person=PersonDetails(name="李秀英", phone="13800000001"))


def brought(about: Unit | None = None, **changes: object) -> Matter:
    """Register a petition of one and the same woman, about a unit or about nobody."""
    parties = [HER, *([PartyDetails(role=Party.Role.RESPONDENT, unit_id=about.pk)] if about else [])]
    usual: dict[str, object] = {"kind": "petition", "category": "other", "parties": parties}
    return registered(**{**usual, **changes}).matter


def proposed(viewer: Viewer, matter: Matter) -> Matter | None:
    found = Matter.objects.select_related("unit").get(pk=matter.pk)
    made = propose(viewer, found, definition_of(found.definition_id).action("refuse"))
    return made.earlier if made else None


def told(viewer: Viewer, matter: Matter) -> str:
    """Return all that a matter's page and its timeline tell of others."""
    found = find_matter(viewer, matter.number)
    assert found is not None
    events = [(item.code, item.text, item.details) for item in timeline(viewer, found)]
    return str(events) + str(surroundings(viewer, found).related)


def tied(by: Viewer, matter: Matter, other: Matter, relation: str) -> None:
    act(by, matter, "relate", {"number": other.number, "relation": relation})


def held_by(viewer: Viewer, *matters: Matter) -> None:
    Matter.objects.filter(pk__in=[matter.pk for matter in matters]).update(unit=viewer.own.unit_id)


def test_a_unit_complained_about_in_this_matter_is_proposed_no_earlier_one_of_the_same_person(
    city: City, cast: Cast
) -> None:
    earlier, centre = brought(), cast["intake_officer"].viewer
    assert proposed(centre, brought()) == earlier
    assert proposed(centre, brought(city.centre(TOWNSHIP))) is None


def test_a_unit_complained_about_in_the_earlier_matter_is_not_proposed_it(city: City, cast: Cast) -> None:
    brought(city.centre(TOWNSHIP))
    assert proposed(cast["intake_officer"].viewer, brought()) is None


def test_who_sees_masks_or_nothing_is_proposed_nothing(cast: Cast) -> None:
    brought(), brought()
    again = brought()
    for player in ("county_leader", "township_leader", "village_secretary", "department_clerk", "volunteer"):
        assert proposed(cast[player].viewer, again) is None


@pytest.mark.parametrize("accused", ["this", "the other"])
def test_a_repeat_is_told_to_no_unit_complained_about_in_either(city: City, cast: Cast, accused: str) -> None:
    centre = city.centre(TOWNSHIP)
    first = brought(centre if accused == "the other" else None)
    again = brought(centre if accused == "this" else None)
    county = cast["petition_officer"].viewer
    at_county = cast["county_intake_officer"].viewer
    held_by(at_county, first, again)
    tied(at_county, again, first, "repeat_of")
    for here, there in ((first, again), (again, first)):
        assert there.number in told(county, here)
        assert there.number not in told(cast["intake_officer"].viewer, here)
        assert "重复反映" not in told(cast["intake_officer"].viewer, here)


def test_a_repeat_is_told_to_nobody_who_sees_masks(cast: Cast) -> None:
    first, again = brought(), brought()
    tied(cast["intake_officer"].viewer, again, first, "repeat_of")
    for player in ("county_leader", "township_leader", "village_secretary"):
        for here, there in ((first, again), (again, first)):
            words = told(cast[player].viewer, here)
            assert there.number not in words
            assert "重复反映" not in words
            assert "关联另一件" not in [item.text for item in timeline(cast[player].viewer, here)]


def test_matters_handled_together_are_told_to_whoever_sees_both(cast: Cast) -> None:
    first, again = brought(), brought()
    tied(cast["intake_officer"].viewer, again, first, "joined_in")
    for player in ("intake_officer", "township_leader"):
        assert first.number in told(cast[player].viewer, again)
        assert again.number in told(cast[player].viewer, first)


def test_a_tie_to_what_one_cannot_see_is_not_told_at_all(cast: Cast) -> None:
    first, again = brought(division="410105001003"), brought()
    held_by(cast["county_intake_officer"].viewer, again)
    tied(cast["county_intake_officer"].viewer, again, first, "joined_in")
    officer = cast["intake_officer"].viewer
    assert first.number not in told(officer, again)
    assert "关联另一件" not in [item.text for item in timeline(officer, again)]


def test_into_what_a_matter_was_merged_is_told_only_to_who_sees_that_one(cast: Cast) -> None:
    first, again = brought(division="410105001003"), brought()
    county = cast["county_intake_officer"].viewer
    held_by(county, again)
    act(county, again, "merge", {"number": first.number})
    assert first.number in told(county, again)
    assert first.number not in told(cast["intake_officer"].viewer, again)
    assert again.number not in told(cast["sibling_township_intake"].viewer, first)
    assert again.number in told(county, first)
    act(county, again, "split_off", {"reason": "另一件事"})
    for viewer, seen in ((county, True), (cast["intake_officer"].viewer, False)):
        assert (first.number in told(viewer, again)) is seen
    sibling = told(cast["sibling_township_intake"].viewer, first)
    assert again.number not in sibling
    assert "other_" not in sibling


def test_why_a_repeat_was_refused_is_not_told_to_the_unit_complained_about(city: City, cast: Cast) -> None:
    centre = city.centre(TOWNSHIP)
    first, again = brought(), brought(centre)
    county = cast["petition_officer"].viewer
    held_by(county, again)
    cause = {"cause": "in_process", "number": first.number, "reason": "不予受理"}
    act(county, again, "refuse", cause)
    assert "19 条" in told(county, again)
    assert first.number in told(county, again)
    words = told(cast["intake_officer"].viewer, again)
    assert "不予受理" in words
    assert "19 条" not in words
    assert first.number not in words


def test_who_sees_masks_cannot_say_that_one_repeats_the_other(cast: Cast) -> None:
    first, again = brought(), brought()
    secretary = cast["village_secretary"].viewer
    held_by(secretary, first, again)
    with pytest.raises(Invalid):
        tied(secretary, again, first, "repeat_of")
    tied(secretary, again, first, "joined_in")


def test_a_tie_to_what_one_may_not_read_is_refused(cast: Cast, city: City) -> None:
    first, again = brought(), brought(city.centre(TOWNSHIP))
    officer = cast["intake_officer"].viewer
    held_by(officer, again)
    with pytest.raises(Invalid):
        tied(officer, again, first, "repeat_of")
    tied(officer, again, first, "joined_in")


def test_a_second_post_opens_no_back_door_to_a_repeat(city: City, cast: Cast) -> None:
    first, again = brought(), brought(city.unit(f"government-{TOWNSHIP}"))
    officer = cast["intake_officer"].viewer
    held_by(officer, again)
    also = NewPost(
        user_id=cast["township_leader"].user.pk,
        unit_id=city.centre(COUNTY).pk,
        role="intake_officer",
        name="郑建华",
        paths=[COUNTY],
    )
    second = viewer_for(appoint(actor=TEST, new=also))
    assert second is not None
    tied(officer, again, first, "repeat_of")
    assert first.number in told(cast["county_intake_officer"].viewer, again)
    assert first.number not in told(second, again)
    assert again.number not in told(second, first)
    assert proposed(second, again) is None

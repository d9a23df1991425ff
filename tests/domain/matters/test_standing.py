"""How an actor stands to a matter: by what its post holds, is charged with, was called in for, is above."""

import pytest

from sanling.domain.matters.access import LinkActor, VisitorActor
from sanling.domain.matters.actions.register import register
from sanling.domain.matters.errors import NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.matters.situation import Situations, StoredSituation
from sanling.domain.matters.standing import acts_on, relations
from sanling.domain.people.access import viewer_for
from sanling.domain.people.cast import Player
from sanling.foundation.audit.actor import Actor, SystemActor
from tests.city import City
from tests.domain.matters.helpers import act, in_mediation, report
from tests.leaks.test_concealed import complaint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


def situation(matter: Matter) -> StoredSituation:
    return Situations([Matter.objects.select_related("unit").get(pk=matter.pk)]).of(matter)


def stands(actor: Actor, matter: Matter, *, joint: bool = True) -> list[set[str]]:
    fresh = Matter.objects.select_related("unit").get(pk=matter.pk)
    return [
        set(standing) for _reach, standing in relations(actor, Situations([fresh]).of(fresh), joint=joint)
    ]


def test_everybody_of_the_cast_stands_to_a_matter_in_mediation_as_they_should(city: City, cast: Cast) -> None:
    matter = in_mediation(cast)
    units = [city.unit("housing-410105").pk]
    act(cast["intake_officer"].viewer, matter, "whistle", {"units": units, "task": "协助清理"})
    expected = {
        "intake_officer": {"holder"},
        "mediator": {"assignee"},
        "department_clerk": {"joint", "above"},
        "county_intake_officer": {"above"},
        "city_leader": {"above"},
        "township_leader": {"above"},
        "village_secretary": set(),
    }
    for who, standing in expected.items():
        assert stands(cast[who].viewer, matter) == [standing], who
    assert stands(cast["department_clerk"].viewer, matter, joint=False) == [{"above"}]


def test_who_registered_stays_the_one_who_did(cast: Cast) -> None:
    made = register(actor=cast["intake_officer"].viewer, report=report(channel="visit")).matter
    assert stands(cast["intake_officer"].viewer, made) == [{"holder", "registrar"}]


def test_the_party_of_another_matter_a_shown_link_and_a_visitor_stand_nowhere(cast: Cast) -> None:
    matter = in_mediation(cast)
    assert stands(LinkActor(matter.pk), matter) == [{"party"}]
    assert stands(SystemActor("timer"), matter) == [{"system"}]
    for nobody in (LinkActor(matter.pk + 1), LinkActor(matter.pk, acts=False), VisitorActor()):
        assert stands(nobody, matter) == []


def test_who_works_as_two_posts_stands_by_each_that_sees_it(cast: Cast) -> None:
    matter = in_mediation(cast)
    first, second = (viewer_for(post) for post in cast["two_posts"].posts)
    assert first
    assert second
    assert stands(first, matter) == [{"holder"}]
    assert not stands(second, matter)[0]


def test_leaders_and_peace_officers_are_above_the_other_units_of_their_own_division(
    city: City, cast: Cast
) -> None:
    matter = in_mediation(cast)
    county = city.unit("housing-410105")
    Matter.objects.filter(pk=matter.pk).update(unit=county)
    over, beside = {"above"}, set[str]()
    for who, standing in {
        "city_leader": over,
        "county_leader": over,
        "peace_officer": over,
        "county_intake_officer": beside,
        "township_leader": beside,
    }.items():
        assert stands(cast[who].viewer, matter) == [standing], who
    own = cast["county_leader"].post.unit
    Matter.objects.filter(pk=matter.pk).update(unit=own)
    assert stands(cast["county_leader"].viewer, matter) == [{"holder"}]
    assert stands(cast["peace_officer"].viewer, matter) == [over]


def test_who_oversees_supervises_nothing_that_is_concealed_from_its_unit(cast: Cast) -> None:
    accused, beside = cast["county_leader"], cast["peace_officer"]
    matter = complaint(accused.post.unit)
    Matter.objects.filter(pk=matter.pk).update(unit=cast["department_clerk"].post.unit)
    with pytest.raises(NotFound):
        act(accused.viewer, matter, "supervise", {"note": "请尽快"})
    act(beside.viewer, matter, "supervise", {"note": "请尽快"})


def test_who_may_act_at_some_stage_acts_on_a_matter_at_every_stage_and_who_looks_on_never(cast: Cast) -> None:
    matter = in_mediation(cast)
    acting = {"intake_officer": True, "mediator": True, "city_leader": True, "village_secretary": False}
    for state in ("registered", matter.state, "archived"):
        Matter.objects.filter(pk=matter.pk).update(state=state)
        for who, acts in acting.items():
            assert acts_on(cast[who].viewer, situation(matter)) is acts, (state, who)
    assert acts_on(SystemActor("timer"), situation(matter))
    assert not acts_on(LinkActor(matter.pk), situation(matter))

"""Told of an entry are those whom its verb names and who may open the matter, never whoever did it."""

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.changes import TOPIC
from sanling.domain.people.cast import Player
from sanling.domain.workflow.verbs import verbs
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import (
    OF_SYSTEM,
    WHOM,
    bulk_followers,
    followers,
    react,
    react_in_bulk,
    spread,
)
from tests.city import City
from tests.domain.matters.helpers import act, against, in_mediation, picture, registered

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


def test_whoever_a_verb_or_the_system_tells_is_known_here() -> None:
    told = {verb.tells.to for verb in verbs().values() if verb.tells}
    told |= {tells.to for tells in OF_SYSTEM.values()}
    assert told <= WHOM.keys()


def test_followers_have_names_of_their_own_and_a_lane_each_for_bulk() -> None:
    names = [follower.name for follower in followers()]
    assert names[:5] == ["notices", "links", "webhooks", "merged", "residents"]
    assert len(set(names)) == len(names)
    own = {follower.own_topic for follower in (*followers(), *bulk_followers())}
    assert len(own) == 2 * len(names)
    assert all(follower.bulk for follower in bulk_followers())


def told(cast: Cast) -> set[tuple[str, str]]:
    """Let all react, and return who of the cast was told what since."""
    Notice.objects.all().delete()
    react()
    of = {player.viewer.key: who for who, player in cast.items() if who != "former_intake_officer"}
    return {(of[notice.recipient], notice.code) for notice in Notice.objects.all() if notice.recipient in of}


def test_each_step_of_a_dispute_is_told_to_those_whose_turn_it_is(
    city: City, cast: Cast, workflows: None
) -> None:
    matter = registered().matter
    officer, mediator = cast["intake_officer"].viewer, cast["mediator"].viewer
    assert told(cast) == {("intake_officer", "matter.registered"), ("two_posts", "matter.registered")}
    act(officer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    assert told(cast) == {("mediator", "matter.assigned")}
    act(mediator, matter, "sign_for")
    assert told(cast) == set()
    act(officer, matter, "whistle", {"units": [city.unit("housing-410105").pk], "task": "协助"})
    called = told(cast)
    assert {code for _who, code in called} == {"matter.joined"}
    assert "department_clerk" in {who for who, _code in called}
    act(mediator, matter, "ask_extension", {"by": 10, "consent": "on", "reason": "需要鉴定"})
    assert ("centre_director", "matter.extension_asked") in told(cast)
    act(cast["centre_director"].viewer, matter, "decide_extension", {"granted": "no"})
    assert told(cast) == {("mediator", "matter.extension_decided")}
    act(LinkActor(matter.pk), matter, "add", {"message": "又有新的情况"})
    assert told(cast) == {("mediator", "matter.added")}


def test_what_is_handed_on_is_told_where_it_comes_and_a_rating_to_those_who_worked(
    cast: Cast, workflows: None
) -> None:
    up, rated = registered().matter, in_mediation(cast)
    react()
    act(cast["intake_officer"].viewer, up, "escalate", {"reason": "需要区里协调"})
    assert told(cast) == {("county_intake_officer", "matter.moved_here")}
    act(cast["mediator"].viewer, rated, "agree", {"form": "oral", "answer": "好"}, [picture()])
    react()
    act(LinkActor(rated.pk), rated, "rate", {"result": 5})
    assert told(cast) == {("mediator", "matter.rated")}


def test_nobody_is_told_of_what_they_may_not_open(city: City, cast: Cast, workflows: None) -> None:
    matter = against(city.centre("410105002").pk)
    assert matter.unit == city.centre("410105")
    assert {who for who, _code in told(cast)} == {"county_intake_officer"}


def test_each_message_is_handled_once_by_each_follower(cast: Cast, workflows: None) -> None:
    registered()
    assert spread() == 1
    assert spread() == 0
    assert react() == sum(follower.topic == TOPIC for follower in followers())
    assert react() == react_in_bulk() == 0

"""Several acts in one go are all done to a matter, or none of them."""

import pytest

from sanling.domain.matters.act import Wish
from sanling.domain.matters.errors import Invalid, NotAllowed, Stale
from sanling.domain.matters.in_turn import Turn, perform_in_turn, turns
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.people.cast import Player
from sanling.domain.workflow.queries import definition_of
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


def meant(matter: Matter, verb: str, post: str = "") -> list[str]:
    wish = Wish(matter.pk, verb=verb, version=matter.version)
    found = turns(definition_of(matter.definition_id), matter.state, wish, post)
    return [turn.wish.verb or turn.wish.action for turn in found]


def test_assigning_what_waits_accepts_it_and_accepting_with_a_person_assigns_it() -> None:
    waiting = registered().matter
    assert meant(waiting, "assign") == ["accept", "assign"]
    assert meant(waiting, "accept", "7") == ["accept", "assign"]
    assert meant(waiting, "accept") == ["accept"]
    assert meant(waiting, "supervise", "7") == ["supervise"]


def test_a_petition_is_never_accepted_on_the_way_for_that_is_a_decision() -> None:
    petition = registered(kind="petition").matter
    assert meant(petition, "assign") == ["assign"]
    assert meant(petition, "accept", "7") == ["accept", "assign"]


def test_what_is_refused_later_takes_back_what_was_done_before_and_leaves_the_others(cast: Cast) -> None:
    first, second, third = (registered().matter for _nth in range(3))
    good, bad = ({"mediator": str(cast[who].post.pk)} for who in ("mediator", "sibling_township_intake"))

    def in_two(matter: Matter, fields: dict[str, str], version: int = 1) -> list[Turn]:
        accept = Turn(Wish(matter.pk, action="accept", version=version))
        return [accept, Turn(Wish(matter.pk, action="assign", version=version, fields=fields))]

    done, refused, stale = perform_in_turn(
        actor=cast["intake_officer"].viewer,
        lists=[in_two(first, good), in_two(second, bad), in_two(third, good, version=9)],
    )
    assert isinstance(done, list)
    assert [(entry.code, entry.version) for entry in done] == [("accept", 2), ("assign", 3)]
    assert isinstance(refused, Invalid)
    assert isinstance(stale, Stale)
    left = Entry.objects.filter(matter__in=[second, third]).values_list("code", flat=True)
    assert set(left) == {"register"}
    assert set(Matter.objects.filter(pk__in=[second.pk, third.pk]).values_list("version", flat=True)) == {1}


def test_an_act_that_may_be_left_out_is_and_any_other_is_not(cast: Cast) -> None:
    matter = registered().matter
    director = Wish(matter.pk, action="decide_extension", version=1, fields={"granted": "yes"})
    accept = Turn(Wish(matter.pk, action="accept", version=1))
    (refused,) = perform_in_turn(actor=cast["intake_officer"].viewer, lists=[[Turn(director), accept]])
    assert isinstance(refused, NotAllowed)
    (done,) = perform_in_turn(
        actor=cast["intake_officer"].viewer, lists=[[Turn(director, left_out=True), accept]]
    )
    assert isinstance(done, list)
    assert [entry.code for entry in done] == ["accept"]

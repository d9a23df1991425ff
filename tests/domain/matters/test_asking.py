"""Once the party has rated, its page says that the rating has arrived and asks for none; remedies stay."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.utils import translation

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.models import Matter
from sanling.domain.matters.timeline import progress
from sanling.domain.people.cast import Player
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from tests.domain.matters.helpers import act, picture, registered
from tests.domain.matters.test_walk import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]
ARRIVED = "您的评价已收到。"
REMEDIES = ("重新办理", "追问", "复查", "复核", "不再受理", "仲裁")


@pytest.fixture
def settled(cast: dict[str, Player]) -> Matter:
    """Return a dispute that was settled."""
    matter = registered().matter
    settle(cast, matter)
    return matter


def next_step(matter: Matter) -> str:
    """Return what the party reads of what comes next."""
    with translation.override("zh-hans"):
        return progress(Matter.objects.select_related("unit", "assignee").get(pk=matter.pk)).next


def test_a_rated_matter_asks_for_no_rating_and_keeps_the_way_to_reopen_it(settled: Matter) -> None:
    assert next_step(settled).startswith("请您评价")
    act(LinkActor(settled.pk), settled, "rate", {"result": 5})
    assert next_step(settled) == f"{ARRIVED}若问题没有解决，可以在期限内要求重新办理。"
    with translation.override("en"):
        said = progress(settled).next
    assert said == "Your rating has arrived. If the problem remains, you can ask to reopen it in time."


def test_what_was_reopened_and_settled_again_asks_for_a_rating_anew(settled: Matter, cast: Cast) -> None:
    party = LinkActor(settled.pk)
    act(party, settled, "rate", {"result": 2})
    act(party, settled, "reopen", {"reason": "第二天又堆满了。"})
    assert ARRIVED not in next_step(settled)
    settle_again(settled, cast)
    assert next_step(settled).startswith("请您评价")


def settle_again(matter: Matter, cast: Cast) -> None:
    """Walk a reopened dispute to its settlement."""
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    act(cast["mediator"].viewer, matter, "agree", {"form": "oral", "answer": "再次清理"}, [picture()])


def test_once_the_time_to_rate_and_reopen_is_over_neither_is_asked_for(settled: Matter) -> None:
    with clock.turned(shift=timedelta(days=14)):
        assert next_step(settled) == "请您评价；协议没有履行或者问题又出现，可以在期限内要求重新办理。"
    with clock.turned(shift=timedelta(days=17)):
        assert next_step(settled) == ""


def test_a_rated_matter_names_no_way_to_reopen_it_that_is_over(settled: Matter) -> None:
    act(LinkActor(settled.pk), settled, "rate", {"result": 5})
    with clock.turned(shift=timedelta(days=17)):
        assert next_step(settled) == ARRIVED


def test_what_was_reopened_as_often_as_it_may_be_is_only_asked_to_be_rated(
    settled: Matter, cast: Cast
) -> None:
    for _time in range(2):
        act(LinkActor(settled.pk), settled, "reopen", {"reason": "第二天又堆满了。"})
        settle_again(settled, cast)
    assert next_step(settled) == "请您评价。"


def test_a_version_from_before_what_is_asked_was_said_asks_for_the_same(settled: Matter) -> None:
    row = Definition.objects.get(pk=settled.definition_id)
    for state in row.body["states"]:
        state.pop("asks", None)
    row.pk = None
    row.version += 1
    row.retired_at = clock.now()
    row.save()
    old, new = definition_of(row.pk), definition_of(settled.definition_id)
    assert [state.asks for state in old.states] == [state.asks for state in new.states]


def test_no_kind_asks_for_a_rating_that_has_arrived_or_drops_a_remedy(settled: Matter) -> None:
    act(LinkActor(settled.pk), settled, "rate", {"result": 5})
    seen = 0
    for row in Definition.objects.all():
        definition = definition_of(row.pk)
        rated = [action.sources for action in definition.actions if action.verb == "rate"]
        for code in {state for sources in rated for state in sources}:
            fixed = definition.state(code).next
            Matter.objects.filter(pk=settled.pk).update(definition=row, state=code)
            said = next_step(settled)
            assert said.startswith(ARRIVED), (definition.code, code, said)
            assert "评价" not in said.removeprefix(ARRIVED), (definition.code, code, said)
            kept = [word for word in REMEDIES if fixed and word in fixed.zh]
            assert all(word in said for word in kept), (definition.code, code, said)
            seen += bool(fixed)
    assert seen >= 8

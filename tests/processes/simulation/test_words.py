"""There are words for whatever can be reported and for whatever can be done."""

from random import Random

import pytest

from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.families import REPORTED
from sanling.domain.workflow.queries import all_current, definition_of
from sanling.domain.workflow.schema import ActorRelation, Workflow
from sanling.foundation.profile.registry import profile_by_code, profile_for
from sanling.processes.simulation.config import SimulationPart
from sanling.processes.simulation.words import community_of, read_words
from tests.city import City

LEAST = 3


def test_every_category_that_is_written_about_is_one_of_the_profile() -> None:
    part: MattersPart = profile_by_code("zhengzhou").part("matters")
    words = read_words()
    for kind in part.kinds_of(REPORTED):
        assert set(words.categories(kind.code)) <= part.category_codes(kind.code)


@pytest.mark.parametrize(
    ("kind", "category"),
    [
        ("dispute", "neighbours"),
        ("dispute", "property_management"),
        ("hazard", "fire"),
        ("consultation", "law"),
    ],
)
def test_common_categories_are_told_in_several_ways(kind: str, category: str) -> None:
    words, random = read_words(), Random(1)
    assert len({words.text(kind, category, "通信花园社区", random)[:6] for _nth in range(60)}) >= LEAST


def habits() -> SimulationPart:
    part: SimulationPart = profile_by_code("zhengzhou").part("simulation")
    return part


def test_texts_have_no_slots_left_open() -> None:
    words, random = read_words(), Random(1)
    for kind in habits().kinds:
        for category in words.categories(kind):
            for _nth in range(20):
                text = words.text(kind, category, "通信花园社区", random)
                assert "{" not in text, text
                assert text == text.strip(), text


def test_every_required_text_of_an_act_that_the_policy_knows_has_words(staffed: City) -> None:
    words, random = read_words(), Random(1)
    acts = {code for table in habits().states.values() for code in table}
    reported = {kind.workflow for kind in profile_for(staffed.code).part("matters").kinds_of(REPORTED)}
    for row in (row for row in all_current(staffed.code) if row.code in reported):
        definition: Workflow = definition_of(row.pk)
        for action in definition.actions:
            if action.code not in acts or all(who.relation is ActorRelation.SYSTEM for who in action.who):
                continue
            names = [field.code for field in action.fields if field.type in {"text", "long_text"}]
            for name in [*names, *(["reason"] if action.reason else [])]:
                if name != "number":
                    assert words.note(definition.code, action.code, name, random)


@pytest.mark.parametrize(
    ("name", "community"),
    [
        ("通信花园社区居民委员会", "通信花园社区"),
        ("张家庄村民委员会", "张家庄"),
        ("楼子沟村委会", "楼子沟"),
        ("城开社区", "城开社区"),
    ],
)
def test_a_community_is_called_without_its_committee(name: str, community: str) -> None:
    assert community_of(name) == community

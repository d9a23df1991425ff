"""The conditions of matters, each on a situation where it holds and one where it doesn't, and what it says then."""

import pytest
from django.utils import translation

from sanling.domain.matters.guards import GUARDS
from tests.domain.workflow.stage import NOW, Facts, Office, Part, Running

OURS, THEIRS = 5, 6
ASKED = {"extension": "asked"}
# Of each: where it holds, and where it fails, for the unit OURS.
CASES: dict[str, tuple[list[Facts], list[Facts]]] = {
    "unit_above": ([Facts(above=Office(1))], [Facts(before=Office(1))]),
    "came_from_unit": ([Facts(before=Office(1))], [Facts(above=Office(1))]),
    "no_open_joint": ([Facts()], [Facts(parts=[Part(THEIRS)]), Facts(parts=[Part(OURS, NOW)])]),
    "joint_not_signed": (
        [Facts(parts=[Part(OURS)]), Facts(parts=[Part(OURS, NOW), Part(OURS)])],
        [Facts(), Facts(parts=[Part(THEIRS)]), Facts(parts=[Part(OURS, NOW)])],
    ),
    "joint_signed": (
        [Facts(parts=[Part(OURS, NOW)]), Facts(parts=[Part(OURS), Part(OURS, NOW)])],
        [Facts(), Facts(parts=[Part(OURS)]), Facts(parts=[Part(THEIRS, NOW)])],
    ),
    "extension_pending": ([Facts(asked=ASKED)], [Facts()]),
    "no_extension_pending": ([Facts()], [Facts(asked=ASKED)]),
    "supervised": ([Facts(clocks=[Running("supervised")])], [Facts(), Facts(clocks=[Running("handle")])]),
}


def test_every_condition_is_tried_here() -> None:
    assert CASES.keys() == GUARDS.keys()


@pytest.mark.parametrize("name", CASES)
def test_it_holds_where_it_should_and_nowhere_else(name: str) -> None:
    holds, fails = CASES[name]
    assert all(GUARDS[name].holds(facts, OURS) for facts in holds)
    assert not any(GUARDS[name].holds(facts, OURS) for facts in fails)


@pytest.mark.parametrize("name", ["joint_not_signed", "joint_signed"])
def test_who_acts_for_no_unit_has_no_part(name: str) -> None:
    assert not GUARDS[name].holds(Facts(parts=[Part(OURS), Part(THEIRS, NOW)]), None)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_says_what_is_missing_in_words_of_its_own(language: str) -> None:
    with translation.override(language):
        said = [str(guard.missing) for guard in GUARDS.values()]
    assert len(set(said)) == len(said)
    assert all(said)
    assert all(words.isascii() == (language == "en") for words in said)

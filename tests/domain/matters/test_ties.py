"""An entry that tells of another matter says which tie it is; what a reader may not know of it is left out."""

from collections.abc import Mapping
from typing import Any

import pytest

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.ties import as_told, tie_of
from sanling.domain.people.cast import Player
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Workflow
from sanling.foundation.audit.actor import SystemActor
from tests.domain.matters.helpers import act, registered
from tests.domain.workflow.stage import action, definition

ACTS = {
    "merge_in": "merge",
    "take_out": "split",
    "go_along": "follow",
    "say_so": "relate",
    "say_no": "refuse",
}
DRAWN: Workflow = definition(*(action(code, verb, **{"from": ["here"]}) for code, verb in ACTS.items()))


@pytest.mark.parametrize(
    ("code", "params", "tie"),
    [
        ("merge_in", {"other": 9}, ("merged_into", 9)),
        ("take_out", {"other": 9}, ("merged_into", 9)),
        ("go_along", {"other": 9}, ("merged_into", 9)),
        ("say_so", {"other": 9, "relation": "born_from"}, ("born_from", 9)),
        ("say_no", {"other": 9}, ("repeat_of", 9)),
        ("clock_late", {"other": 9}, ("repeat_of", 9)),
        ("merge_in", {"other": None}, None),
        ("say_no", {"reason": "x"}, None),
    ],
)
def test_the_verb_says_which_tie_it_is(code: str, params: dict[str, Any], tie: object) -> None:
    assert tie_of(Entry(code=code, params=params), DRAWN) == tie


@pytest.mark.django_db
def test_without_a_tie_nothing_is_read_and_all_is_told(django_assert_num_queries: Any) -> None:
    entries = [Entry(pk=1, code="say_no", params={"reason": "x"})]
    with django_assert_num_queries(0):
        assert as_told(SystemActor("test"), Matter(pk=5), DRAWN, entries) == entries


@pytest.mark.django_db
def test_a_tie_that_one_may_not_know_is_left_out_with_its_entry_or_its_number(
    cast: Mapping[str, Player], workflows: None
) -> None:
    here, there = (
        registered(kind="petition", category="other").matter,
        registered(kind="petition", category="other").matter,
    )
    officer = cast["intake_officer"].viewer
    act(officer, here, "relate", {"number": there.number, "relation": "born_from"})
    again = registered(kind="petition", category="other").matter
    act(officer, again, "refuse", {"cause": "in_process", "reason": "重复", "number": there.number})
    whole = definition_of(here.definition_id)

    def told(viewer: Any, matter: Matter) -> list[tuple[str, bool]]:
        entries = as_told(viewer, matter, whole, list(Entry.objects.filter(matter=matter).order_by("pk")))
        return [(entry.code, "number" in entry.params) for entry in entries]

    assert told(officer, here) == [("register", False), ("relate", True)]
    assert told(officer, again) == [("register", False), ("refuse", True)]
    stranger = cast["sibling_county_intake"].viewer
    assert told(stranger, here) == [("register", False)]
    assert told(stranger, again) == [("register", False), ("refuse", False)]
    assert told(None, again) == [("register", False), ("refuse", False)]

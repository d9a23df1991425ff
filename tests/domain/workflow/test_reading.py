"""How a definition's file takes over blocks of the files it includes."""

from pathlib import Path

import pytest

from sanling.domain.workflow.schema import Relation
from sanling.foundation.calendar import Allowance
from sanling.foundation.profile.source import ProfileError
from tests.domain.workflow.small import SHARED, SMALL, definition, draft


def test_tables_become_lists_in_the_order_of_the_file(tmp_path: Path) -> None:
    made = definition(tmp_path)
    assert [state.code for state in made.states] == ["waiting", "working", "paused", "settled", "archived"]
    assert made.actions[0] is made.register()


def test_a_used_block_is_taken_over_with_its_clocks(tmp_path: Path) -> None:
    waiting = definition(tmp_path).state("waiting")
    assert waiting.unassigned
    assert [(rule.code, rule.within) for rule in waiting.clocks] == [("pass_on", Allowance.parse("1 h"))]


def test_a_named_who_and_field_are_taken_over(tmp_path: Path) -> None:
    assign = definition(tmp_path).action("assign")
    assert [(who.relation, who.roles) for who in assign.who] == [(Relation.HOLDER, ("clerk",))]
    assert [(field.code, field.roles) for field in assign.fields] == [("handler", ("mediator",))]


def test_own_keys_override_those_taken_over(tmp_path: Path) -> None:
    small = SMALL.replace('use = "waiting"', 'use = "waiting"\nname = { zh = "等", en = "Wait" }')
    waiting = draft(tmp_path, small).definition().state("waiting")
    assert waiting.name.zh == "等"
    assert waiting.public.zh == "已收到"


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    small = SMALL.replace("limit = 1", 'limit = "often"').replace("end = true", 'end = "maybe"')
    with pytest.raises(ProfileError) as told:
        draft(tmp_path, small).definition()
    assert {problem.field for problem in told.value.problems} == {
        "actions.pause.limit",
        "states.archived.end",
    }


def test_a_mistake_in_a_block_taken_over_is_told_in_its_own_file(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as told:
        draft(tmp_path, shared=SHARED.replace('"1 h"', '"1 hour"')).definition()
    (problem,) = told.value.problems
    assert problem.path.name == "shared.toml"
    assert SHARED.splitlines()[problem.line - 1].startswith("clocks.pass_on.within")
    assert "wh" in problem.message


def test_two_clocks_of_one_code_must_be_one_rule(tmp_path: Path) -> None:
    twice = SMALL.replace(
        'name = { zh = "暂停", en = "Paused" }', 'name = { zh = "暂停", en = "Paused" }\n%s', 1
    )
    name = 'name = { zh = "归档", en = "Archive" }'
    same = f'clocks.archive = {{ within = "15 d", {name}, on_overdue = {{ act = "archive" }} }}'
    assert str(draft(tmp_path, twice % same).definition().clock("archive").within) == "15 d"
    with pytest.raises(ProfileError, match="Two different clocks have the code archive"):
        draft(tmp_path, twice % same.replace("15 d", "16 d")).definition()

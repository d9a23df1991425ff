"""How a definition's file takes over blocks of the files it includes."""

from contextlib import suppress
from pathlib import Path

import pytest

from sanling.domain.workflow.schema import ActorRelation
from sanling.foundation.calendar import Allowance
from sanling.foundation.profile.source import ProfileError
from tests.domain.workflow.small import SHARED, SMALL, definition, draft, problems


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
    assert [(who.relation, who.roles) for who in assign.who] == [(ActorRelation.HOLDER, ("clerk",))]
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


GROUPS = """
[role_groups]
everybody = ["mediator", "clerk"]
"""


def test_a_group_stands_for_its_roles_wherever_roles_are_listed_each_once(tmp_path: Path) -> None:
    small = SMALL.replace('owner = ["mediator"]', 'owner = ["everybody", "mediator"]', 1)
    shared = SHARED.replace('roles = ["clerk"]', 'roles = ["everybody", "chief"]') + GROUPS
    made = draft(tmp_path, small, shared).definition()
    assert made.state("working").owner == ("mediator", "clerk")
    assert made.action("assign").who[0].roles == ("mediator", "clerk", "chief")


def test_a_file_has_groups_of_its_own_before_those_that_it_includes(tmp_path: Path) -> None:
    small = SMALL.replace('owner = ["mediator"]', 'owner = ["everybody"]', 1)
    own = small + GROUPS.replace('"mediator", ', "")
    assert draft(tmp_path, own, SHARED + GROUPS).definition().state("working").owner == ("clerk",)


def test_a_mistake_in_a_group_is_told_where_the_group_is_written(tmp_path: Path) -> None:
    small = SMALL.replace('owner = ["mediator"]', 'owner = ["everybody"]', 1)
    broken = GROUPS.replace('"clerk"', '"clark"')
    told = [problem for problem in problems(tmp_path, small, SHARED + broken) if "clark" in problem.message]
    assert {(problem.path.name, problem.field) for problem in told} == {
        ("shared.toml", "role_groups.everybody[1]")
    }
    assert (SHARED + broken).splitlines()[told[0].line - 1].startswith("everybody = ")


def test_a_group_is_a_list_of_roles(tmp_path: Path) -> None:
    with pytest.raises(
        ProfileError, match=r"shared\.toml:\d+: role_groups\.everybody: A group is a list of roles"
    ):
        draft(tmp_path, shared=SHARED + '[role_groups]\neverybody = "clerk"\n').definition()


def test_fields_may_be_a_table_by_their_codes(tmp_path: Path) -> None:
    note = 'fields.note = { type = "text", name = { zh = "说明", en = "Note" } }'
    small = SMALL.replace('fields = ["handler"]', f"fields.handler = true\nfields.gone = false\n{note}")
    assert small != SMALL
    fields = draft(tmp_path, small).definition().action("assign").fields
    assert [(field.code, field.type) for field in fields] == [("handler", "post"), ("note", "text")]
    unknown = small.replace("handler = true", "handeler = true")
    with pytest.raises(ProfileError, match=r"No included file has 'handeler' under fields"):
        draft(tmp_path, unknown).definition()


@pytest.mark.parametrize("value", ["1", "[[1]]", "[{}]", "[]", "{}", "true", "1979-05-27", '"shared"'])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('include = ["shared"]', "include = VALUE"),
        ('include = ["shared"]', 'include = ["shared"]\nrole_groups = VALUE'),
        ('use = "waiting"', "use = VALUE"),
        ('who = ["desk"]', "who = VALUE"),
        ('fields = ["handler"]', "fields = VALUE"),
        ('owner = ["mediator"]', "owner = VALUE"),
        ('owner = ["mediator"]', "clocks = VALUE"),
    ],
)
def test_what_is_none_of_its_kind_is_told_by_its_line_and_breaks_nothing(
    tmp_path: Path, old: str, new: str, value: str
) -> None:
    said = new.replace("VALUE", value)
    with suppress(ProfileError):
        draft(tmp_path, SMALL.replace(old, said, 1)).definition()


@pytest.mark.parametrize("value", ["1", "[[1]]", "true", '"x"'])
@pytest.mark.parametrize("section", ["who", "fields", "states", "role_groups"])
def test_what_is_none_of_its_kind_in_an_included_file_is_told_and_breaks_nothing(
    tmp_path: Path, section: str, value: str
) -> None:
    shared = f"{section} = {value}\n{SHARED.replace(f'[{section}.', f'[other_{section}.')}"
    if section == "role_groups":
        with pytest.raises(ProfileError, match=r"shared\.toml:1: role_groups: This is a table of groups\."):
            draft(tmp_path, SMALL, shared).definition()
    else:
        with pytest.raises(ProfileError, match=f"No included file has '.*' under {section}"):
            draft(tmp_path, SMALL, shared).definition()

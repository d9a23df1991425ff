"""What roles say of rooms, families and kinds is checked against those there are, and told with its place."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from sanling.foundation.profile.registry import load_folder
from sanling.foundation.profile.source import ProfileError


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Give a copy of a city's profile, beside the base that it extends."""
    root = tmp_path / "profiles"
    shutil.copytree(settings.PROFILES_ROOT, root)
    return root / "zhengzhou"


def said(folder: Path, text: str) -> list[str]:
    """Say something of a role over the city's people; return what is wrong then."""
    file = folder / "people.toml"
    before = file.read_text("utf-8").rstrip()
    file.write_text(f"{before}\n[roles]\n{text}\n", encoding="utf-8")
    line = before.count("\n") + 3
    try:
        load_folder(folder)
    except ProfileError as error:
        return [
            str(problem).replace(str(folder), "").replace(f":{line}:", ":here:") for problem in error.problems
        ]
    return []


@pytest.mark.parametrize(
    "text",
    [
        'liaison.rooms.matters.kinds.dispute = { scope = "unit", clearance = 1 }',
        'liaison.rooms.matters.families.reported.identity = "hidden"',
        "liaison.rooms.matters.clearance = 1",
    ],
)
def test_a_role_may_differ_by_room_family_and_kind(folder: Path, text: str) -> None:
    assert said(folder, text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'liaison.rooms.maters.scope = "unit"',
            "rooms.maters: No room 'maters' shows anything that roles may see."
            " (allowed: incidents, matters, publications, subjects)",
        ),
        (
            'liaison.rooms.matters.kinds.quarrel.scope = "unit"',
            "rooms.matters.kinds.quarrel: The room 'matters' has no such kind. (allowed: confirmation, consultation, ",
        ),
        (
            "liaison.rooms.matters.families.repotred.clearance = 1",
            "has no such family. (allowed: confirmation, handover, recognition, reported, warning)",
        ),
        (
            'liaison.rooms.matters.scope = "everything"',
            "rooms.matters.scope: Input should be 'jurisdiction', 'unit', 'own' or 'none'.",
        ),
        ("liaison.rooms.matters.reach = 1", "rooms.matters.reach: There is no such field."),
    ],
)
def test_a_room_family_or_kind_that_is_not_there_is_told_by_file_line_and_field(
    folder: Path, text: str, told: str
) -> None:
    (problem,) = said(folder, text)
    assert problem.startswith("/people.toml:here: roles[")
    assert told in problem


def test_nobody_gives_a_role_that_reaches_further_in_some_room(folder: Path) -> None:
    (problem,) = said(folder, 'department_clerk.rooms.matters.kinds.hazard.scope = "jurisdiction"')
    assert "'department_leader' gives 'department_clerk', which reaches further than itself" in problem
    assert "(matters.hazard)" in problem
    assert "roles[" in problem
    assert ".appoints: " in problem


def test_an_administrator_sees_nothing_in_any_room(folder: Path) -> None:
    (problem,) = said(folder, 'auditor.rooms.matters.scope = "jurisdiction"')
    assert "the duty audit sees no matters and reads nobody's identity" in problem

"""A profile that gives warnings to nobody there is refused, with the line."""

from pathlib import Path
from typing import Any

import pytest

from sanling.domain.workflow.reading import drafts
from sanling.foundation.profile.registry import profile_by_code
from tests.profiles import told_of


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("unit:castle", "There is no unit 'castle'."),
        ("duty:king", "There is no duty 'king'."),
        ("me", "pattern"),
    ],
)
def test_who_answers_is_there(tmp_path: Path, settings: Any, said: str, told: str) -> None:
    refused = told_of(
        settings.PROFILES_ROOT, tmp_path, "warnings.toml", f'[responsible]\nplaces = ["{said}"]\n'
    )
    assert told in refused
    assert "warnings.toml:2" in refused


def test_in_xuchang_the_countys_office_keeps_the_ledger_and_guides() -> None:
    drawn = drafts(profile_by_code("xuchang").files("workflows"))
    (warning,) = (draft.definition() for draft in drawn if draft.definition().code == "warning")
    told = {action.code for action in warning.actions if "county:peace_officer" in action.notify}
    assert told == {"register", "rise", "rise_again", "lift"}
    (guided,) = (action for action in warning.actions if action.code == "supervise")
    assert (guided.name.zh, guided.sources) == ("督导指导", ("raised", "working", "worked_off"))

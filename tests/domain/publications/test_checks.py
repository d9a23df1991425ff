"""Whoever is to draft or publish is a role that there is, or the profile says where it isn't."""

from pathlib import Path
from typing import Any

import pytest

from tests.profiles import told_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('drafted_by = ["peace_officer"]', ""),
        ('drafted_by = ["king"]', "There is no role 'king'."),
        ('published_by = ["city_leader", "king"]', "There is no role 'king'."),
    ],
)
def test_roles_are_looked_at(tmp_path: Path, settings: Any, text: str, told: str) -> None:
    said = told_of(settings.PROFILES_ROOT, tmp_path, "publications.toml", f"{text}\n")
    assert (told in said) if told else not said

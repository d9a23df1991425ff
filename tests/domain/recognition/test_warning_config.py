"""A profile that gives warnings to nobody there is refused, with the line."""

from pathlib import Path
from typing import Any

import pytest

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

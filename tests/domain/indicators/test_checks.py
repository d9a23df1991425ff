"""What an indicator names that no room declares is told, with the line that says it."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from sanling.foundation.profile.registry import load_folder
from sanling.foundation.profile.source import ProfileError

TEXT = """
[[indicators]]
code = "own"
name = { zh = "率", en = "Rate" }
definition = { zh = "率", en = "Rate" }
stock = "judged"
numerator = "met"
denominator = "judged"
"""


def problems(tmp_path: Path, settings: Any, text: str) -> str:
    shutil.copytree(settings.PROFILES_ROOT, tmp_path / "profiles")
    folder = tmp_path / "profiles" / "zhengzhou"
    (folder / "indicators.toml").write_text(text, encoding="utf-8")
    try:
        load_folder(folder)
    except ProfileError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TEXT, ""),
        (TEXT.replace('stock = "judged"', 'stock = "castles"'), "There is no stock 'castles'."),
        (TEXT.replace('numerator = "met"', 'numerator = "metre"'), "There is no measure 'metre'."),
    ],
)
def test_indicators_are_looked_at_beside_what_rooms_count(
    tmp_path: Path, settings: Any, text: str, told: str
) -> None:
    said = problems(tmp_path, settings, text)
    assert (told in said) if told else not said

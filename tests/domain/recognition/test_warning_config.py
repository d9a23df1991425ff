"""A profile that gives warnings to nobody there is refused, with the line."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from sanling.foundation.profile.registry import load_folder
from sanling.foundation.profile.source import ProfileError


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("unit:castle", "There is no unit 'castle'."),
        ("duty:king", "There is no duty 'king'."),
        ("me", "pattern"),
    ],
)
def test_who_answers_is_there(tmp_path: Path, settings: Any, said: str, told: str) -> None:
    shutil.copytree(settings.PROFILES_ROOT, tmp_path / "profiles")
    folder = tmp_path / "profiles" / "zhengzhou"
    (folder / "warnings.toml").write_text(f'[responsible]\nplaces = ["{said}"]\n', encoding="utf-8")
    with pytest.raises(ProfileError) as refused:
        load_folder(folder)
    assert told in str(refused.value)
    assert "warnings.toml:2" in str(refused.value)

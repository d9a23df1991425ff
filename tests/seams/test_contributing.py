"""The page for newcomers shows the very files that the test room is made of."""

import re
from pathlib import Path

import pytest

PAGE = Path("CONTRIBUTING.md").read_text("utf-8")
SHOWN = re.findall(r"^`(tests/seams/\S+)`\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("path", "text"), SHOWN, ids=[path for path, _text in SHOWN])
def test_what_it_shows_is_what_is_installed(path: str, text: str) -> None:
    assert Path(path).read_text("utf-8") == text


def test_it_leaves_out_no_file_of_the_room() -> None:
    room = {
        path.as_posix()
        for folder in ("squares", "profile")
        for path in Path("tests/seams", folder).rglob("*.*")
        if path.suffix in {".py", ".toml"}
    }
    assert {path for path, _text in SHOWN} == room


def test_the_commands_it_names_are_made() -> None:
    made = set(re.findall(r"^([a-z0-9]+):", Path("Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"make ([a-z0-9]+)", PAGE)) <= made

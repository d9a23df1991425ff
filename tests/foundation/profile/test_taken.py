"""What runs works by the copy that was last taken of the profiles, and takes up another at its next request."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from sanling.foundation.profile import taken
from sanling.foundation.profile.kept import kept_with_profile
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import forget_profiles, installed_profiles, profile_by_code, take_up
from sanling.settings import PACKAGE

HEADS = "zhengzhou/profile.toml"


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Return a folder of profiles of which a copy was taken."""
    shutil.copytree(PACKAGE / "profiles", tmp_path / "profiles")
    settings.PROFILES_ROOT, settings.PROFILES_TAKEN = tmp_path / "profiles", tmp_path / "taken"
    assert taken.take()
    forget_profiles()
    yield tmp_path / "profiles"
    forget_profiles()


def area_code() -> str:
    return profile_by_code("zhengzhou").area_code


def say(root: Path, area: str) -> None:
    """Let Zhengzhou's phones have another area code."""
    head = root / HEADS
    lines = head.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("area_code")]
    head.write_text("\n".join([kept[0], f'area_code = "{area}"', *kept[1:]]), "utf-8")


def test_a_changed_folder_changes_nothing_until_it_is_taken_and_then_at_the_next_request(root: Path) -> None:
    before = profile_by_code("zhengzhou")
    say(root, "0999")
    take_up()
    assert profile_by_code("zhengzhou") is before
    assert taken.differs()
    assert taken.take()
    assert not taken.differs()
    assert area_code() == "0371"
    take_up()
    assert area_code() == "0999"


def test_the_same_folder_is_taken_once(root: Path) -> None:
    assert not taken.take()
    before = installed_profiles()
    take_up()
    assert installed_profiles() is before


def test_who_starts_while_the_folder_is_broken_works_by_the_copy(root: Path) -> None:
    (root / HEADS).write_text("code = ", "utf-8")
    forget_profiles()
    assert area_code() == "0371"


def test_a_copy_that_cannot_be_read_leaves_what_is_in_use_and_who_starts_reads_the_folder(root: Path) -> None:
    before = profile_by_code("zhengzhou")
    say(root, "0999")
    taken.take()
    (taken.folder_in_use() / HEADS).write_text("code = ", "utf-8")
    take_up()
    assert profile_by_code("zhengzhou") is before
    forget_profiles()
    assert area_code() == "0999"


def test_a_copy_of_another_folder_is_none_of_this_one(root: Path, settings: Settings) -> None:
    settings.PROFILES_ROOT = PACKAGE / "profiles"
    assert taken.folder_in_use() == PACKAGE / "profiles"


def test_only_the_copy_before_is_kept(root: Path, settings: Settings) -> None:
    for area in ("0111", "0222", "0333"):
        say(root, area)
        assert taken.take()
    assert len([path for path in settings.PROFILES_TAKEN.iterdir() if path.is_dir()]) == 2


def test_what_was_made_of_a_profile_goes_with_it(root: Path) -> None:
    made: list[str] = []

    @kept_with_profile
    def shout(profile: Profile, mark: str) -> str:
        made.append(mark)
        return profile.area_code + mark

    assert [shout(profile_by_code("zhengzhou"), mark) for mark in "!!?"] == ["0371!", "0371!", "0371?"]
    assert made == ["!", "?"]
    say(root, "0999")
    taken.take()
    take_up()
    assert shout(profile_by_code("zhengzhou"), "!") == "0999!"

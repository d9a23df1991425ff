"""A folder of profiles that tests may change, in use by this process."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from pytest_django import Settings

from sanling.foundation.profile.registry import forget_profiles, take_up
from sanling.foundation.profile.taken import take
from sanling.settings import PACKAGE

MEDIATION = '\n[clocks.mediation]\nwithin = "{days} d"\n'


def changeable(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Yield a copy of the shipped profiles that is taken up; what is written into it differs from what is in use."""
    shutil.copytree(PACKAGE / "profiles", tmp_path / "profiles")
    settings.PROFILES_ROOT, settings.PROFILES_TAKEN = tmp_path / "profiles", tmp_path / "taken"
    forget_profiles()
    take()
    take_up()
    yield tmp_path / "profiles"
    forget_profiles()


def say(root: Path, file: str, text: str) -> None:
    """Let a file of Zhengzhou's own say something more over the base."""
    path = root / "zhengzhou" / file
    path.parent.mkdir(exist_ok=True)
    shipped = PACKAGE / "profiles" / "zhengzhou" / file
    path.write_text((shipped.read_text("utf-8") if shipped.exists() else "") + text, "utf-8")


def shorten(root: Path, days: int = 20) -> None:
    """Let disputes be mediated within so many days."""
    say(root, "workflows/dispute.toml", MEDIATION.format(days=days))

"""What a profile says, value by value, with the workflows and holidays that it carries, and what differs of it."""

from collections.abc import Sequence
from pathlib import PurePath

from sanling.domain.workflow.reading import drafts
from sanling.foundation.holidays.schedules import FOLDER
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.profile.source import Source
from sanling.foundation.profile.taken import changed_files
from sanling.foundation.profile.values import Said, differences, values_of


def values_in(profile: Profile) -> dict[str, Said]:
    """Return each value of a profile by file and name, its workflows with all that they take over."""
    files: dict[str, Source] = {name: profile.source(name) for name in ("profile", *profile.parts)}
    files |= {
        f"workflows.{draft.source.path.stem}": draft.whole for draft in drafts(profile.files("workflows"))
    }
    files |= {f"{FOLDER}.{file.path.stem}": file for file in profile.files(FOLDER)}
    return {
        f"{file}.{name}": said for file, source in files.items() for name, said in values_of(source).items()
    }


def all_differences(profiles: Sequence[Profile]) -> list[tuple[str, str, str]]:
    """Return all that a folder's profiles say differently from those in use: name, what was, and what becomes of it.

    Tables, which have no values, and whatever else isn't read by names are told by the names of their files.
    """
    told = []
    for profile in profiles:
        before = values_in(profile_for(profile.city))
        of = f"{profile.code}: " if len(profiles) > 1 else ""
        for difference in differences(before, values_in(profile)):
            name, was, becomes = difference.row
            told.append((f"{of}{name}", was, becomes))
    tables = [name for name in changed_files() if PurePath(name).suffix != ".toml"]
    return [*told, *((name, "", "") for name in tables)]

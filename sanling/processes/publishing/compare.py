"""What a profile says, value by value, with the workflows and holidays that it carries."""

from sanling.domain.workflow.reading import drafts
from sanling.foundation.holidays.schedules import FOLDER
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import Source
from sanling.foundation.profile.values import Said, values_of


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

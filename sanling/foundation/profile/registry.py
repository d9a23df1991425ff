"""The profiles of this installation, and the parts that rooms have registered for them.

A room registers its part in its `AppConfig.ready`; profiles are read at the first use after that, once a
process.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from pydantic import BaseModel

from sanling.foundation.profile.early import HEAD_FILE, is_city
from sanling.foundation.profile.loader import HEAD, Profile, load
from sanling.foundation.profile.source import Problem, ProfileError

_parts: dict[str, type[BaseModel]] = {}
_folders: set[str] = set()


class UnknownProfileError(LookupError):
    """No profile of this installation has that code or city."""


def register_part(name: str, model: type[BaseModel]) -> None:
    """Have every profile's `<name>.toml` read as a model, which must forbid extra fields.

    Raises ValueError if taken.
    """
    if name == HEAD or _parts.get(name, model) is not model:
        raise ValueError(f"The profile part {name!r} is registered already.")
    if model.model_config.get("extra") != "forbid":
        raise ValueError(f"{model.__name__} must forbid extra fields: derive it from Part.")
    _parts[name] = model
    installed_profiles.cache_clear()


def register_folder(name: str) -> None:
    """Have the TOML files in every profile's folder `<name>/` read as raw data with their lines."""
    _folders.add(name)
    installed_profiles.cache_clear()


@lru_cache(maxsize=1)
def installed_profiles() -> dict[str, Profile]:
    """Return the profiles under `settings.PROFILES_ROOT` by code; raises ProfileError with all problems of
    all of them.
    """
    problems: list[Problem] = []
    found: dict[str, Profile] = {}
    cities: dict[str, Profile] = {}
    folders = sorted(path.parent for path in Path(settings.PROFILES_ROOT).glob(f"*/{HEAD_FILE}"))
    for folder in filter(is_city, folders):
        try:
            profile = load(folder, _parts, _folders)
        except ProfileError as error:
            problems += error.problems
            continue
        other = cities.setdefault(profile.city, profile)
        if other is not profile:
            message = f"The profile {other.code!r} is for this city already."
            problems.append(profile.source(HEAD).problem(("city",), message))
        found[profile.code] = profile
    if problems:
        # What is wrong in a base is wrong in each city that extends it, and said once.
        raise ProfileError(dict.fromkeys(problems))
    return found


def load_folder(folder: Path) -> Profile:
    """Return a profile that lies anywhere, with the parts of this installation; raises ProfileError."""
    return load(folder.resolve(), _parts, _folders)


def profile_by_code(code: str) -> Profile:
    """Return a profile by its folder's name; raises UnknownProfileError, which names those there are."""
    profiles = installed_profiles()
    if code not in profiles:
        raise UnknownProfileError(f"No profile {code!r}. There are: {', '.join(profiles) or 'none'}.")
    return profiles[code]


def profile_for(city: str) -> Profile:
    """Return the profile of the city that a division path belongs to (its first four digits count)."""
    for profile in installed_profiles().values():
        if profile.city == city[:4]:
            return profile
    raise UnknownProfileError(f"No profile is for the city {city[:4]!r}.")

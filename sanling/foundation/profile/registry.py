"""The profiles of this installation, and the parts that rooms have registered for them.

A room registers its part in its `AppConfig.ready`; profiles are read at the first use after that, and again when
`sanling city` has taken other ones (taken.py).
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from pydantic import BaseModel

from sanling.foundation.profile.early import HEAD_FILE, is_city
from sanling.foundation.profile.loader import HEAD, Profile, load
from sanling.foundation.profile.source import Problem, ProfileError
from sanling.foundation.profile.taken import Stamp, folder_in_use, stamp

log = logging.getLogger(__name__)
_parts: dict[str, type[BaseModel]] = {}
_folders: set[str] = set()
_checks: dict[Callable[[Profile], Iterable[Problem]], None] = {}


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
    forget_profiles()


def register_folder(name: str) -> None:
    """Have the TOML files in every profile's folder `<name>/` read as raw data with their lines."""
    _folders.add(name)
    forget_profiles()


def register_check(check: Callable[[Profile], Iterable[Problem]]) -> None:
    """Have every profile looked at as a whole too, once all of its parts can be read."""
    _checks[check] = None
    forget_profiles()


class Profiles(dict[str, Profile]):
    """Profiles by code, and by the city that each is for."""

    def __init__(self, found: Iterable[Profile]) -> None:
        """Keep them in their order."""
        super().__init__((profile.code, profile) for profile in found)
        self.of_city = {profile.city: profile for profile in self.values()}

    def of_code(self, code: str) -> Profile:
        """Return the profile of a folder's name; raises UnknownProfileError, which names those there are."""
        if code not in self:
            raise UnknownProfileError(f"No profile {code!r}. There are: {', '.join(self) or 'none'}.")
        return self[code]


class _InUse:
    """The profiles that this process works by, and of which copy they were read."""

    profiles: Profiles | None = None
    stamp: Stamp = None
    lock = threading.Lock()


def installed_profiles() -> Profiles:
    """Return the profiles that this process works by; raises ProfileError with all problems of all of them."""
    if _InUse.profiles is None:
        with _InUse.lock:
            if _InUse.profiles is None:
                _InUse.stamp, _InUse.profiles = stamp(), _read_in_use()
    return _InUse.profiles


def _read_in_use() -> Profiles:
    used, root = folder_in_use(), Path(settings.PROFILES_ROOT)
    try:
        return profiles_in(used)
    except ProfileError:
        if used == root:
            raise
        # Taken by a release that asked for less.
        log.exception("The copy in %s can't be used; the profiles are read from %s.", used, root)
        return profiles_in(root)


def take_up() -> None:
    """Work by the profiles as they were taken last; called before each request and each round of the worker.

    Without another copy it costs a look at one file. One that can't be read leaves those in use.
    """
    if _InUse.profiles is None or stamp() == _InUse.stamp:
        return
    with _InUse.lock:
        now = stamp()
        if now == _InUse.stamp:
            return
        try:
            _InUse.profiles = profiles_in(folder_in_use())
        except ProfileError:
            log.exception("The profiles that were taken can't be used; those before stay in use.")
        _InUse.stamp = now


def forget_profiles() -> None:
    """Have the profiles read anew at their next use."""
    _InUse.profiles = None


def profiles_in(root: Path) -> Profiles:
    """Return the profiles of the cities in a folder; raises ProfileError with all problems of all of them."""
    problems: list[Problem] = []
    found: list[Profile] = []
    folders = sorted(path.parent for path in root.glob(f"*/{HEAD_FILE}"))
    for folder in filter(is_city, folders):
        try:
            profile = _loaded(folder)
        except ProfileError as error:
            problems += error.problems
            continue
        problems += _taken(profile, found)
        found.append(profile)
    if problems:
        # What is wrong in a base is wrong in each city that extends it, and said once.
        raise ProfileError(dict.fromkeys(problems))
    return Profiles(found)


def _taken(profile: Profile, others: Iterable[Profile]) -> Iterator[Problem]:
    """Yield what would make two cities one: a code, the letters of numbers, a name to reach it by."""
    source = profile.source(HEAD)
    for other in others:
        if other.city == profile.city:
            yield source.problem(("city",), f"The profile {other.code!r} is for this city already.")
        if other.letters == profile.letters:
            yield source.problem(("letters",), f"The profile {other.code!r} has these letters already.")
        for host in profile.head.hosts:
            if host in other.head.hosts:
                yield source.problem(("hosts",), f"The profile {other.code!r} is reached by {host} already.")


def clashes(profile: Profile) -> list[Problem]:
    """Return what would make a profile one with another that lies beside it; what is broken there says so itself."""
    found: list[Problem] = []
    for folder in sorted(path.parent for path in profile.folder.parent.glob(f"*/{HEAD_FILE}")):
        if folder != profile.folder and is_city(folder):
            with suppress(ProfileError):
                found += _taken(profile, [load_folder(folder)])
    return found


def load_folder(folder: Path) -> Profile:
    """Return a profile that lies anywhere, with the parts of this installation; raises ProfileError."""
    return _loaded(folder.resolve())


def _loaded(folder: Path) -> Profile:
    profile = load(folder, _parts, _folders)
    problems = [problem for check in _checks for problem in check(profile)]
    if problems:
        raise ProfileError(problems)
    return profile


def profile_by_code(code: str) -> Profile:
    """Return a profile by its folder's name; raises UnknownProfileError, which names those there are."""
    return installed_profiles().of_code(code)


def profiles_within(city: str) -> list[Profile]:
    """Return the profile of a city or, for a province, its own and those of its cities."""
    return [profile for profile in installed_profiles().values() if profile.city.startswith(city)]


def profile_for(city: str) -> Profile:
    """Return the profile of the city that a division path belongs to (its first four digits count)."""
    try:
        return installed_profiles().of_city[city[:4]]
    except KeyError:
        raise UnknownProfileError(f"No profile is for the city {city[:4]!r}.") from None

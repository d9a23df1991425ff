"""Profiles that a test changes for a while."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sanling.domain.matters.config import CityApp
from sanling.domain.people.published import Published
from sanling.domain.people.roles import InRoom
from sanling.foundation.labels import Label
from sanling.foundation.profile import registry
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.source import ProfileError


@contextmanager
def working_by(changed: Profile) -> Iterator[None]:
    """Work by a profile in place of the installed one of its code."""
    before = registry.installed_profiles()
    held = registry._InUse
    held.profiles = registry.Profiles(
        [*(profile for profile in before.values() if profile.code != changed.code), changed]
    )
    try:
        yield
    finally:
        held.profiles = before


@contextmanager
def differing(rooms: Mapping[str, Mapping[str, Any]]) -> Iterator[None]:
    """Have roles of Zhengzhou differ by room, each as a profile says it under ``rooms``."""
    profile = registry.profile_by_code("zhengzhou")
    people = profile.part("people")
    roles = tuple(
        role.model_copy(
            update={"rooms": {room: InRoom.model_validate(said) for room, said in rooms[role.code].items()}}
        )
        if role.code in rooms
        else role
        for role in people.roles
    )
    parts = {**profile.parts, "people": people.model_copy(update={"roles": roles})}
    with working_by(replace(profile, parts=parts, made={})):
        yield


@contextmanager
def publishing(**said: Any) -> Iterator[None]:
    """Have the directory of Zhengzhou say this besides what it says."""
    profile = registry.profile_by_code("zhengzhou")
    people = profile.part("people")
    directory = Published.model_validate(people.directory.model_dump() | said)
    parts = {**profile.parts, "people": people.model_copy(update={"directory": directory})}
    with working_by(replace(profile, parts=parts, made={})):
        yield


@contextmanager
def with_apps(
    *codes: str, phones: bool = True, city: str = "zhengzhou", called: str = "云海通"
) -> Iterator[None]:
    """Let a city have apps that send residents, 云海通 unless others are named."""
    profile = registry.profile_by_code(city)
    name = Label(zh=called, en="Yunhai")
    apps = tuple(CityApp(code=code, name=name, phones=phones) for code in codes or ("yunhai",))
    parts = {**profile.parts, "matters": profile.part("matters").model_copy(update={"apps": apps})}
    with working_by(replace(profile, parts=parts, made={})):
        yield


def told_of(profiles: Path, folder: Path, file: str, text: str) -> str:
    """Return what is told of Zhengzhou's profile where a file of it says this; "" where nothing is wrong.

    ``profiles`` are copied into ``folder`` first.
    """
    shutil.copytree(profiles, folder / "profiles")
    own = folder / "profiles" / "zhengzhou"
    (own / file).write_text(text, encoding="utf-8")
    try:
        registry.load_folder(own)
    except ProfileError as error:
        return str(error)
    return ""

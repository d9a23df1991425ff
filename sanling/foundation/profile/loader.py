"""Reads a city's profile: a folder of TOML files, each checked against the type that a room has registered
for it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

from sanling.foundation.labels import Label
from sanling.foundation.profile.allowed import allowed_values, field_names
from sanling.foundation.profile.early import DEFAULT_LEVEL
from sanling.foundation.profile.source import Part, Problem, ProfileError, Source

HEAD = "profile"
M = TypeVar("M", bound=BaseModel)


class Limits(Part):
    """Limits of one city that may differ from the product's."""

    reports_an_hour_by_address: Annotated[int, Field(ge=1, le=10_000)] = 30
    reports_a_day_by_phone: Annotated[int, Field(ge=1, le=1_000)] = 20
    reports_an_hour_by_code_point: Annotated[int, Field(ge=1, le=10_000)] = 60
    pictures_a_report: Annotated[int, Field(ge=0, le=12)] = 6


class Head(Part):
    """The file `profile.toml`: which city this is."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,30}$")]
    city: Annotated[str, Field(pattern=r"^[1-9][0-9]{3}$")]
    letters: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]
    name: Label
    language: Annotated[str, Field(pattern=r"^(zh-hans|en)$")] = "zh-hans"
    # Of the graded protection scheme; the settings read it first (early.py).
    protection_level: Annotated[int, Field(ge=2, le=4)] = DEFAULT_LEVEL
    limits: Limits = Limits()


@dataclass(frozen=True)
class Profile:
    """A city's profile as loaded: its head, its parts by name, and the raw files of its folders."""

    head: Head
    folder: Path
    parts: Mapping[str, BaseModel]
    sources: Mapping[str, Source] = field(repr=False)
    folders: Mapping[str, tuple[Source, ...]] = field(repr=False)

    @property
    def code(self) -> str:
        """Return the folder's name, such as "zhengzhou"."""
        return self.head.code

    @property
    def city(self) -> str:
        """Return the first four digits of the city's division paths, such as "4101"."""
        return self.head.city

    @property
    def letters(self) -> str:
        """Return the letters that matter numbers begin with, such as "ZZ"."""
        return self.head.letters

    @property
    def name(self) -> Label:
        """Return the city's name."""
        return self.head.name

    @property
    def limits(self) -> Limits:
        """Return the city's limits on public reports."""
        return self.head.limits

    def part(self, name: str) -> Any:
        """Return a part as the model that was registered under its name; raises KeyError for one that was
        not.
        """
        return self.parts[name]

    def source(self, name: str) -> Source:
        """Return the file of a part, to name file and line in a room's own checks."""
        return self.sources[name]

    def files(self, folder: str) -> tuple[Source, ...]:
        """Return the raw TOML files of a registered folder such as "workflows", by file name."""
        return self.folders[folder]


def load(folder: Path, parts: Mapping[str, type[BaseModel]], folders: Collection[str] = ()) -> Profile:
    """Load a profile folder with the parts and folders that rooms have registered.

    A part whose file is left out must do with its defaults. Raises ProfileError, which lists every problem
    of every file.
    """
    problems: list[Problem] = _unread(folder, parts, folders)
    sources: dict[str, Source] = {}
    models: dict[str, BaseModel] = {}
    kinds: dict[str, type[BaseModel]] = {HEAD: Head, **parts}
    for name, model in kinds.items():
        try:
            sources[name] = _source(folder / f"{name}.toml")
            models[name] = check(sources[name], model)
        except ProfileError as error:
            problems += error.problems
    raw: dict[str, tuple[Source, ...]] = {}
    for name in folders:
        try:
            raw[name] = tuple(Source.read(path) for path in sorted((folder / name).glob("*.toml")))
        except ProfileError as error:
            problems += error.problems
    head = models.pop(HEAD, None)
    if isinstance(head, Head) and head.code != folder.name:
        message = f"The code is not the name of the folder, {folder.name!r}."
        problems.append(sources[HEAD].problem(("code",), message, allowed=[folder.name]))
    if problems or not isinstance(head, Head):
        raise ProfileError(problems)
    return Profile(head, folder, models, sources, raw)


def check(source: Source, model: type[M]) -> M:
    """Return a file's data as a model; raises ProfileError with file, line, field and allowed values of each
    problem.
    """
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise ProfileError(_problem(source, model, dict(one)) for one in error.errors()) from None


def _source(path: Path) -> Source:
    return Source.read(path) if path.exists() else Source.absent(path)


def _problem(source: Source, model: type[BaseModel], error: dict[str, Any]) -> Problem:
    loc, kind = error["loc"], error["type"]
    if kind == "extra_forbidden":
        return source.problem(loc, "There is no such field.", allowed=field_names(model, loc[:-1]))
    message = error["msg"].removeprefix("Value error, ").rstrip(".")
    if kind == "missing" and not source.path.exists():
        message = "Field required, and the file is missing"
    return source.problem(loc, f"{message}.", allowed=allowed_values(model, loc))


def _unread(folder: Path, parts: Mapping[str, object], folders: Collection[str]) -> list[Problem]:
    """Return a problem for every TOML file that nothing would read, such as one with a misspelt name."""
    names = [f"{name}.toml" for name in (HEAD, *parts)]
    places = [f"{name}/*.toml" for name in folders]
    problems = []
    for path in sorted(folder.rglob("*.toml")):
        inside = path.relative_to(folder)
        is_read = str(inside) in names or (len(inside.parts) == 2 and inside.parts[0] in folders)
        if not is_read:
            problems.append(Problem(path, 1, "", "Nothing reads this file.", (*names, *places)))
    return problems

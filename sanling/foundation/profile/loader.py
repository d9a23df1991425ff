"""Reads a city's profile: a folder of TOML files, each checked against the type that a room has registered
for it.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

from sanling.foundation.labels import Label
from sanling.foundation.profile.allowed import allowed_values, field_names
from sanling.foundation.profile.early import DEFAULT_LEVEL, HEAD_FILE, SHIPPED, lineage
from sanling.foundation.profile.layers import overlay
from sanling.foundation.profile.source import Part, Problem, ProfileError, Source

HEAD = "profile"
M = TypeVar("M", bound=BaseModel)


class Limits(Part):
    """Limits of one city that may differ from the product's."""

    reports_an_hour_by_address: Annotated[int, Field(ge=1, le=10_000)] = 30
    reports_a_day_by_phone: Annotated[int, Field(ge=1, le=1_000)] = 20
    reports_an_hour_by_code_point: Annotated[int, Field(ge=1, le=10_000)] = 60
    # Of one member of the staff: 10,000 phones behind one mask take seven weeks.
    phones_sought_a_day: Annotated[int, Field(ge=1, le=1_000)] = 200
    pictures_a_report: Annotated[int, Field(ge=0, le=12)] = 6


class ProfileHead(Part):
    """The file `profile.toml`: which city this is."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,30}$")]
    # The first four digits of its division paths; of a province, which sees its cities, the first two.
    city: Annotated[str, Field(pattern=r"^[1-9][0-9]([0-9]{2})?$")]
    letters: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]
    # Of phone numbers that are written without one; a city whose parts have several names none.
    area_code: Annotated[str, Field(pattern=r"^(0[1-9][0-9]{1,2})?$")] = ""
    name: Label
    language: Annotated[str, Field(pattern=r"^(zh-hans|en)$")] = "zh-hans"
    # Of the graded protection scheme; the settings read it first (early.py).
    protection_level: Annotated[int, Field(ge=2, le=4)] = DEFAULT_LEVEL
    # What an installation is of that names no city (supervisor/cities.py).
    default: bool = False
    # Under which names residents reach it, where an installation serves several cities.
    hosts: tuple[Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", max_length=253)], ...] = ()
    # The profile that this one says the differences from (layers.py).
    extends: str = ""
    limits: Limits = Limits()


@dataclass(frozen=True)
class Profile:
    """A city's profile as loaded: its head, its parts by name, and the raw files of its folders."""

    head: ProfileHead
    folder: Path
    parts: Mapping[str, BaseModel]
    sources: Mapping[str, Source] = field(repr=False)
    folders: Mapping[str, tuple[Source, ...]] = field(repr=False)
    # What was made of it and goes with it (kept.py).
    made: dict[Hashable, object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def code(self) -> str:
        """Return the folder's name, such as "zhengzhou"."""
        return self.head.code

    @property
    def city(self) -> str:
        """Return the first four digits of the city's division paths, such as "4101"; of a province, two."""
        return self.head.city

    @property
    def is_province(self) -> bool:
        """Tell whether it is for the offices above several cities; residents speak to these."""
        return len(self.city) == 2

    @property
    def letters(self) -> str:
        """Return the letters that matter numbers begin with, such as "ZZ"."""
        return self.head.letters

    @property
    def area_code(self) -> str:
        """Return the area code of the city's phones, such as "0371", or nothing."""
        return self.head.area_code

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
    """Load a profile folder, laid over those that it extends, with the parts and folders that rooms have registered.

    A part whose file is left out must do with its defaults. Raises ProfileError, which lists every problem
    of every file.
    """
    layers = lineage(folder)
    if unclear := list(_unclear(layers)):
        raise ProfileError(unclear)
    problems: list[Problem] = [problem for layer in layers for problem in _unread(layer, parts, folders)]
    sources: dict[str, Source] = {}
    models: dict[str, BaseModel] = {}
    kinds: dict[str, type[BaseModel]] = {HEAD: ProfileHead, **parts}
    for name, model in kinds.items():
        try:
            sources[name] = _part(layers, f"{name}.toml")
            models[name] = check(sources[name], model)
        except ProfileError as error:
            problems += error.problems
    raw: dict[str, tuple[Source, ...]] = {}
    for name in folders:
        try:
            names = sorted({path.name for layer in layers for path in (layer / name).glob("*.toml")})
            raw[name] = tuple(_layered(layers, f"{name}/{file}") for file in names)
        except ProfileError as error:
            problems += error.problems
    head = models.pop(HEAD, None)
    if isinstance(head, ProfileHead):
        problems += _misnamed(head, folder)
    if problems or not isinstance(head, ProfileHead):
        raise ProfileError(problems)
    return Profile(head, folder, models, sources, raw)


def _layered(layers: Sequence[Path], file: str) -> Source:
    """Return a file of a profile, laid over the same one of each folder that it extends."""
    found = [Source.read(layer / file) for layer in reversed(layers) if (layer / file).exists()]
    return reduce(overlay, found) if found else Source.absent(layers[0] / file)


def _part(layers: Sequence[Path], file: str) -> Source:
    """Return the file of a part; where the profile itself leaves it out, what is missing from it is still its own."""
    found = _layered(layers, file)
    own = layers[0] / file
    return found if own.exists() else overlay(found, Source.absent(own))


def _unclear(layers: Sequence[Path]) -> Iterator[Problem]:
    """Yield why it can't be told which folders a profile is layered of; what is missing otherwise may stand there."""
    *heirs, last = layers
    for layer in layers:
        try:
            head = _layered([layer], HEAD_FILE)
        except ProfileError as error:
            yield from error.problems
            continue
        if not isinstance(head.data.get("extends", ""), str):
            yield head.problem(("extends",), "Input should be a valid string.")
    if not heirs:
        return
    heir = Source.read(heirs[-1] / HEAD_FILE)
    if last in heirs:
        yield heir.problem(("extends",), "The profile extends itself.")
    elif not (last / HEAD_FILE).exists():
        roots = (layers[0].parent, SHIPPED)
        known = sorted({path.parent.name for root in roots for path in root.glob(f"*/{HEAD_FILE}")})
        yield heir.problem(("extends",), "There is no such profile.", allowed=known)


def _misnamed(head: ProfileHead, folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with a profile's own name."""
    if head.code != folder.name:
        message = f"The code is not the name of the folder, {folder.name!r}."
        yield Source.read(folder / HEAD_FILE).problem(("code",), message, allowed=[folder.name])


def check(source: Source, model: type[M]) -> M:
    """Return a file's data as a model; raises ProfileError with file, line, field and allowed values of each
    problem.
    """
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise ProfileError(_problem(source, model, dict(fault)) for fault in error.errors()) from None


def _problem(source: Source, model: type[BaseModel], error: dict[str, Any]) -> Problem:
    loc, kind = error["loc"], error["type"]
    if kind == "extra_forbidden":
        return source.problem(loc, "There is no such field.", allowed=field_names(model, loc[:-1]))
    message = error["msg"].removeprefix("Value error, ").rstrip(".")
    if kind == "missing" and not source.path.exists():
        message = "Field required, and the file is missing"
    return source.problem(loc, f"{message}.", allowed=allowed_values(model, loc))


def _unread(folder: Path, parts: Mapping[str, object], folders: Collection[str]) -> list[Problem]:
    """Return a problem for every TOML file that nothing would read, as one with a misspelt name, or no folder."""
    names = [f"{name}.toml" for name in (HEAD, *parts)]
    places = [f"{name}/*.toml" for name in folders]
    files = (folder / name for name in folders if (folder / name).is_file())
    problems = [Problem(path, 1, "", "This is no folder.") for path in files]
    # Also what a keyboard or an editor made of the ending: "2027.TOML", "2027.toml.txt".
    found = [path for path in folder.rglob("*") if path.name.casefold().endswith((".toml", ".toml.txt"))]
    for path in sorted(found):
        inside = path.relative_to(folder)
        in_folder = len(inside.parts) == 2 and inside.parts[0] in folders and path.suffix == ".toml"
        is_read = str(inside) in names or in_folder
        if not is_read:
            problems.append(Problem(path, 1, "", "Nothing reads this file.", (*names, *places)))
    return problems

"""The territory's part of a city's profile: data files, management divisions, re-hung streets, English names."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sanling.domain.territory.rules import Level
from sanling.foundation import text
from sanling.foundation.datum import Datum
from sanling.foundation.labels import Label, Wording
from sanling.foundation.profile.kept import kept_with_profile
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.profile.source import Day, Part

LevelName = Literal["province", "city", "county", "township", "village", "grid", "micro_grid"]
CountyPath = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
TownshipPath = Annotated[str, StringConstraints(pattern=r"^[0-9]{9}$")]
FileName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+\.[a-z]+$")]


def level_named(name: LevelName) -> Level:
    """Return the level that profile data calls by this name."""
    return Level[name.upper()]


class ManagementDivision(Part):
    """A division that governs without a statistical code of its own."""

    path: CountyPath
    name: Label
    valid_from: Day


class Rehang(Part):
    """A township that another county governs than the one its official code names."""

    official_code: TownshipPath
    path: TownshipPath


class Piece(Part):
    """The side of a county's outline that a zone without an outline takes for demonstration."""

    county: CountyPath
    side: Literal["north", "east", "south", "west"]


class Zone(Part):
    """A county-level division without an outline; each county gives ground for the townships it has in it."""

    path: CountyPath
    pieces: Annotated[tuple[Piece, ...], Field(min_length=1)]


class Suffix(Part):
    """How the last part of a division's name is said in English."""

    zh: Wording
    en: Wording


class TerritoryPart(Part):
    """The file ``territory.toml``."""

    divisions: FileName
    # A province, whose outlines are its cities', has none.
    boundaries: FileName | None = None
    boundary_source: str = ""
    # What the outlines, and so all points of the city, are measured in.
    datum: Datum
    as_of: Day
    management: tuple[ManagementDivision, ...] = ()
    rehang: tuple[Rehang, ...] = ()
    zones: tuple[Zone, ...] = ()
    # Counties that the file of outlines draws under other codes, or in parts.
    outlines: Mapping[CountyPath, Annotated[tuple[CountyPath, ...], Field(min_length=1)]] = Field(
        default_factory=dict
    )
    english: Mapping[Annotated[str, StringConstraints(pattern=r"^[0-9]{2,12}$")], Wording] = Field(
        default_factory=dict
    )
    suffixes: tuple[Suffix, ...] = ()

    @model_validator(mode="after")
    def paths_are_distinct(self) -> Self:
        """Refuse two townships at one path, or a street hung under a county that the profile doesn't make."""
        made = {division.path for division in self.management}
        paths = [row.path for row in self.rehang]
        if len(set(paths)) < len(paths) or len({row.official_code for row in self.rehang}) < len(paths):
            raise ValueError("rehang names an official code or a path twice")
        strays = sorted({path[: Level.COUNTY] for path in paths} - made)
        if strays:
            raise ValueError(f"rehang uses counties that management doesn't make: {', '.join(strays)}")
        return self

    @property
    def new_paths(self) -> dict[str, str]:
        """Paths of the re-hung townships by official code."""
        return {row.official_code: row.path for row in self.rehang}

    def path_of(self, code: str) -> str:
        """Return the management path of a statistical code; a village follows its township."""
        township = self.new_paths.get(code[: Level.TOWNSHIP])
        return code if township is None else township + code[Level.TOWNSHIP :]

    def english_name(self, path: str, name: str) -> str:
        """Return a division's English name: given, or romanised with its kind translated."""
        if path in self.english:
            return self.english[path]
        for suffix in self.suffixes:
            stem = name.removesuffix(suffix.zh)
            if stem and stem != name:
                return f"{text.pinyin(stem).full.capitalize()} {suffix.en}"
        return text.pinyin(name).full.capitalize()


def english_name(path: str, name: str) -> str:
    """Return a division's English name by the profile of its city."""
    return _english_name(profile_for(path), path, name)


@kept_with_profile
def _english_name(profile: Profile, path: str, name: str) -> str:
    part: TerritoryPart = profile.part("territory")
    return part.english_name(path, name)

"""A profile's folder laid over those that it extends, and what is said where these can't be told."""

from pathlib import Path

import pytest

from sanling.foundation.profile.early import SHIPPED, lineage, protection_level
from sanling.foundation.profile.loader import Profile, load
from sanling.foundation.profile.source import Part, ProfileError


class Swatch(Part):
    code: str
    weight: int


class Palette(Part):
    swatches: tuple[Swatch, ...] = ()


HEAD = 'code = "{0}"\nextends = "{1}"\ncity = "4101"\nletters = "TC"\nname = {{ zh = "市", en = "City" }}\n'


class Asked(Part):
    ink: str


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Return the folder of a city that extends "province", which extends "nation"."""
    for code, head in {
        "nation": 'code = "nation"\nprotection_level = 3\n[limits]\npictures_a_report = 3\n',
        "province": 'code = "province"\nextends = "nation"\n',
        "town": HEAD.format("town", "province"),
    }.items():
        (tmp_path / code / "flows").mkdir(parents=True)
        (tmp_path / code / "profile.toml").write_text(head)
    (tmp_path / "nation" / "palette.toml").write_text('[[swatches]]\ncode = "sky"\nweight = 1\n')
    return tmp_path / "town"


def test_a_profile_is_laid_over_all_that_it_extends(city: Path) -> None:
    (city.parent / "nation" / "flows" / "a.toml").write_text('code = "a"\n[states]\nnew = { next = 1 }\n')
    (city.parent / "province" / "flows" / "b.toml").write_text('code = "b"\n')
    (city / "flows" / "a.toml").write_text("[states.new]\nnext = 2\n")
    (city / "palette.toml").write_text("[swatches.sky]\nweight = 2\n")
    profile: Profile = load(city, {"palette": Palette}, ["flows"])
    assert profile.part("palette").swatches == (Swatch(code="sky", weight=2),)
    assert profile.limits.pictures_a_report == 3
    assert protection_level(city) == 3
    first, second = profile.files("flows")
    assert first.data == {"code": "a", "states": {"new": {"next": 2}}}
    assert second.path == city.parent / "province" / "flows" / "b.toml"


def test_a_mistake_is_told_by_the_file_and_line_that_make_it_through_two_layers(city: Path) -> None:
    (city.parent / "province" / "palette.toml").write_text("\n\n[swatches.sky]\nweight = 'heavy'\n")
    (city / "palette.toml").write_text("[swatches.sea]\nweihgt = 1\n")
    with pytest.raises(ProfileError) as caught:
        load(city, {"palette": Palette}, ["flows"])
    found = [str(problem).removeprefix(f"{city.parent}/") for problem in caught.value.problems]
    assert found[0].startswith("province/palette.toml:4: swatches[0].weight: Input should be a valid integer")
    assert found[1].startswith("town/palette.toml:1: swatches[1].weight: Field required")
    assert found[2].startswith("town/palette.toml:2: swatches[1].weihgt: There is no such field.")


def test_what_a_city_leaves_out_is_missing_from_its_own_file_and_not_from_the_base(city: Path) -> None:
    (city.parent / "nation" / "palette.toml").write_text("")
    with pytest.raises(ProfileError) as caught:
        load(city, {"palette": Asked}, ["flows"])
    assert [str(problem).removeprefix(f"{city.parent}/") for problem in caught.value.problems] == [
        "town/palette.toml:1: ink: Field required, and the file is missing."
    ]


def test_what_is_not_beside_a_profile_is_extended_as_shipped(city: Path) -> None:
    (city / "profile.toml").write_text(HEAD.format("town", "national"))
    assert lineage(city) == (city, SHIPPED / "national")
    (city.parent / "national").mkdir()
    (city.parent / "national" / "profile.toml").write_text('code = "national"\n')
    assert lineage(city) == (city, city.parent / "national")


def test_a_base_that_is_missing_or_extends_its_heir_is_refused(city: Path) -> None:
    (city.parent / "province" / "profile.toml").write_text('code = "province"\nextends = "empire"\n')
    with pytest.raises(
        ProfileError,
        match=r"province/profile\.toml:2: extends: There is no such profile\. \(allowed: .*\bnation\b",
    ):
        load(city, {})
    (city.parent / "province" / "profile.toml").write_text('code = "province"\nextends = "town"\n')
    with pytest.raises(ProfileError, match="The profile extends itself"):
        load(city, {})


@pytest.mark.parametrize("way", ["..", ".", "/", "../nation", "nation/", "/etc", "no/such", "", "\\u0000"])
def test_a_base_is_named_and_never_the_way_to_a_folder(city: Path, way: str) -> None:
    (city.parent / "province" / "profile.toml").write_text(f'code = "province"\nextends = "{way}"\n')
    if not way:
        assert lineage(city) == (city, city.parent / "province")
        return
    with pytest.raises(ProfileError) as caught:
        load(city, {})
    (problem,) = map(str, caught.value.problems)
    why = "This holds characters" if way == r"\u0000" else "There is no such profile. (allowed: "
    assert f"province/profile.toml:2: extends: {why}" in problem


@pytest.mark.parametrize(
    ("folder", "head"),
    [
        ("town", b'code = "town"\ncode = "town"\n'),
        ("town", '名 = "市"\n'.encode("gb18030")),
        ("town", b"code = " + b"9" * 5000),
        ("town", b'code = "town"\nextends = ["province"]\n'),
        ("province", b"extends = 1\n"),
        ("nation", b"["),
        ("nation", b"\x00"),
    ],
)
def test_a_head_that_leaves_the_base_unclear_is_the_one_thing_told(
    city: Path, folder: str, head: bytes
) -> None:
    """Not what the base would have said."""
    (city.parent / folder / "profile.toml").write_bytes(head)
    (city.parent / "nation" / "palette.toml").write_text('ink = "blue"\n')
    with pytest.raises(ProfileError) as caught:
        load(city, {"palette": Asked}, ["flows"])
    (problem,) = caught.value.problems
    assert problem.path == city.parent / folder / "profile.toml"


def test_a_file_in_the_place_of_a_folder_is_told(city: Path) -> None:
    (city / "flows").rmdir()
    (city / "flows").touch()
    with pytest.raises(ProfileError, match=r"town/flows:1: This is no folder\."):
        load(city, {}, ["flows"])

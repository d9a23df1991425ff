"""A profile's errors name file, line, field and the allowed values; a good profile is found by code and city."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Literal

import pytest
from django.utils.translation import override
from pydantic import BaseModel, model_validator
from pytest_django import Settings

from sanling.foundation.labels import Label
from sanling.foundation.profile import registry
from sanling.foundation.profile.checks import check_profiles
from sanling.foundation.profile.loader import Profile, load
from sanling.foundation.profile.registry import UnknownProfileError, register_part
from sanling.foundation.profile.source import Part, ProfileError, Source

HEAD = """code = "testcity"
city = "4101"
letters = "TC"
name = { zh = "测试市", en = "Test City" }
"""


class Colour(StrEnum):
    BLUE = "blue"
    RED = "red"


class Swatch(Part):
    colour: Colour
    weight: int = 1
    label: Label | None = None


class Palette(Part):
    mode: Literal["plain", "rich"] = "plain"
    shown: bool = True
    swatches: list[Swatch] = []
    named: dict[str, Swatch] = {}

    @model_validator(mode="after")
    def at_most_two(self) -> "Palette":
        if len(self.swatches) > 2:
            raise ValueError("There are more than two swatches.")
        return self


class Strict(Part):
    owner: str


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "testcity"
    folder.mkdir()
    (folder / "profile.toml").write_text(HEAD)
    return folder


def problems(folder: Path, palette: str) -> list[str]:
    (folder / "palette.toml").write_text(palette)
    with pytest.raises(ProfileError) as caught:
        load(folder, {"palette": Palette})
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def test_a_profile_gives_its_head_its_parts_and_its_labels(folder: Path) -> None:
    (folder / "palette.toml").write_text('[[swatches]]\ncolour = "red"\n')
    profile = load(folder, {"palette": Palette})
    assert (profile.code, profile.city, profile.letters) == ("testcity", "4101", "TC")
    assert profile.part("palette").swatches == [Swatch(colour=Colour.RED)]
    assert profile.source("palette").position_of(("swatches", 0, "colour")).line == 2
    with override("en"):
        assert str(profile.name) == "Test City"


def test_a_wrong_value_names_file_line_field_and_the_allowed_values(folder: Path) -> None:
    found = problems(folder, '\n[[swatches]]\nweight = 2\ncolour = "green"\n')
    assert found == [
        "palette.toml:4: swatches[0].colour: Input should be 'blue' or 'red'. (allowed: blue, red)",
    ]


def test_a_choice_a_switch_and_a_named_table_name_what_they_allow(folder: Path) -> None:
    found = problems(folder, 'mode = "bare"\nshown = 7\n[named.sky]\ncolour = "grey"\n')
    assert found[0].startswith("palette.toml:1: mode: ")
    assert found[0].endswith("(allowed: plain, rich)")
    assert found[1].startswith("palette.toml:2: shown: ")
    assert found[1].endswith("(allowed: true, false)")
    assert found[2].startswith("palette.toml:4: named.sky.colour: ")


def test_an_unknown_field_names_the_fields_there_are(folder: Path) -> None:
    found = problems(
        folder, 'mode = "rich"\nswatches = [\n  { colour = "red" },\n  { colour = "red", wieght = 2 },\n]\n'
    )
    assert found == [
        "palette.toml:4: swatches[1].wieght: There is no such field. (allowed: colour, weight, label)",
    ]


def test_a_missing_field_is_reported_at_the_header_of_its_table(folder: Path) -> None:
    found = problems(folder, '[[swatches]]\ncolour = "red"\n\n[[swatches]]\nweight = 1\n')
    assert found == ["palette.toml:4: swatches[1].colour: Field required. (allowed: blue, red)"]


def test_a_label_that_lacks_a_language_is_reported_where_it_stands(folder: Path) -> None:
    found = problems(folder, '[[swatches]]\ncolour = "red"\nlabel = { zh = "红" }\n')
    assert found == ["palette.toml:3: swatches[0].label.en: Field required."]


def test_a_rule_of_the_whole_file_is_reported_in_its_own_words(folder: Path) -> None:
    found = problems(folder, '[[swatches]]\ncolour = "red"\n' * 3)
    assert found == ["palette.toml:1: There are more than two swatches."]


def test_text_that_is_not_toml_is_reported_with_its_line(folder: Path) -> None:
    assert problems(folder, 'mode = "rich"\n\nshown = yes\n')[0].startswith(
        "palette.toml:3: This is not TOML: "
    )
    assert problems(folder, "[[swatches]]\ncolour =")[0].startswith("palette.toml:2: This is not TOML: ")
    assert problems(folder, f"deep = {'[' * 3000}{']' * 3000}") == [
        "palette.toml:1: This is nested too deeply."
    ]


@pytest.mark.parametrize("unseen", [r"\u0000", r"\u202E", "\u200b", r"\u0007"])
def test_what_can_not_be_seen_is_reported_with_its_line(folder: Path, unseen: str) -> None:
    told = "This holds characters that can't be seen, as NUL or U+202E."
    assert problems(folder, f'mode = "rich"\nnames = ["a", "b{unseen}"]\n') == [
        f"palette.toml:2: names[1]: {told}"
    ]


def test_a_label_of_blanks_alone_is_reported(folder: Path) -> None:
    (folder / "profile.toml").write_text(HEAD.replace("测试市", "\u3164"))
    with pytest.raises(ProfileError, match=r"profile\.toml:\d+: name\.zh: Give a text that can be seen\."):
        load(folder, {})


def test_text_that_is_not_utf8_is_reported_with_its_line(folder: Path) -> None:
    (folder / "palette.toml").write_bytes("shown = true\n# 金水区\n".encode("gb18030"))
    with pytest.raises(ProfileError, match=r"palette\.toml:2: The file is not UTF-8"):
        load(folder, {"palette": Palette})


def test_a_mark_that_an_editor_put_before_the_text_is_passed_over(folder: Path) -> None:
    (folder / "palette.toml").write_text('mode = "rich"\nshown = 3\n', encoding="utf-8-sig")
    with pytest.raises(ProfileError, match=r"palette\.toml:2: shown: "):
        load(folder, {"palette": Palette})


def test_lines_are_right_in_a_file_from_windows(folder: Path) -> None:
    found = problems(folder, 'mode = "rich"\r\n\r\nshown = 3\r\n')
    assert found[0].startswith("palette.toml:3: shown: ")


def test_all_problems_of_all_files_are_reported_at_once(folder: Path) -> None:
    (folder / "profile.toml").write_text(HEAD.replace("TC", "tc").replace("testcity", "other"))
    (folder / "palette.toml").write_text("shown = 3\n")
    (folder / "palete.toml").write_text("")
    with pytest.raises(ProfileError) as caught:
        load(folder, {"palette": Palette, "strict": Strict})
    text = str(caught.value)
    assert "profile.toml:3: letters: " in text
    assert "palette.toml:1: shown: " in text
    assert "strict.toml:1: owner: Field required, and the file is missing." in text
    assert (
        "palete.toml:1: Nothing reads this file. (allowed: profile.toml, palette.toml, strict.toml)" in text
    )


@pytest.mark.parametrize("name", ["a.TOML", "a.Toml", "a.toml.txt"])
def test_a_file_whose_ending_is_not_quite_toml_is_told(folder: Path, name: str) -> None:
    (folder / "workflows").mkdir()
    (folder / "workflows" / name).write_text("")
    with pytest.raises(ProfileError, match=rf"{name}:1: Nothing reads this file"):
        load(folder, {"palette": Palette, "strict": Strict}, ["workflows"])


def test_a_code_that_is_not_the_folders_name_is_refused(folder: Path) -> None:
    (folder / "profile.toml").write_text(HEAD.replace("testcity", "other"))
    with pytest.raises(ProfileError, match=r"profile\.toml:1: code: .*allowed: testcity"):
        load(folder, {})


def test_the_files_of_a_folder_are_handed_on_raw_with_their_lines(folder: Path) -> None:
    (folder / "workflows").mkdir()
    (folder / "workflows" / "dispute.toml").write_text('code = "dispute"\n[[states]]\ncode = "new"\n')
    (folder / "workflows" / "a.toml").write_text("")
    first, second = load(folder, {}, ["workflows"]).files("workflows")
    assert [first.path.name, second.path.name] == ["a.toml", "dispute.toml"]
    assert second.data["states"] == [{"code": "new"}]
    found = second.problem(("states", 0, "code"), "No.", allowed=["old"])
    assert str(found) == f"{second.path}:3: states[0].code: No. (allowed: old)"


def test_a_place_that_is_not_in_the_file_is_on_the_line_of_what_holds_it(folder: Path) -> None:
    source = Source.read(folder / "profile.toml")
    assert source.position_of(("name", "de")).line == 4
    assert source.position_of(("union-tag", "name", "en")).line == 4
    assert source.position_of(()).line == 1


@pytest.fixture
def installed(folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Install the test's folder alone, with no part registered but the test's own."""
    settings.PROFILES_ROOT, settings.SERVED = folder.parent, ("testcity",)
    monkeypatch.setattr(registry, "_parts", {})
    monkeypatch.setattr(registry, "_folders", set())
    monkeypatch.setattr(registry, "_checks", {})
    registry.forget_profiles()
    yield folder
    registry.forget_profiles()


def test_a_profile_is_found_by_code_and_by_any_path_of_its_city(installed: Path) -> None:
    register_part("palette", Palette)
    found: Profile = registry.profile_by_code("testcity")
    assert registry.profile_for("410105001") is found
    assert found.part("palette") == Palette()
    with pytest.raises(UnknownProfileError, match="There are: testcity"):
        registry.profile_by_code("nowhere")
    with pytest.raises(UnknownProfileError, match="2101"):
        registry.profile_for("2101")


def test_two_profiles_for_one_city_are_refused(installed: Path) -> None:
    second = installed.parent / "twin"
    second.mkdir()
    (second / "profile.toml").write_text(HEAD.replace("testcity", "twin"))
    with pytest.raises(ProfileError, match=r"twin/profile\.toml:2: city: "):
        registry.installed_profiles()


@pytest.mark.parametrize(
    ("line", "said"),
    [("", "letters: .*has these letters"), ('hosts = ["b.cn", "a.cn"]\n', "hosts: .*reached by a.cn")],
)
def test_two_cities_of_the_same_letters_or_host_are_refused(installed: Path, line: str, said: str) -> None:
    second = installed.parent / "other"
    second.mkdir()
    head = HEAD.replace("testcity", "other").replace("4101", "4102")
    (second / "profile.toml").write_text(line + (head.replace("TC", "TD") if line else head))
    with (installed / "profile.toml").open("a") as first:
        first.write('hosts = ["a.cn"]\n')
    with pytest.raises(ProfileError, match=said):
        registry.installed_profiles()


def test_the_system_check_tells_of_a_city_that_is_not_there_or_not_reached(
    installed: Path, settings: Settings
) -> None:
    with (installed / "profile.toml").open("a") as head:
        head.write('hosts = ["city.example.cn"]\n')
    registry.forget_profiles()
    settings.ALLOWED_HOSTS = ["localhost"]
    assert [found.id for found in check_profiles()] == ["profile.W001"]
    settings.ALLOWED_HOSTS = [".example.cn"]
    assert check_profiles() == []
    settings.SERVED = ("testcity", "nowhere")
    assert [found.id for found in check_profiles()] == ["profile.E002"]


def test_the_system_check_lists_every_problem_of_a_profile(installed: Path) -> None:
    assert check_profiles() == []
    (installed / "stray.toml").write_text("")
    registry.forget_profiles()
    assert [error.id for error in check_profiles()] == ["profile.E001"]


def test_a_part_is_registered_once_and_forbids_unknown_fields(installed: Path) -> None:
    class Loose(BaseModel):
        name: str

    register_part("palette", Palette)
    register_part("palette", Palette)
    with pytest.raises(ValueError, match="registered already"):
        register_part("palette", Strict)
    with pytest.raises(ValueError, match="forbid"):
        register_part("loose", Loose)

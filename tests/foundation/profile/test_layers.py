"""A city's file says what differs from its base, by name; each value is known by the file and line that say it."""

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.profile.early import SHIPPED, lineage, protection_level
from sanling.foundation.profile.layers import name_of, overlay
from sanling.foundation.profile.loader import Profile, load
from sanling.foundation.profile.positions import Loc
from sanling.foundation.profile.source import Part, Position, ProfileError, Source

BASE = """longest = 100
words = ["a", "b"]
[[roles]]
code = "leader"
scope = "unit"
name = { zh = "领导", en = "Leader" }
[[roles]]
code = "clerk"
[[structure]]
code = "centre"
at = "city"
size = 1
[[structure]]
code = "centre"
at = "county"
size = 2
[states]
waiting = { name = "等待" }
refused = { end = true }
"""


@pytest.fixture
def layered(tmp_path: Path) -> Any:
    """Return what lays a text over `BASE`."""

    def lay(own: str) -> Source:
        base, city = tmp_path / "base.toml", tmp_path / "city.toml"
        base.write_text(BASE)
        city.write_text(own)
        return overlay(Source.read(base), Source.read(city))

    return lay


def where(source: Source, *loc: str | int) -> str:
    position = source.position_of(loc)
    return f"{position.path.name}:{position.line}"


def test_one_field_of_one_item_is_changed_by_the_items_name(layered: Any) -> None:
    found = layered('\n[roles.leader]\nscope = "jurisdiction"\n')
    assert found.data["roles"][0] == {
        "code": "leader",
        "scope": "jurisdiction",
        "name": {"zh": "领导", "en": "Leader"},
    }
    assert where(found, "roles", 0, "scope") == "city.toml:3"
    assert where(found, "roles", 0, "name", "en") == "base.toml:6"
    assert found.data["longest"] == 100


def test_of_two_items_with_one_code_the_level_tells_which(layered: Any) -> None:
    found = layered('[structure."centre@county"]\nsize = 5\n')
    assert [item["size"] for item in found.data["structure"]] == [1, 5]


def test_what_is_set_to_false_is_taken_out_and_what_is_new_comes_last(layered: Any) -> None:
    found = layered('[roles]\nclerk = false\nvolunteer = { scope = "own" }\n[states]\nrefused = false\n')
    assert found.data["roles"] == [
        {"code": "leader", "scope": "unit", "name": {"zh": "领导", "en": "Leader"}},
        {"code": "volunteer", "scope": "own"},
    ]
    assert found.data["states"] == {"waiting": {"name": "等待"}}
    assert where(found, "roles", 1, "scope") == "city.toml:3"


def test_words_of_a_list_are_changed_by_themselves(layered: Any) -> None:
    assert layered("[words]\na = false\nc = true\n").data["words"] == ["b", "c"]
    assert layered("[words]\na = { required = true }\n").data["words"] == [
        {"use": "a", "required": True},
        "b",
    ]


def test_a_table_over_what_is_true_is_over_what_the_key_names(tmp_path: Path) -> None:
    base, own = tmp_path / "base.toml", tmp_path / "own.toml"
    base.write_text("[fields]\nnote = true\nform = true\n")
    own.write_text("[fields]\nnote = { required = true }\nform = false\n")
    fields = overlay(Source.read(base), Source.read(own)).data["fields"]
    assert fields == {"note": {"use": "note", "required": True}, "form": False}


def test_a_list_takes_the_place_of_a_list(layered: Any) -> None:
    assert layered('words = ["z"]\n').data["words"] == ["z"]


def test_taking_out_what_is_not_there_is_an_error_of_the_citys_file(layered: Any) -> None:
    with pytest.raises(ProfileError, match=r"city\.toml:2: roles\.cleric: There is no 'cleric' to take out"):
        layered("[roles]\ncleric = false\n")


names = st.sampled_from("abcde")
scalars = st.integers(-9, 9) | st.sampled_from(["甲", "乙"])
tables = st.recursive(
    st.dictionaries(names, scalars, max_size=3),
    lambda inner: st.dictionaries(names, inner | scalars, max_size=3),
    max_leaves=6,
)
coded = st.lists(st.builds(lambda code, data: {"code": code} | data, names, tables), max_size=4).map(
    lambda items: list({item["code"]: item for item in items}.values())
)
files = st.dictionaries(names, tables | scalars, max_size=3).flatmap(
    lambda data: coded.map(lambda items: data | {"items": items})
)


def located(name: str, data: dict[str, Any]) -> Source:
    """Return data as a file in which each place has a line of its own."""
    positions: dict[Loc, Position] = {}

    def note(value: Any, loc: Loc) -> None:
        positions[loc] = Position(Path(name), len(positions))
        inner = enumerate(value) if isinstance(value, list) else dict(value).items()
        for key, below in inner:
            if isinstance(below, dict | list):
                note(below, (*loc, key))
            else:
                positions[(*loc, key)] = Position(Path(name), len(positions))

    note(data, ())
    return Source(Path(name), data, positions)


@given(files)
def test_a_file_over_nothing_and_nothing_over_a_file_is_that_file(data: dict[str, Any]) -> None:
    file, nothing = located("file", data), located("nothing", {})
    assert overlay(file, nothing).data == overlay(nothing, file).data == data


@given(files, st.dictionaries(names, tables, max_size=3))
def test_only_what_the_upper_file_names_differs(data: dict[str, Any], changes: dict[str, Any]) -> None:
    before = copy.deepcopy(data)
    found = overlay(located("base", data), located("own", {"items": changes}))
    assert data == before
    assert {key: value for key, value in found.data.items() if key != "items"} == {
        key: value for key, value in data.items() if key != "items"
    }
    named = {name_of(item): item for item in found.data["items"]}
    assert list(named)[: len(data["items"])] == [item["code"] for item in data["items"]]
    for item in data["items"]:
        if item["code"] not in changes:
            assert named[item["code"]] == item
    for code, change in changes.items():
        assert change.items() <= named[code].items() or any(
            isinstance(value, dict) for value in change.values()
        )


@given(files, st.dictionaries(names, tables, max_size=3))
def test_each_value_is_known_by_the_file_that_says_it(data: dict[str, Any], changes: dict[str, Any]) -> None:
    base, own = located("base", data), located("own", {"items": changes})
    found = overlay(base, own)
    for loc, position in found.positions.items():
        source = own if position.path.name == "own" else base
        written = next(at for at, known in source.positions.items() if known == position)
        value, said = _at(found.data, loc), _at(source.data, written)
        assert isinstance(value, dict | list) or value == said


def _at(value: Any, loc: Loc) -> Any:
    for step in loc:
        value = value[step]
    return value


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
    assert "province/profile.toml:2: extends: There is no such profile. (allowed: " in problem

"""A city's file says what differs from its base, by name; each value is known by the file and line that say it."""

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.profile.layers import name_of, overlay
from sanling.foundation.profile.positions import Loc
from sanling.foundation.profile.source import Position, ProfileError, Source

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

"""Every place of a TOML file is found on its line."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.profile.positions import Loc, positions

TEXT = '''# a comment with [brackets] and = signs
title = "not a [table] # nor a comment" # but this is
numbers = [1, 2, # two
  [3, 4],
  "five ] , }",
]

[owner]
name = { zh = '金水 = {区}', en = "Jinshui \\" ] }" }
born = 1979-05-27 07:32:00
dotted.key . "quoted.key" = true
long = """
[not.a.table]
x = 1
"""
raw = \'\'\'
[[nor.this]]\'\'\'

[[states]]
code = "new"

[[states.actions]] # the first action
code = "accept"

[[states.actions]]
fields = [
  { code = "reason", kind = "text" },
  { code = "when" },
]

[[ states ]]
"code" = "done"
[states.label]
zh = "办结"

[a."b.c".d]
empty = {}
none = []
'''


@pytest.mark.parametrize(
    ("place", "starts"),
    [
        (("title",), "title ="),
        (("numbers",), "numbers"),
        (("numbers", 1), "numbers"),
        (("numbers", 2, 1), "  [3, 4]"),
        (("numbers", 3), '  "five'),
        (("owner",), "[owner]"),
        (("owner", "name", "en"), "name = {"),
        (("owner", "born"), "born"),
        (("owner", "dotted", "key", "quoted.key"), "dotted.key"),
        (("owner", "long"), "long"),
        (("owner", "raw"), "raw"),
        (("states",), "[[states]]"),
        (("states", 0, "code"), 'code = "new"'),
        (("states", 0, "actions", 0), "[[states.actions]] # the first"),
        (("states", 0, "actions", 1, "fields", 1, "code"), '  { code = "when"'),
        (("states", 1), "[[ states ]]"),
        (("states", 1, "code"), '"code" = "done"'),
        (("states", 1, "label"), "[states.label]"),
        (("states", 1, "label", "zh"), 'zh = "办结"'),
        (("a", "b.c"), '[a."b.c".d]'),
        (("a", "b.c", "d", "empty"), "empty"),
        (("a", "b.c", "d", "none"), "none"),
    ],
)
def test_a_place_is_on_the_line_that_says_it(place: Loc, starts: str) -> None:
    assert TEXT.splitlines()[positions(TEXT)[place] - 1].startswith(starts)


def places(data: Any, place: Loc = ()) -> set[Loc]:
    found = {place} if place else set()
    if isinstance(data, dict):
        return found.union(*(places(below, (*place, key)) for key, below in data.items()))
    if isinstance(data, list):
        return found.union(*(places(below, (*place, i)) for i, below in enumerate(data)))
    return found


def test_every_place_of_the_data_has_a_line_and_no_other_place_has() -> None:
    assert set(positions(TEXT)) == places(tomllib.loads(TEXT))


texts = st.text(st.sampled_from("ab \"'\\[]{}=,#.\n零"), max_size=12)
values = st.recursive(
    st.one_of(texts, st.integers(-99, 99), st.booleans(), st.floats(allow_nan=False), st.dates()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def written(value: Any) -> str:
    """Write a value in TOML: arrays over several lines with comments, inline tables on one."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[ # ] open\n" + "".join(f"  {written(item)}, # }}\n" for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{quoted(key)} = {written(item)}" for key, item in value.items()) + " }"
    return str(value)


@given(st.dictionaries(texts, st.dictionaries(texts, values, max_size=3), max_size=3))
def test_any_data_written_as_toml_is_found_again(data: dict[str, dict[str, Any]]) -> None:
    text = "".join(
        f"[ {quoted(table)} ] # [x]\n"
        + "".join(f"{quoted(key)}={written(value)}\n" for key, value in rows.items())
        for table, rows in data.items()
    )
    found = positions(text)
    assert set(found) == places(tomllib.loads(text))
    assert list(found.values()) == sorted(found.values())

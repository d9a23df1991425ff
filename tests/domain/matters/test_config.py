"""The matters' part of a profile: what it offers, and what it refuses."""

from pathlib import Path

import pytest

from sanling.domain.matters.config import MattersPart
from sanling.foundation.profile.loader import check
from sanling.foundation.profile.registry import profile_by_code
from sanling.foundation.profile.source import ProfileError, Source

SECOND = """
[[category_sets]]
code = "dispute"
version = 2
name = { zh = "类别", en = "Categories" }
categories = [{ code = "home", name = { zh = "家", en = "Home" } }]
crosswalk.1 = { neighbours = "home" }
"""

SQUARE = """
[[families]]
code = "square"
name = { zh = "广场", en = "Square" }
[[kinds]]
family = "square"
code = "permit"
name = { zh = "广场使用", en = "Use of the square" }
workflow = "permit"
public = true
"""


def part(folder: Path, more: str = "", old: str = "", new: str = "") -> MattersPart:
    """Return the part that cities share, with a change in one place and more at its end."""
    shared = profile_by_code("zhengzhou").folder.parent / "national" / "matters.toml"
    text = shared.read_text(encoding="utf-8")
    assert old in text
    path = folder / "matters.toml"
    path.write_text(text.replace(old, new, 1) + more, encoding="utf-8")
    return check(Source.read(path), MattersPart)


def test_a_newer_version_of_the_categories_is_used_and_old_matters_keep_their_names(tmp_path: Path) -> None:
    newer = part(tmp_path, SECOND)
    assert newer.category_codes("dispute") == {"home"}
    assert newer.category_version("dispute") == 2
    newest = newer.category_set("dispute")
    assert newest is not None
    assert newest.crosswalk["1"]["neighbours"] == "home"
    old = newer.category("dispute", "neighbours", 1)
    assert old is not None
    assert old.name.zh == "邻里"
    assert newer.category("dispute", "no_such_category") is None


def test_an_unknown_kind_has_no_rules(tmp_path: Path) -> None:
    assert part(tmp_path).kind("quarrel") is None
    with pytest.raises(KeyError):
        part(tmp_path).category_set("quarrel")


@pytest.mark.parametrize(
    ("more", "old", "new", "said"),
    [
        (SECOND.replace('"home" }\n', '"house" }\n'), "", "", "leads to 'house', which it lacks"),
        (SECOND.replace("version = 2", "version = 1"), "", "", "category_sets has 'dispute 1' twice"),
        ("", 'category_set = "dispute"', 'category_set = "quarrel"', "there is no category set 'quarrel'"),
        ("", 'contact = "optional"', 'contact = "never"', "kinds[1].contact"),
        ("", 'code = "hazard"', 'code = "dispute"', "kinds has 'dispute' twice"),
        ("", 'way = "poster"', 'way = "desk"', "channels has not exactly one whose way is 'poster'"),
        ("", 'way = "file"', 'way = "portal"', "channels has not exactly one whose way is 'portal'"),
        (SQUARE, "", "", "only kinds of the family 'reported' have public"),
        (SQUARE.replace("square", "reported"), "", "", "it has no line, hint, icon, category_set"),
        (
            "",
            "published = true\n",
            "",
            "only a public, published kind that is not confidential can be followed",
        ),
        ("", 'icon = "users"', 'family = "square"', "there is no family 'square'"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, more: str, old: str, new: str, said: str) -> None:
    with pytest.raises(ProfileError) as told:
        part(tmp_path, more, old, new)
    assert said in str(told.value)


def test_a_city_calls_its_channels_as_it_likes(tmp_path: Path) -> None:
    renamed = part(tmp_path, old='code = "scan"', new='code = "poster_on_the_wall"')
    assert renamed.residents_channel(scanned=True) == "poster_on_the_wall"
    assert renamed.residents_channel(scanned=False) == "web"
    assert renamed.channel("scan") is None
    assert [channel.code for channel in renamed.channels if channel.in_person] == ["visit"]

"""The territory's part of a profile: where divisions are governed, and what they are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sanling.domain.territory.config import LevelName, TerritoryPart, english_name, level_named
from sanling.foundation.profile.registry import profile_by_code
from tests.city import COUNTY, VILLAGE


@pytest.mark.usefixtures("city")
def test_english_names_come_from_the_profile() -> None:
    assert english_name(COUNTY, "金水区") == "Jinshui District"
    assert english_name("410191", "郑东新区") == "Zhengdong New Area"
    assert english_name(VILLAGE, "通信花园社区居民委员会") == "Tongxinhuayuan Community"


PART = profile_by_code("zhengzhou").part("territory")


@given(st.from_regex(r"[0-9]{12}", fullmatch=True))
def test_a_statistical_code_is_its_path_unless_its_street_was_re_hung(code: str) -> None:
    path = PART.path_of(code)
    assert path[9:] == code[9:]
    assert (path == code) == (code[:9] not in PART.new_paths)


def test_a_re_hung_street_takes_its_villages_along() -> None:
    assert PART.new_paths
    for official, path in PART.new_paths.items():
        assert PART.path_of(f"{official}001") == f"{path}001"
        assert PART.path_of(official) == path
        assert path[:6] in {division.path for division in PART.management}


def changed(**said: object) -> TerritoryPart:
    return TerritoryPart.model_validate({**PART.model_dump(), **said})


@pytest.mark.parametrize(
    ("rehang", "words"),
    [
        ([("410105001", "410191001"), ("410105002", "410191001")], "twice"),
        ([("410105001", "410191001"), ("410105001", "410191002")], "twice"),
        ([("410105001", "410199001")], "410199"),
    ],
)
def test_a_street_is_hung_once_and_under_a_county_that_the_profile_makes(
    rehang: list[tuple[str, str]], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        changed(rehang=[{"official_code": old, "path": new} for old, new in rehang])


@pytest.mark.parametrize(
    ("path", "name", "said"),
    [
        ("4101", "郑州市", "Zhengzhou"),
        ("999999", "未知区", "Weizhi District"),
        ("999999", "区", "Qu"),
        ("999999999", "某地", "Moudi"),
    ],
)
def test_a_name_is_given_or_romanised_with_its_kind_translated(path: str, name: str, said: str) -> None:
    assert PART.english_name(path, name) == said


@pytest.mark.parametrize("name", ["province", "city", "county", "township", "village", "grid", "micro_grid"])
def test_levels_have_the_names_that_profiles_use(name: LevelName) -> None:
    assert level_named(name).name.lower() == name

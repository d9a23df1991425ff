"""How paths are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.territory.rules import (
    Level,
    ancestors_of,
    at_level,
    city_of,
    common,
    is_under,
    level_of,
    parent_of,
)

paths = st.sampled_from(list(Level)).flatmap(
    lambda level: st.text("0123456789", min_size=level, max_size=level)
)


@given(paths)
def test_every_path_lies_under_each_of_its_ancestors_and_itself(path: str) -> None:
    assert all(is_under(path, top) for top in [*ancestors_of(path), path])


@given(paths)
def test_ancestors_end_with_the_parent_and_each_is_the_next_ones_parent(path: str) -> None:
    line = [*ancestors_of(path), path]
    assert parent_of(line[0]) is None
    assert [parent_of(below) for below in line[1:]] == line[:-1]


@given(paths, st.sampled_from(list(Level)))
def test_the_division_at_a_level_holds_the_path_or_lies_below_it(path: str, level: Level) -> None:
    found = at_level(path, level)
    assert (found is None) == (len(path) < level)
    assert found is None or (level_of(found) is level and is_under(path, found))


def test_a_width_that_no_level_has_is_refused() -> None:
    with pytest.raises(ValueError):
        level_of("41010")


def test_a_neighbour_with_a_longer_number_is_not_below() -> None:
    assert not is_under("410106001", "410105")
    assert city_of("410105001003") == "4101"


@pytest.mark.parametrize(
    ("paths", "top"),
    [
        (["410105002012"], "410105002012"),
        (["410105002012", "410105002"], "410105002"),
        (["410105002012", "410105001003"], "410105"),
        (["410105", "410104"], "4101"),
        (["4101", "4110"], "41"),
        (["4101", "1101"], ""),
        ([], ""),
    ],
)
def test_what_places_have_in_common_holds_all_of_them(paths: list[str], top: str) -> None:
    assert common(paths) == top

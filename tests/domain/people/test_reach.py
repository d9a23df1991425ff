"""A post reaches its divisions and what lies below them, all of its unit's or a part."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.people.reach import lines_of, reach_of
from sanling.domain.people.roles import InRoom
from sanling.domain.territory.rules import Level, is_under
from tests.city import CITY, COUNTY, SIBLING_TOWNSHIP, TOWNSHIP, VILLAGE
from tests.domain.people.reaches import reach

PATHS = st.sampled_from(
    ["41", CITY, COUNTY, "410104", TOWNSHIP, SIBLING_TOWNSHIP, VILLAGE, f"{VILLAGE}001", "4101050021"]
)


@given(st.lists(PATHS, max_size=3), PATHS)
def test_it_covers_what_lies_in_one_of_its_divisions(paths: list[str], path: str) -> None:
    assert reach(paths=paths).covers(path) == any(is_under(path, own) for own in paths)


@pytest.mark.parametrize(
    ("paths", "lines", "unit_lines", "narrowed"),
    [
        ((TOWNSHIP,), (), (), False),
        ((COUNTY,), (), (), False),
        ((VILLAGE,), (), (), True),
        ((VILLAGE, TOWNSHIP), (), (), False),
        ((), (), (), True),
        ((TOWNSHIP,), ("hazard",), (), True),
        ((TOWNSHIP,), ("hazard",), ("hazard", "petition"), True),
        ((TOWNSHIP,), (), ("hazard",), False),
    ],
)
def test_it_is_narrowed_where_it_answers_for_less_than_its_unit(
    paths: tuple[str, ...], lines: tuple[str, ...], unit_lines: tuple[str, ...], *, narrowed: bool
) -> None:
    assert reach(paths=paths, lines=lines, unit_lines=unit_lines).narrowed == narrowed


def test_who_reads_identities_in_full_is_said_by_the_role() -> None:
    assert reach("intake_officer").role.rights("matters").unmasks
    assert not reach("county_leader").role.rights("matters").unmasks
    assert not reach("auditor").role.rights("matters").unmasks


def test_two_sights_are_equal_only_where_nothing_that_decides_them_differs() -> None:
    base = reach()
    by_room = base.role.model_copy(update={"rooms": {"matters": InRoom(scope="own")}})
    others = [
        reach("mediator"),
        replace(base, role=by_room),
        reach(post=2),
        reach(unit=11),
        reach(at=SIBLING_TOWNSHIP),
        reach(paths=(VILLAGE,)),
        reach(lines=("hazard",)),
        reach(unit_lines=("hazard",)),
    ]
    assert reach().sight == base.sight
    assert all(other.sight != base.sight for other in others)
    assert min([reach(post=2), base], key=lambda by: by.sight) == base


@pytest.mark.parametrize(
    ("narrowed", "of_unit", "lines"),
    [
        ([], [], set()),
        (["hazard"], [], {"hazard"}),
        ([], ["petition"], {"petition"}),
        (["hazard"], ["petition"], {"hazard"}),
    ],
)
def test_a_posts_lines_are_those_it_was_narrowed_to_else_its_units(
    narrowed: list[str], of_unit: list[str], lines: set[str]
) -> None:
    assert lines_of(SimpleNamespace(lines=of_unit), narrowed) == lines  # type: ignore[arg-type]


def test_a_reach_is_the_same_in_whatever_order_its_rows_were_read() -> None:
    unit = SimpleNamespace(division_id=TOWNSHIP, city=CITY, lines=["petition", "hazard"])

    def post(paths: list[str]) -> SimpleNamespace:
        return SimpleNamespace(pk=1, unit_id=10, unit=unit, role="mediator", paths=paths, narrowed=[])

    first, second = (reach_of(post(paths)) for paths in ([VILLAGE, COUNTY], [COUNTY, VILLAGE]))
    assert first == second
    assert first.unit_lines == first.lines == ("hazard", "petition")
    assert len(first.paths[0]) == Level.COUNTY

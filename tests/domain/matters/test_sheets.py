"""A ledger has the columns that were chosen, in their own order, never without number and title."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.matters.ledgers import MATTERS
from sanling.domain.matters.models import Matter
from sanling.domain.matters.naming import Names
from sanling.domain.matters.sheets import (
    ALWAYS,
    Sheet,
    chosen,
    columns,
    columns_of,
    filters,
    sheet_for,
)
from tests.city import CITY, VILLAGE
from tests.domain.matters.helpers import registered

NOW = datetime(2026, 6, 1, tzinfo=UTC)
CODES = [column.code for column in columns_of()]


@given(st.lists(st.sampled_from([*CODES, "unheard_of", "\x00", ""])))
def test_the_columns_chosen_come_in_their_own_order_each_once(codes: list[str]) -> None:
    shown = [column.code for column in chosen(codes)]
    assert shown == [code for code in CODES if code in shown]
    known = {code for code in codes if code in CODES}
    if known:
        assert set(shown) == known | set(ALWAYS)
    else:
        assert shown == [column.code for column in columns_of() if column.usual]


def test_another_family_has_the_columns_of_all_and_none_of_residents() -> None:
    theirs = columns_of("square")
    assert [column.code for column in theirs] == [column.code for column in columns() if not column.families]
    assert "applicant" not in {column.code for column in chosen(["applicant", "due"], "square")}


def test_codes_of_columns_and_filters_are_told_apart() -> None:
    assert len({column.code for column in columns()}) == len(columns())
    assert all(code == found.code for code, found in filters().items())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"open": False, "due_at": NOW}, ""),
        ({"due_at": None}, ""),
        ({"paused": True, "due_at": NOW - timedelta(days=1)}, "paused"),
        ({"due_at": NOW}, "late"),
        ({"due_at": NOW + timedelta(seconds=1), "warn_at": NOW}, "nearly late"),
        ({"due_at": NOW + timedelta(days=1), "warn_at": NOW + timedelta(hours=1)}, "in time"),
        ({"due_at": NOW + timedelta(days=1), "warn_at": None}, "in time"),
    ],
)
def test_how_a_matter_stands_to_its_deadline_is_one_word(row: dict[str, Any], said: str) -> None:
    sheet = Sheet(SimpleNamespace(), NOW, Names(CITY), {VILLAGE: "金水区 花园路街道"})  # type: ignore[arg-type]
    matter = Matter(**{"open": True, "paused": False, "division_id": VILLAGE, **row})
    with translation.override("en"):
        assert sheet.lateness(matter) == said
    assert sheet.place(matter) == "金水区 花园路街道"
    assert sheet.place(Matter(division_id="410104")) == ""


@pytest.mark.django_db
def test_who_brought_it_is_shown_as_far_as_the_reader_may_know(cast: Any, workflows: None) -> None:
    registered()
    rows = MATTERS.read(Matter.objects.all(), chosen(["applicant"]))
    with translation.override("en"):
        for who, shown in (("intake_officer", "王** 138****0000"), ("auditor", "not shown")):
            matters = list(rows)
            sheet = sheet_for(cast[who].viewer, matters, NOW, Names(CITY))
            assert [sheet.applicant(matter) for matter in matters] == [shown]


@pytest.mark.django_db
def test_the_places_of_many_matters_take_one_query_and_leave_out_the_readers_own(
    cast: Any, workflows: None, django_assert_num_queries: Any
) -> None:
    matters = [registered().matter for _nth in range(2)]
    viewer, names = cast["intake_officer"].viewer, Names(CITY)
    with django_assert_num_queries(1):
        sheet = sheet_for(viewer, matters, NOW, names)
    assert sheet.place(matters[0]) == "通信花园社区居民委员会"

"""A ledger is narrowed by any criteria, and its pages follow one another both ways, whatever it is sorted by."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sanling.domain.matters.ledger_queries import (
    ORDERS,
    Criteria,
    LedgerCursor,
    Order,
    count_of,
    cursor_from,
    ledger,
    ledger_ways,
    order_named,
    ordered,
    page_of,
)
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from tests.city import COUNTY, SIBLING_COUNTY, VILLAGE
from tests.domain.matters.helpers import act, registered

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("due", Order("due_at", descending=False)),
        ("-due", Order("due_at", descending=True)),
        ("-ended", Order("ended_at", descending=True)),
        ("registered", Order("registered_at", descending=False)),
        ("", Order()),
        ("--due", Order()),
        ("pk; drop", Order()),
        ("title", Order()),
    ],
)
def test_an_order_is_one_of_those_known_else_the_newest_first(text: str, order: Order) -> None:
    assert order_named(text) == order


@given(
    st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2190, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 2**63 - 1),
)
def test_a_cursor_is_read_back_from_an_address(key: datetime | None, pk: int) -> None:
    assert cursor_from(str(LedgerCursor(key, pk))) == LedgerCursor(key, pk)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "_",
        "1",
        "x_1",
        "1_x",
        "_-1",
        "1_٣",
        "nan_1",
        "inf_1",
        "1e400_1",
        f"_{2**63}",
        f"{10**400}_1",
        "_1\x00",
        "\ud800_1",
        "1__1",
    ],
)
def test_what_is_no_cursor_is_none(text: str) -> None:
    assert cursor_from(text) is None


@pytest.mark.parametrize("said", [{"lateness": "very"}, {"nonsense": 1}, {"unit": "x"}, {"batch": "no"}])
def test_criteria_that_nobody_knows_are_refused(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Criteria.model_validate(said)


@pytest.fixture
def rows(cast: dict[str, Player], workflows: None) -> list[Matter]:
    """Seven matters: in time, nearly late, late, resting, two without a deadline, and one elsewhere."""
    made = [registered().matter for _nth in range(6)]
    made.append(registered(division=f"{SIBLING_COUNTY}003001").matter)
    given: list[dict[str, Any]] = [
        {"due_at": NOW + timedelta(days=3), "warn_at": NOW + timedelta(days=2)},
        {"due_at": NOW + timedelta(days=1), "warn_at": NOW},
        {"due_at": NOW, "warn_at": None},
        {"due_at": NOW - timedelta(days=1), "paused": True},
        {"due_at": None},
        {"due_at": None},
        {"due_at": NOW + timedelta(days=1), "warn_at": None},
    ]
    for nth, (matter, changes) in enumerate(zip(made, given, strict=True)):
        at = NOW - timedelta(days=nth)
        Matter.objects.filter(pk=matter.pk).update(registered_at=at, **changes)
    act(cast["intake_officer"].viewer, made[5], "refuse", {"cause": "outside", "reason": "不属于"})
    return made


@pytest.mark.django_db
def test_each_open_matter_with_a_deadline_stands_to_it_in_one_way(
    rows: list[Matter], cast: dict[str, Player]
) -> None:
    viewer = cast["county_intake_officer"].viewer

    def found(**said: Any) -> set[int]:
        return {row.pk for row in ledger(viewer, Criteria(**said), NOW)}

    number = [row.pk for row in rows]
    assert found(lateness="in_time") == {number[0]}
    assert found(lateness="soon") == {number[1]}
    assert found(lateness="late") == {number[2]}
    assert found(lateness="paused") == {number[3]}
    assert found() == set(number[:6])
    assert found(open=False) == {number[5]}
    assert found(division=VILLAGE) == found(division=COUNTY) == set(number[:6])
    assert found(division=f"{VILLAGE}001") == found(division=SIBLING_COUNTY) == set()
    assert found(registered_from=NOW.date() - timedelta(days=1), registered_to=NOW.date()) == set(number[:2])
    assert found(due_to=NOW.date()) == {number[2], number[3]}
    assert found(words="楼道", kind="dispute", channel="scan", state="waiting") == set(number[:5])
    assert found(words="电梯") == found(family="") - set(number[:6]) == set()


@pytest.mark.django_db
def test_pages_follow_one_another_both_ways_by_every_order(
    rows: list[Matter], cast: dict[str, Player]
) -> None:
    viewer = cast["city_leader"].viewer
    ways = ledger_ways(viewer, Criteria(), NOW)
    assert count_of(ways, 100) == 7
    assert count_of(ways, 3) == 3
    assert count_of([], 3) == 0
    for name in (*ORDERS, *(f"-{order}" for order in ORDERS)):
        order = order_named(name)
        expected = [row.pk for row in ordered(ledger(viewer, Criteria(), NOW), order)]
        page = page_of(ways, order, rows=Matter.objects.all(), size=3)
        assert page.newer is None
        forth = list(page.rows)
        while page.older:
            page = page_of(ways, order, rows=Matter.objects.all(), size=3, after=page.older)
            forth += page.rows
        assert [row.pk for row in forth] == expected, name
        back = list(page.rows)
        while page.newer:
            page = page_of(ways, order, rows=Matter.objects.all(), size=3, before=page.newer)
            back = [*page.rows, *back]
        assert [row.pk for row in back] == expected, name

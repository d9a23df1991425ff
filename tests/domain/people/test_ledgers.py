"""A room's ledger shows what the room says, narrowed by its own filters and by days, the newest first."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import Q
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sanling.domain.people.ledgers import Column, Filter, Narrowed, RoomLedger, chosen, ledgers, room_ledgers
from sanling.foundation.delivery.models import Notice

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
COLUMNS = tuple(
    Column[Notice, Any](code, gettext_lazy("Word"), lambda notice, _sheet: notice.code, usual=code != "c")
    for code in "abc"
)
TOLD = RoomLedger(
    code="told",
    name=gettext_lazy("Notices"),
    may=lambda _viewer: True,
    rows=lambda _viewer: Notice.objects.filter(recipient="post:1"),
    of_rows=COLUMNS,
    filters=(
        Filter(
            "topic",
            gettext_lazy("Topic"),
            choices=lambda _city: {"exports": "Exports"},
            narrow=lambda topic: Q(code__startswith=topic),
        ),
    ),
    when="created_at",
)
VIEWER: Any = SimpleNamespace()


@given(st.lists(st.sampled_from(["a", "b", "c", "", "\x00"])))
def test_columns_come_in_their_own_order_with_those_that_always_stand(codes: list[str]) -> None:
    shown = [column.code for column in chosen(COLUMNS, codes, always=("b",))]
    named = {*codes} & {"a", "b", "c"}
    assert shown == (sorted(named | {"b"}) if named else ["a", "b"])


def told(code: str, at: datetime, recipient: str = "post:1") -> Notice:
    return Notice.objects.create(recipient=recipient, code=code, params={}, created_at=at)


@pytest.mark.django_db
def test_it_is_narrowed_by_choices_and_local_days_and_begins_with_the_newest() -> None:
    first = told("exports.done", NOON)
    second = told("batches.done", NOON + timedelta(days=1))
    told("exports.done", NOON, "post:2")

    def found(**narrowed: Any) -> list[Notice]:
        rows = TOLD.find(VIEWER, Narrowed(**narrowed), NOON)
        return list(TOLD.read(TOLD.in_order(rows, "-due"), TOLD.columns((), Narrowed())))

    assert found() == [second, first]
    assert found(choices={"topic": "exports"}) == [first]
    assert found(first=date(2026, 6, 2)) == [second]
    assert found(last=date(2026, 6, 1)) == [first]
    assert TOLD.sheets(VIEWER, NOON)([first]) is VIEWER


def test_what_it_is_narrowed_to_is_kept_as_it_was_and_nothing_else_is_taken() -> None:
    narrowed = Narrowed(choices={"topic": "exports"}, first=date(2026, 6, 2))
    assert Narrowed.model_validate(narrowed.model_dump(mode="json", exclude_defaults=True)) == narrowed
    with pytest.raises(ValidationError):
        Narrowed.model_validate({"wards": "x"})


def test_each_ledger_of_the_house_is_found_by_its_code_and_those_of_rooms_too() -> None:
    assert set(ledgers()) == {
        "audit",
        "code_points",
        "incidents",
        "judged",
        "matters",
        "mediation_bodies",
        "mediators",
        "problems",
        "revisits",
        "steps",
        "subjects",
    }
    assert [ledger.code for ledger in room_ledgers()] == [
        "subjects",
        "problems",
        "incidents",
        "judged",
        "revisits",
        "mediation_bodies",
        "mediators",
    ]

"""Each column of a ledger shows of a matter what its head says, in the words of the sheet."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from sanling.domain.matters.columns import COLUMNS, OF_RESIDENTS
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.ledger_queries import ORDERS
from sanling.domain.matters.models import Matter
from sanling.foundation.calendar import Due
from tests.domain.matters.helpers import registered

AT = datetime(2026, 6, 1, tzinfo=UTC)
MATTER = SimpleNamespace(
    number="ZZ-260601-00001-A",
    title="楼道垃圾",
    kind="dispute",
    category="neighbours",
    unit=SimpleNamespace(name="综治中心"),
    assignee=SimpleNamespace(name="周敏"),
    registered_at=AT,
    due_at=AT.replace(day=2),
    due_provisional=True,
    ended_at=AT.replace(day=3),
    outcome="settled",
    channel="scan",
    headcount=3,
)
NAMES = SimpleNamespace(
    kind=lambda code: f"kind {code}",
    category=lambda kind, code: f"{kind}/{code}",
    state=lambda matter: "待受理",
    outcome=lambda code: f"outcome {code}",
    channel=lambda code: f"channel {code}",
)
# A province's post lists matters of several cities, each in its own city's words.
NAMES.of = lambda matter: NAMES
SHEET = SimpleNamespace(
    names=NAMES,
    place=lambda matter: "金水区",
    lateness=lambda matter: "late",
    applicant=lambda matter: "王**",
)
SHOWN: dict[str, Any] = {
    "number": "ZZ-260601-00001-A",
    "title": "楼道垃圾",
    "kind": "kind dispute",
    "category": "dispute/neighbours",
    "place": "金水区",
    "state": "待受理",
    "lateness": "late",
    "unit": "综治中心",
    "handler": "周敏",
    "registered": AT,
    "due": Due(AT.replace(day=2), provisional=True),
    "ended": AT.replace(day=3),
    "outcome": "outcome settled",
    "channel": "channel scan",
    "applicant": "王**",
    "headcount": 3,
}


def test_each_shows_what_is_its_own() -> None:
    assert {column.code: column.value(MATTER, SHEET) for column in COLUMNS} == SHOWN  # type: ignore[arg-type]


def test_where_nobody_is_charged_there_is_no_handler() -> None:
    (handler,) = [column for column in COLUMNS if column.code == "handler"]
    assert handler.value(SimpleNamespace(assignee=None), SHEET) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_two_heads_are_alike_and_an_order_is_one_that_ledgers_know(language: str) -> None:
    with translation.override(language):
        heads = [str(column.label) for column in COLUMNS]
    assert len(set(heads)) == len(heads)
    assert {column.sort for column in COLUMNS if column.sort} == set(ORDERS)


def test_what_only_residents_bring_is_no_column_of_other_families() -> None:
    theirs = {column.code for column in COLUMNS if column.families}
    assert theirs == {"category", "channel", "applicant", "headcount"}
    assert frozenset({REPORTED}) == OF_RESIDENTS


@pytest.mark.django_db
def test_who_brought_many_is_read_with_one_query_and_nothing_else_of_them_is_decrypted(
    workflows: None,
) -> None:
    for _nth in range(3):
        registered()
    (applicant,) = [column for column in COLUMNS if column.code == "applicant"]
    assert applicant.read
    with CaptureQueriesContext(connection) as asked:
        matters = list(applicant.read(Matter.objects.all()))
        parties = [party for matter in matters for party in matter.parties.all()]
    assert len(asked) == 2
    assert [party.name for party in parties] == ["王小明"] * 3
    assert parties[0].get_deferred_fields() >= {"citizen_number", "address"}

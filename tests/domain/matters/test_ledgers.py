"""The ledger of matters is the one that its page and its file are made of."""

import pytest

from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.matters.ledgers import MATTERS
from sanling.domain.matters.sheets import chosen
from sanling.domain.people.cast import Player
from sanling.domain.people.ledgers import ledgers
from sanling.foundation import clock
from tests.domain.matters.helpers import registered

pytestmark = pytest.mark.django_db


def test_it_holds_what_its_criteria_leave_in_the_order_asked_for_with_what_columns_show(
    cast: dict[str, Player], workflows: None
) -> None:
    first, second = (registered().matter for _number in range(2))
    viewer, now = cast["intake_officer"].viewer, clock.now()
    columns = MATTERS.columns(["applicant"], Criteria())
    assert columns == chosen(["applicant"])
    found = MATTERS.find(viewer, Criteria(), now)
    for sort, expected in (("registered", [first, second]), ("", [second, first]), ("x", [second, first])):
        rows = list(MATTERS.read(MATTERS.in_order(found, sort), columns))
        assert rows == expected
    sheet = MATTERS.sheets(viewer, now)(rows)
    assert [columns[0].value(matter, sheet) for matter in rows] == [second.number, first.number]
    assert not MATTERS.find(viewer, Criteria(family="square"), now)


def test_files_find_it_by_its_code() -> None:
    assert ledgers()["matters"] is MATTERS

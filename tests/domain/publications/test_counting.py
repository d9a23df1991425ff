"""Rows are the live rates: in the order of their ranks, by group, and all together last."""

import pytest

from sanling.domain.indicators.queries import By, standings, total
from sanling.domain.publications.counting import rows_now
from sanling.foundation.rates import Rate
from tests.city import CITY
from tests.domain.publications.helpers import Cast, asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judged")]


@pytest.mark.parametrize("by", list(By))
def test_each_row_is_its_live_rate_and_the_last_their_sum(cast: Cast, by: By) -> None:
    viewer, of = cast["city_peace_officer"].viewer, asked(by=by)
    found = standings(viewer, of)
    *rows, whole = rows_now(viewer, of, with_ranks=True)
    assert {row.unit: (row.rate, row.open) for row in rows} == {
        live.unit: (live.rate, live.open) for live in found
    }
    assert (whole.rate, whole.rank) == (total(of, found).rate, None)
    assert sum((row.rate for row in rows), start=Rate(0, 0)) == whole.rate


def test_groups_stand_apart_unless_one_is_asked_for(cast: Cast) -> None:
    viewer = cast["city_peace_officer"].viewer
    (row, *_others) = rows_now(viewer, asked(), with_ranks=False)
    assert set(row.groups) == {"places", "institutions"}
    assert row.rank is None
    (row, *_others) = rows_now(viewer, asked(group="places"), with_ranks=False)
    assert row.groups == {}


def test_of_nothing_there_are_no_rows(cast: Cast) -> None:
    assert rows_now(cast["auditor"].viewer, asked(CITY), with_ranks=True) == []

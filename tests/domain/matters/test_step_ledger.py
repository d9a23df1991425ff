"""The ledger of steps shows a matter at each step that it came to, as far as it is seen."""

import pytest

from sanling.domain.matters.models import Stage
from sanling.domain.matters.step_ledger import STEPS
from sanling.domain.people.cast import Player
from sanling.domain.people.ledgers import Narrowed
from sanling.foundation import clock
from tests.domain.matters.helpers import in_mediation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


def shown(cast: Cast, who: str) -> list[dict[str, object]]:
    """Return the rows that somebody sees, by column."""
    viewer, now = cast[who].viewer, clock.now()
    columns = STEPS.columns([], Narrowed())
    rows = list(STEPS.read(STEPS.in_order(STEPS.find(viewer, Narrowed(), now), ""), columns))
    sheet = STEPS.sheets(viewer, now)(rows)
    return [{column.code: column.value(row, sheet) for column in columns} for row in rows]


def test_each_step_says_when_the_matter_came_and_left_and_how_long_it_stood(cast: Cast) -> None:
    matter = in_mediation(cast)
    rows = shown(cast, "county_leader")
    assert len(rows) == Stage.objects.filter(matter=matter).count() > 1
    assert {row["number"] for row in rows} == {matter.number}
    (here,) = [row for row in rows if row["left"] is None]
    assert here["hours"] == ""
    assert all(str(row["hours"]) == "0.0" for row in rows if row is not here)


def test_who_does_not_see_the_matter_sees_none_of_its_steps(cast: Cast) -> None:
    in_mediation(cast)
    assert shown(cast, "sibling_township_intake") == []

"""Outlines follow what moved, and successors get those of what lies below."""

from datetime import date

import pytest
import shapely

from sanling.domain.territory.actions.succeed import succeed
from sanling.domain.territory.locate import locate
from sanling.domain.territory.models import CodePoint, Division
from sanling.foundation import clock
from tests.city import (
    CITY,
    SIBLING_TOWNSHIP,
    SIBLING_VILLAGE,
    SIDE,
    SOUTH,
    TEST,
    TOWNSHIP,
    VILLAGE,
    WEST,
)

pytestmark = pytest.mark.usefixtures("city")


ON = date(2025, 1, 1)


MIDDLE = SOUTH + SIDE / 2


def test_outlines_and_posters_follow() -> None:
    poster = CodePoint.objects.create(code="abc", division_id=VILLAGE, place="大门", created_at=clock.now())
    assert locate(WEST + SIDE / 2, MIDDLE, CITY) is not None
    succeed(actor=TEST, predecessors=[TOWNSHIP], successors=[SIBLING_TOWNSHIP], on=ON)
    found = locate(WEST + SIDE / 2, MIDDLE, CITY)
    assert found is not None
    assert found.pk == "410105001012001"
    poster.refresh_from_db()
    assert poster.division_id == "410105001012"


def test_a_merged_village_has_the_outline_of_all_its_grids() -> None:
    succeed(actor=TEST, predecessors=[VILLAGE], successors=[SIBLING_VILLAGE], on=ON)
    outline = Division.objects.get(pk=SIBLING_VILLAGE).boundaries.get(valid_until=None)
    united = shapely.from_wkb(bytes(outline.wkb))
    assert united.equals(shapely.box(WEST, SOUTH, WEST + 4 * SIDE, SOUTH + SIDE))
    assert outline.demonstration

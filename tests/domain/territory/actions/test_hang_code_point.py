"""A poster hangs where its place is, under a code that can be read aloud."""

import pytest

from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.points import Misplaced, poster_point
from tests.city import SIDE, SOUTH, TEST, VILLAGE, WEST, City

pytestmark = pytest.mark.usefixtures("city")
FIRST = (WEST + SIDE / 2, SOUTH + SIDE / 2)


def test_a_poster_hangs_where_its_division_is(city: City) -> None:
    point = hang_code_point(actor=TEST, division=VILLAGE, place="三号楼", lon=FIRST[0], lat=FIRST[1])
    assert poster_point(point) == FIRST
    with pytest.raises(Misplaced):
        hang_code_point(actor=TEST, division=VILLAGE, place="三号楼", lon=0, lat=0)
    with pytest.raises(Misplaced):
        hang_code_point(actor=TEST, division=f"{VILLAGE}004", place="三号楼", lon=FIRST[0], lat=FIRST[1])
    assert CodePoint.objects.count() == 1
    CodePoint.objects.update(division=f"{VILLAGE}004")
    assert poster_point(CodePoint.objects.get()) == (None, None)

"""A poster that is moved keeps its code, and its old place is in the audit log."""

import pytest

from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.actions.move_code_point import move_code_point
from sanling.domain.territory.points import Misplaced
from sanling.foundation.audit.models import AuditRow
from tests.city import SIBLING_VILLAGE, TEST, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


def test_its_place_is_another_and_its_code_the_same() -> None:
    point = hang_code_point(actor=TEST, division=VILLAGE, place="三号楼")
    moved = move_code_point(actor=TEST, code_point=point, division=SIBLING_VILLAGE, place="大厅")
    assert (moved.code, moved.division_id, moved.place) == (point.code, SIBLING_VILLAGE, "大厅")
    detail = AuditRow.objects.get(act="territory.move_code_point").detail
    assert detail["before"] == {"division": VILLAGE, "place": "三号楼"}


def test_a_point_outside_its_division_is_refused_and_nothing_moves() -> None:
    point = hang_code_point(actor=TEST, division=VILLAGE, place="三号楼")
    with pytest.raises(Misplaced):
        move_code_point(actor=TEST, code_point=point, division=VILLAGE, place="大厅", lon=0, lat=0)
    point.refresh_from_db()
    assert point.place == "三号楼"

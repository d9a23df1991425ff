"""A poster comes down once; what was reported by it keeps its place."""

import pytest

from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.actions.retire_code_point import retire_code_point
from sanling.domain.territory.models import CodePoint
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from tests.city import TEST, VILLAGE

pytestmark = pytest.mark.usefixtures("city")


def test_it_ends_now_once_and_others_hang_on() -> None:
    down, stays = (
        hang_code_point(actor=TEST, division=VILLAGE, place=place) for place in ("三号楼", "五号楼")
    )
    at = clock.now()
    for later in (0, 60):
        with clock.turned(to=at.replace(microsecond=later)):
            retire_code_point(actor=TEST, code_point=down)
    down.refresh_from_db()
    assert down.retired_at == at.replace(microsecond=0)
    assert down.place == "三号楼"
    assert CodePoint.objects.get(pk=stays.pk).retired_at is None
    row = AuditRow.objects.get(act="territory.retire_code_point")
    assert (row.subject, row.city, row.detail) == (f"code_point:{down.pk}", "4101", {"code": down.code})

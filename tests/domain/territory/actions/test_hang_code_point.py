"""A poster hangs where its place is, under a code that can be read aloud."""

import secrets

import pytest

from sanling.domain.territory.actions.hang_code_point import ALPHABET, LENGTH, hang_code_point
from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.points import Misplaced, poster_point
from sanling.foundation.audit.models import AuditRow
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


def test_a_code_can_be_read_aloud_and_is_recorded_with_its_place() -> None:
    points = [hang_code_point(actor=TEST, division=VILLAGE, place="三号楼") for _nth in range(20)]
    codes = {point.code for point in points}
    assert len(codes) == 20
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in codes)
    assert not set("01ILOU") & set(ALPHABET)
    row = AuditRow.objects.filter(act="territory.hang_code_point").latest("pk")
    assert row.detail == {"code": points[-1].code, "division": VILLAGE}
    assert (points[-1].lon, points[-1].lat) == (None, None)


def test_a_code_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = hang_code_point(actor=TEST, division=VILLAGE, place="三号楼")
    signs = iter([*first.code, *"23456789"])
    monkeypatch.setattr(secrets, "choice", lambda _alphabet: next(signs))
    second = hang_code_point(actor=TEST, division=VILLAGE, place="五号楼")
    assert second.code == "23456789"
    first.refresh_from_db()
    assert first.place == "三号楼"

"""Many posters are hung in one act, each once, under codes that no other has."""

import pytest

from sanling.domain.territory.actions import hang_code_points as many
from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.actions.hang_code_points import NewCodePoint, hang_code_points
from sanling.domain.territory.actions.retire_code_point import retire_code_point
from sanling.domain.territory.models import CodePoint
from tests.city import CITY, SIBLING_VILLAGE, TEST, VILLAGE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
PLACES = [NewCodePoint(VILLAGE, "大厅"), NewCodePoint(SIBLING_VILLAGE, "大厅"), NewCodePoint(VILLAGE, "大厅")]


def test_each_place_has_one_that_hangs_and_one_that_was_retired_is_hung_anew() -> None:
    assert hang_code_points(actor=TEST, city=CITY, places=PLACES) == 2
    assert hang_code_points(actor=TEST, city=CITY, places=PLACES) == 0
    retire_code_point(actor=TEST, code_point=CodePoint.objects.get(division=VILLAGE))
    assert hang_code_points(actor=TEST, city=CITY, places=PLACES) == 1
    assert CodePoint.objects.filter(division=VILLAGE).count() == 2


def test_a_code_that_a_poster_has_is_given_to_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = hang_code_point(actor=TEST, division=VILLAGE, place="村口").code
    drawn = iter([taken, "AAAAAAAA", "AAAAAAAA", "BBBBBBBB"])
    monkeypatch.setattr(many, "new_code", lambda: next(drawn))
    hang_code_points(actor=TEST, city=CITY, places=PLACES)
    assert set(CodePoint.objects.values_list("code", flat=True)) == {taken, "AAAAAAAA", "BBBBBBBB"}

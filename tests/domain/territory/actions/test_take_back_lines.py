"""What was moved is taken back once: the outlines of before hold again, and the history keeps both."""

import pytest
from django.core.exceptions import ValidationError

from sanling.domain.territory.actions.take_back_lines import take_back_lines
from sanling.domain.territory.models import Boundary, Edition, Redrawing
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import today
from tests.city import CITY, SIDE, SOUTH, TEST, VILLAGE, WEST
from tests.domain.territory.actions.test_move_lines import middle_to, move, open_lines
from tests.domain.territory.drawn import FIRST, draw_piece, outline

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def moved() -> Redrawing:
    draw_piece()
    return move(middle_to((WEST + SIDE * 1.2, SOUTH + SIDE * 1.1)))


def test_the_outlines_of_before_hold_again_at_every_level(moved: Redrawing) -> None:
    before = Boundary.objects.filter(pk__in=moved.ended)
    stamp = Edition.objects.get(city=CITY).stamp
    take_back_lines(actor=TEST, redrawing=moved)
    assert before.filter(valid_until=None).count() == len(moved.ended)
    assert Boundary.objects.filter(pk__in=moved.begun, valid_until=today()).count() == len(moved.begun)
    assert outline(FIRST).area == pytest.approx(SIDE * SIDE)
    assert outline(VILLAGE).area == pytest.approx(4 * SIDE * SIDE)
    assert Edition.objects.get(city=CITY).stamp != stamp
    assert moved.taken_back_by == TEST.key
    assert AuditRow.objects.filter(act="territory.take_back_redrawing").count() == 1


def test_it_is_taken_back_once_and_the_latest_first(moved: Redrawing) -> None:
    later = move(middle_to_again())
    with pytest.raises(ValidationError):
        take_back_lines(actor=TEST, redrawing=moved)
    take_back_lines(actor=TEST, redrawing=later)
    with pytest.raises(ValidationError):
        take_back_lines(actor=TEST, redrawing=later)
    take_back_lines(actor=TEST, redrawing=moved)
    assert outline(FIRST).area == pytest.approx(SIDE * SIDE)


def middle_to_again() -> dict[int, tuple[float, float]]:
    """Move the point that was moved once more."""
    points = list(open_lines().mesh.points)
    return {points.index((WEST + SIDE * 1.2, SOUTH + SIDE * 1.1)): (WEST + SIDE, SOUTH + SIDE * 1.2)}

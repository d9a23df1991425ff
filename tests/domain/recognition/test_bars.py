"""Rooms above say what bars a subject, and the reason is told."""

import pytest

from sanling.domain.matters.errors import NotAllowed
from sanling.domain.matters.models import Matter
from sanling.domain.recognition import bars
from sanling.domain.recognition.bars import Bar, barred
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import Cast, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanctioned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a room bar everybody."""
    bar = Bar("listed", "挂牌督办", lambda subjects, _year: dict.fromkeys(subjects, "整改期内"))
    monkeypatch.setattr(bars, "bars", lambda: (bar,))


def test_no_room_bars_anybody_unasked() -> None:
    assert barred([1, 2], 2026) == {}


def test_whoever_is_barred_is_not_proposed_and_is_told_why(
    recognition: Matter, cast: Cast, sanctioned: None
) -> None:
    subject = recognition.recognition.subject_id
    assert barred([subject], 2026) == {subject: ["挂牌督办：整改期内"]}
    walk(cast, recognition, "comparing")
    with pytest.raises(NotAllowed):
        act(cast["peace_officer"].viewer, recognition, "propose")

"""The ledger of subjects has its columns by name, and is narrowed by words, place and choices."""

from typing import Any

import pytest
from django.utils import translation

from sanling.domain.people.cast import Player
from sanling.domain.people.ledgers import Narrowed
from sanling.domain.subjects.ledgers import SUBJECTS
from sanling.domain.subjects.rules import Status
from sanling.foundation import clock
from tests.city import SIBLING_VILLAGE, VILLAGE
from tests.domain.subjects.helpers import HOSPITAL, SCHOOL, put, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def some(cast: dict[str, Player]) -> None:
    """Give a school, and a hospital of another village that is closed."""
    put(
        said(), said(HOSPITAL, "hospital", name="甲院医院", division_id=SIBLING_VILLAGE, status=Status.CLOSED)
    )


def found(viewer: Any, **narrowed: Any) -> list[str]:
    """Return the codes of the subjects to which the ledger is narrowed."""
    rows = SUBJECTS.find(viewer, Narrowed(**narrowed), clock.now())
    return list(SUBJECTS.in_order(rows, "").values_list("code", flat=True))


def test_it_is_narrowed_by_words_place_and_choices(cast: dict[str, Player]) -> None:
    viewer = cast["township_leader"].viewer
    assert found(viewer) == [HOSPITAL, SCHOOL]
    assert found(viewer, words="小学") == [SCHOOL]
    assert found(viewer, division=VILLAGE) == [SCHOOL]
    assert found(viewer, choices={"status": "closed"}) == [HOSPITAL]
    assert found(viewer, choices={"sector": "health", "type": "school"}) == []


def test_its_columns_say_names_in_the_readers_language(cast: dict[str, Player]) -> None:
    viewer = cast["township_leader"].viewer
    rows = list(SUBJECTS.find(viewer, Narrowed(words="小学"), clock.now()))
    with translation.override("en"):
        sheet = SUBJECTS.sheets(viewer, clock.now())(rows)
        shown = [column.value(row, sheet) for row in rows for column in SUBJECTS.columns([], Narrowed())]
    assert shown == [
        "通信花园小学",
        "School",
        SCHOOL,
        "金水区 花园路街道 通信花园社区居民委员会",
        "Education",
        "In operation",
    ]

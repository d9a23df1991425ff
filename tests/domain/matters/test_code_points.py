"""Code points are found by their words, places and codes, and say what was begun by them as far as one may know."""

import pytest

from sanling.domain.matters.code_points import CODE_POINTS, CodePointCriteria, Totals, figures_of, totals_of
from sanling.domain.people.cast import Player
from sanling.domain.subjects.actions.hang_at_subjects import hang_at_subjects
from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.actions.retire_code_point import retire_code_point
from sanling.domain.territory.openings import count_opening
from sanling.foundation import clock
from tests.city import SIBLING_TOWNSHIP, TEST, VILLAGE
from tests.domain.matters.helpers import registered
from tests.domain.subjects.helpers import put, said

pytestmark = pytest.mark.django_db


def found(player: Player, **criteria: str) -> set[str]:
    rows = CODE_POINTS.find(player.viewer, CodePointCriteria(**criteria), clock.now())
    return set(rows.values_list("place", flat=True))


def test_they_are_narrowed_by_words_code_place_and_state(cast: dict[str, Player]) -> None:
    near = hang_code_point(actor=TEST, division=VILLAGE, place="三號樓二单元")
    old = hang_code_point(actor=TEST, division=VILLAGE, place="村口")
    hang_code_point(actor=TEST, division=SIBLING_TOWNSHIP, place="三号楼")
    retire_code_point(actor=TEST, code_point=old)
    officer = cast["intake_officer"]
    assert found(officer) == {near.place, old.place}
    assert found(officer, q="三号楼") == found(officer, q=near.code[:5].lower()) == {near.place}
    assert found(officer, state="retired") == {old.place}
    assert found(officer, state="hanging", within=VILLAGE) == {near.place}
    assert not found(officer, within=SIBLING_TOWNSHIP)
    assert not found(officer, q="。")


def test_what_was_begun_and_how_often_it_was_opened_is_told(cast: dict[str, Player], workflows: None) -> None:
    point, quiet = (hang_code_point(actor=TEST, division=VILLAGE, place=place) for place in ("门口", "村口"))
    registered(scanned_code=point.code)
    registered(scanned_code="OTHER")
    for _time in range(2):
        count_opening(point)
    for key, begun in {"intake_officer": {point.code: 1}, "auditor": {}}.items():
        figures = figures_of(cast[key].viewer, [point, quiet])
        assert (figures.begun, figures.opened) == (begun, {point.pk: 2}), key


def test_they_are_narrowed_by_what_stands_there_and_added_up(
    cast: dict[str, Player], workflows: None
) -> None:
    put(said())
    officer = cast["intake_officer"]
    hang_at_subjects(actor=officer.viewer, type="school", within="4101")
    hang_code_point(actor=TEST, division=VILLAGE, place="门口")
    assert found(officer, type="school") == {"通信花园小学"}
    (point,) = CODE_POINTS.find(officer.viewer, CodePointCriteria(type="school"), clock.now())
    registered(scanned_code=point.code)
    registered(scanned_code="OTHER")
    for _time in range(3):
        count_opening(point)
    schools = CODE_POINTS.find(officer.viewer, CodePointCriteria(type="school"), clock.now())
    assert totals_of(officer.viewer, schools) == Totals(points=1, opened=3, begun=1)
    assert totals_of(cast["mediator"].viewer, schools).begun == 0

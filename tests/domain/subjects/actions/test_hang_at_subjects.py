"""Subjects get codes of their own: those of a type that one sees where one hangs posters, each once."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.subjects.actions.hang_at_subjects import hang_at_subjects
from sanling.domain.subjects.rules import Status
from sanling.domain.territory.actions.retire_code_point import retire_code_point
from sanling.domain.territory.models import CodePoint
from tests.city import CITY, SIBLING_VILLAGE, TOWNSHIP, VILLAGE
from tests.domain.subjects.helpers import HOSPITAL, SCHOOL, code_of, put, said

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture(autouse=True)
def some(cast: Cast) -> None:
    """Give a school of the cast's village, one of a township beside, one that is closed, and a hospital."""
    put(
        said(),
        said(code_of(3), name="邻街小学", division_id="410105001003"),
        said(code_of(4), name="旧小学", status=Status.CLOSED),
        said(HOSPITAL, "hospital", name="甲院医院"),
    )


def hung(player: Player, kind: str = "school", within: str = CITY) -> int:
    return hang_at_subjects(actor=player.viewer, type=kind, within=within)


def test_each_subject_in_operation_gets_a_code_under_its_name(cast: Cast) -> None:
    assert hung(cast["intake_officer"]) == 1
    point = CodePoint.objects.get()
    assert (point.place, point.division_id, point.type, point.of) == (
        "通信花园小学",
        VILLAGE,
        "school",
        SCHOOL,
    )


def test_it_gets_one_only_until_that_is_retired_and_under_its_new_name_too(cast: Cast) -> None:
    officer = cast["intake_officer"]
    assert hung(officer) == 1
    put(said(name="通信花园第一小学"))
    assert hung(officer) == 0
    retire_code_point(actor=officer.viewer, code_point=CodePoint.objects.get())
    assert hung(officer) == 1
    assert set(CodePoint.objects.values_list("place", flat=True)) == {"通信花园小学", "通信花园第一小学"}


def test_where_one_hangs_no_posters_none_is_hung(cast: Cast) -> None:
    assert hung(cast["sibling_township_intake"], within=TOWNSHIP) == 0
    assert hung(cast["sibling_township_intake"]) == 1
    assert hung(cast["mediator"]) == 0
    assert hung(cast["auditor"]) == 0


def test_it_is_narrowed_to_type_and_division(cast: Cast) -> None:
    officer = cast["intake_officer"]
    assert hung(officer, within=SIBLING_VILLAGE) == 0
    assert hung(officer, "hospital") == 1
    assert list(CodePoint.objects.values_list("of", flat=True)) == [HOSPITAL]


def test_two_subjects_of_one_name_in_one_village_have_a_code_each(cast: Cast) -> None:
    put(said(code_of(5)))
    assert hung(cast["intake_officer"]) == 2

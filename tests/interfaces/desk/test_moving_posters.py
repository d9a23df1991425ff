"""Posters are hung in all communities at once, moved and put right, within the jurisdiction."""

import pytest

from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.models import CodePoint
from tests.city import SIBLING_TOWNSHIP, TEST, TOWNSHIP, VILLAGE
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_each_village_and_community_gets_one_in_one_act(desk: SignIn) -> None:
    browser = desk("intake_officer")
    for _time in range(2):
        answer = browser.post("/desk/posters/each/", {"all_of": TOWNSHIP, "words": "大厅门口"})
        assert answer.headers["Location"] == "/desk/posters/"
    hung = list(CodePoint.objects.values_list("division", "place"))
    assert (VILLAGE, "大厅门口") in hung
    assert len(set(hung)) == len(hung)
    assert all(len(division) == 12 and division.startswith(TOWNSHIP) for division, _place in hung)


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"all_of": SIBLING_TOWNSHIP, "words": "门口"}, "all_of"), ({"all_of": TOWNSHIP}, "words")],
)
def test_what_is_wrong_with_it_is_told_beside_its_field(
    desk: SignIn, sent: dict[str, str], field: str
) -> None:
    answer = desk("intake_officer").post("/desk/posters/each/", sent)
    assert answer.status_code == 422
    assert field in answer.context["bulk"].errors
    assert not CodePoint.objects.exists()


def test_a_poster_is_moved_within_the_jurisdiction_alone(desk: SignIn) -> None:
    point = hang_code_point(actor=TEST, division=VILLAGE, place="三号楼")
    browser, address = desk("intake_officer"), f"/desk/posters/{point.code}/move/"
    for division, place, status in (
        (SIBLING_TOWNSHIP, "大厅", 422),
        (VILLAGE, " ", 422),
        (TOWNSHIP, "大厅", 302),
    ):
        answer = browser.post(address, {"division": division, "place": place})
        assert answer.status_code == status, division
    point.refresh_from_db()
    assert (point.division_id, point.place) == (TOWNSHIP, "大厅")
    assert desk("sibling_township_intake").post(address, {}).status_code == 404
    assert "大厅" in browser.get(f"/desk/posters/{point.code}/").content.decode()

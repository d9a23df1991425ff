"""A poster as a file: for those who keep it, and never with a box for a sign."""

import pytest

from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.models import CodePoint
from tests.city import TEST, VILLAGE
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def hung(place: str = "三号楼二单元门口") -> CodePoint:
    return hang_code_point(actor=TEST, division=VILLAGE, place=place)


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_a_poster_is_fetched_as_pdf(desk: SignIn, paper: str) -> None:
    point = hung()
    browser, address = desk("intake_officer"), f"/desk/posters/{point.code}/{paper}.pdf"
    assert address in browser.get(f"/desk/posters/{point.code}/").content.decode()
    answer = browser.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{point.code}-{paper}.pdf"'
    assert answer.content.startswith(b"%PDF")


def test_paper_that_there_is_not_is_not_found(desk: SignIn) -> None:
    assert desk("intake_officer").get(f"/desk/posters/{hung().code}/b5.pdf").status_code == 404


@pytest.mark.parametrize("wrong", ["\ue000", "𪚥"])
def test_a_sign_that_cannot_be_printed_is_told_on_the_posters_page(desk: SignIn, wrong: str) -> None:
    point = hung(f"{wrong}村口")
    browser = desk("intake_officer")
    answer = browser.get(f"/desk/posters/{point.code}/a4.pdf")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/posters/{point.code}/")
    page = browser.get(f"/desk/posters/{point.code}/").content.decode()
    assert f"字库缺少{wrong}" in page
    assert ".pdf" not in page

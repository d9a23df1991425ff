"""The deployment map on a page and on A3."""

from io import BytesIO

import pikepdf
import pytest

from tests.city import TOWNSHIP, VILLAGE
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
PAGE = "/desk/map/deployment/"


def test_it_is_shown_with_a_list_and_printed_on_a3(cast: object, desk: SignIn) -> None:
    matter = registered(lon=113.685, lat=34.785, title="<b>楼道</b>").matter
    browser = desk("intake_officer")
    page = browser.get(PAGE, {"place": VILLAGE}).content.decode()
    assert "<svg" in page
    assert f"/desk/matters/{matter.number}/" in page
    assert "<b>楼道" not in page
    answer = browser.get(f"{PAGE}file/", {"place": VILLAGE})
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(answer.content)) as printed:
        _left, _low, wide, high = map(float, printed.pages[0].mediabox)
        assert (round(wide), round(high)) == (1191, 842)


def test_it_is_of_villages_and_grids_of_ones_own(cast: object, desk: SignIn) -> None:
    for page in (PAGE, f"{PAGE}file/"):
        assert desk("intake_officer").get(page, {"place": TOWNSHIP}).status_code == 404
        assert desk("sibling_township_intake").get(page, {"place": VILLAGE}).status_code == 404
        assert desk("auditor").get(page).status_code == 403

"""The leak matrix, numbers of an earlier system: they lead to what one sees anyhow, and tell nothing of the rest."""

from pathlib import Path

import pytest

from sanling.domain.matters.models import Matter
from tests.city import City
from tests.domain.matters.imports.test_matters import OLD, OVER, taken
from tests.interfaces.doors import signed_in
from tests.leaks.searching import Cast, alike

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
NOBODYS_NUMBER = "〔2023〕调字第99号"


@pytest.mark.parametrize("typed", [OLD, "〔２０２３〕调字 第１５号"])
def test_an_old_number_leads_straight_to_its_matter(
    city: City, cast: Cast, tmp_path: Path, typed: str
) -> None:
    taken(tmp_path, OVER)
    number = Matter.objects.get().number
    browser = signed_in(cast["intake_officer"])
    assert browser.get("/desk/search/", {"q": typed})["Location"] == f"/desk/matters/{number}/"
    ledger = browser.get("/desk/matters/", {"words": typed, "registered_from": "", "open": ""})
    assert number in ledger.content.decode()
    page = browser.get(f"/desk/matters/{number}/").content.decode()
    assert OLD in page
    assert "在原系统办结" in page


def test_an_old_number_out_of_sight_is_answered_like_nobodys(city: City, cast: Cast, tmp_path: Path) -> None:
    taken(tmp_path, OVER)
    browser = signed_in(cast["sibling_township_intake"])

    def told(number: str) -> list[str]:
        pages = [
            browser.get("/desk/search/", {"q": number}),
            browser.get("/desk/matters/", {"words": number}),
        ]
        return alike(pages, number)

    told(NOBODYS_NUMBER)
    assert told(OLD) == told(NOBODYS_NUMBER)


def test_neither_residents_nor_other_systems_are_led_by_an_old_number(
    city: City, cast: Cast, tmp_path: Path
) -> None:
    hazard = "矛盾纠纷,邻里纠纷", "安全隐患,消防"
    report = taken(tmp_path, OVER.replace(*hazard).replace("调解成功", "").replace("王五", ""))
    assert not report.causes
    number = Matter.objects.get().number
    browser = signed_in(cast["liaison"])
    assert (
        number not in browser.get("/open311/v2/requests.json", {"start_date": "2023-05-01"}).content.decode()
    )
    assert browser.get(f"/open311/v2/requests/{number}.json").status_code == 404
    asked = browser.post("/track/", {"number": OLD, "phone": "13800000001"})
    assert asked.status_code == 422

"""A monthly bulletin is drafted from the overview, published by a second person, and read beside what it is now."""

from html import unescape

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.publications.models import Publication
from sanling.processes.figures.rebuilding import rebuild_city
from tests.city import CITY
from tests.interfaces.desk.figures.test_overview import Cast, open_door, page
from tests.interfaces.doors import signed_in
from tests.processes.figures.bulletins.helpers import MONTH, published
from tests.processes.figures.conftest import inventor, staffed
from tests.processes.figures.test_queries import counted

__all__ = ["counted", "inventor", "open_door", "staffed"]

pytestmark = pytest.mark.django_db
PAGE = "/desk/figures/bulletin/?period=2026-10"


def test_from_the_overview_to_what_is_published(counted: object, cast: Cast) -> None:
    officer, leader = signed_in(cast["city_peace_officer"]), signed_in(cast["city_leader"])
    assert "/desk/figures/bulletin/?place=4101" in page(officer, "/desk/overview/", period="2026-10")
    assert "/desk/figures/bulletin/" not in page(leader, "/desk/overview/")
    title = "郑州市2026年10月基层治理情况通报"
    assert title in page(officer, PAGE)
    wrong = officer.post(PAGE, {"title": title, "remarks": "排查23613起，化解21484起，成功率94%。"})
    assert wrong.status_code == 422
    assert "90.98%" in unescape(wrong.content.decode())
    assert not Publication.objects.exists()
    assert officer.post(PAGE, {"title": title, "remarks": ""}).status_code == 302
    made = Publication.objects.get()
    address = f"/desk/rates/published/{made.pk}/"
    assert officer.get(address).context["may"] == {"publish": False, "discard": True}
    leader.post(f"{address}decide/", {"decision": "confirm", "shown": made.shown})
    made.refresh_from_db()
    assert made.number == 1
    assert leader.get(f"{address}bulletin/").content.startswith(b"PK")


def test_what_it_is_now_stands_beside_for_who_sees_all(counted: object, cast: Cast) -> None:
    address = f"/desk/rates/published/{published(cast).pk}/"
    browser = signed_in(cast["city_leader"])
    assert "现：" not in page(browser, address)
    october = Matter.objects.filter(registered_at__date__range=(MONTH.first, MONTH.last))
    october.update(registered_at="2026-09-15T04:00:00Z")
    rebuild_city(CITY)
    assert "现：" in page(browser, address)
    assert "现：" not in page(signed_in(cast["township_leader"]), address)


def test_a_correction_is_drafted_from_its_page(counted: object, cast: Cast) -> None:
    made = published(cast)
    officer = signed_in(cast["city_peace_officer"])
    again = f"{PAGE}&place=4101&replaces={made.pk}"
    assert unescape(officer.get(f"/desk/rates/published/{made.pk}/").context["correct_url"]).endswith(
        f"replaces={made.pk}"
    )
    assert officer.post(again, {"title": "更正"}).status_code == 422
    assert officer.post(again, {"title": "更正", "reason": "补录"}).status_code == 302
    assert Publication.objects.get(replaces=made).reason == "补录"


@pytest.mark.parametrize("query", ["period=2026-Q4", "period=2026", "place=4102"])
def test_what_is_no_month_or_no_place_is_absent(cast: Cast, query: str) -> None:
    assert signed_in(cast["city_peace_officer"]).get(f"/desk/figures/bulletin/?{query}").status_code == 404

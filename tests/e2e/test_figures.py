"""A leader's morning: how the city stands, what is behind a number, the map, and the wall."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, ViewportSize, expect

from tests.city import VILLAGE
from tests.e2e.conftest import Picture
from tests.e2e.people import Staff

WALL: ViewportSize = {"width": 1920, "height": 1080}
NUMBER = re.compile(r"^[\d,]+$")


def told(cell: Locator) -> int:
    """Return a number that is written with commas."""
    return int(cell.inner_text().replace(",", ""))


def test_a_leader_opens_numbers_into_their_rows_looks_at_the_map_and_hangs_it_on_the_wall(
    staff: Callable[[str], Staff], picture_for_readme: Picture
) -> None:
    leader = staff("city_leader")
    page = leader.page
    expect(page).to_have_url(re.compile("/desk/overview/"))
    expect(page.locator(".key-figures li")).to_have_count(8)
    expect(page.locator("[hx-trigger=load]")).to_have_count(0)
    picture_for_readme(page, "overview")
    number = page.locator(".key-figure a").filter(has_text=NUMBER).first
    count = told(number)
    number.click()
    expect(page.locator("main")).to_contain_text(re.compile(rf"\b{count:,}\b|\b{count}\b"))
    if count <= 50:
        expect(page.locator("tbody tr")).to_have_count(count)

    page.get_by_role("link", name="地图", exact=True).first.click()
    expect(page.locator("#city-map canvas")).to_be_visible()
    expect(page.locator("#city-map[data-shown]:not([aria-busy])")).to_be_visible(timeout=60_000)
    expect(page.locator(".map-table tbody tr").first).to_be_visible()
    picture_for_readme(page, "map")
    # Down into a county, and a number of a township into its rows.
    page.locator(".map-table td.title a").first.click()
    expect(page.locator(".map-way")).to_contain_text("/")

    page.set_viewport_size(WALL)
    page.goto("/board/")
    expect(page.locator(".wall-cards li")).to_have_count(8)
    expect(page.locator(".wall-map path").first).to_be_visible()
    picture_for_readme(page, "wall")
    page.goto(f"/board/community/?place={VILLAGE}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("通信花园")
    picture_for_readme(page, "community")
    page.go_back()
    page.locator(".wall-number a").first.click()
    expect(page).to_have_url(re.compile("/desk/"))

"""Changzhi and Xuchang: rates as they were printed, down from the city to the rows that they were counted from."""

import json
import re
import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.e2e.people import Staff
from tests.e2e.running import City

At = Callable[..., Staff]
PAGE = "/desk/rates/?indicator=recognised"
Numbers = tuple[int, int]


def earliest(page: Page) -> str:
    """Return the address of the rates of the year that was taken over."""
    page.goto(PAGE)
    years = page.locator("select[name=period] option").evaluate_all(
        "options => options.map(each => each.value)"
    )
    return f"{PAGE}&period={min(years)}"


def told(page: Page, address: str) -> dict[str, list[str]]:
    """Return the lines of a page of rates: their cells by what they are of."""
    page.goto(address)
    lines: dict[str, list[str]] = {}
    for line in page.locator("tbody tr").all():
        name, *cells = (re.sub(r"\s+", " ", cell).strip() for cell in line.locator("td").all_inner_texts())
        lines[name] = cells
    return lines


def numbers(cell: str) -> Numbers:
    """Return the numerator and the denominator of a cell."""
    above, below = cell.split(" ")[1].split("/")
    return int(above), int(below)


def changzhis_rates(staff: At) -> None:
    """All figures that were printed of September 2020, and one county's rate down to its rows."""
    page = staff("city_peace_officer").page
    address = earliest(page)
    lines = told(page, address)
    assert lines["总计"][:4] == [
        "48.81% 1377/2821",
        "99.44% 53067/53364",
        "100.00% 168/168",
        "96.91% 54612/56353",
    ]
    by_type = told(page, f"{address}&by=type")
    below = {name: numbers(cells[3])[1] for name, cells in by_type.items()}
    assert (below["行政村"], below["社区"], below["宗教活动场所"]) == (2662, 159, 168)
    companies = sum(below[name] for name in ("企业", "商场超市", "市场", "矿山", "营业网点"))
    assert companies == 49602
    assert below["总计"] - 2821 - 168 - companies == 3762

    # From the county's rate to its townships, which add up, and to the rows.
    page.goto(address)
    page.get_by_role("link", name="潞州区", exact=True).click()
    expect(page.locator("main")).to_contain_text("东街街道")
    townships = told(page, page.url)
    assert townships["总计"][:4] == lines["潞州区"][:4]
    each = [numbers(cells[0]) for name, cells in townships.items() if name != "总计"]
    assert tuple(map(sum, zip(*each, strict=True))) == numbers(lines["潞州区"][0])
    above, _below = numbers(lines["潞州区"][0])
    page.locator("tbody tr").last.locator("td").nth(1).get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text(f"共 {above} 条")
    assert page.locator("tbody tr").count() == min(above, 50)
    page.locator("tbody tr a").first.click()
    expect(page.locator("main")).to_contain_text(re.compile(r"已认定.*沿用自演示：2020年9月", re.DOTALL))


def read(city: City, token: str, page: str = "", **asked: str) -> Any:
    """Return what a program reads of the rates of recognition."""
    request = urllib.request.Request(
        f"{city.url}/api/v1/rates/recognised{page}?{urlencode(asked)}",
        headers={"Authorization": f"Bearer {token}"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def changzhis_rates_by_program(city: City, period: str) -> None:
    """The same figures of September 2020, added up from what the API tells of each county and type, and its rows."""
    token = city.token("city_peace_officer")
    counties = read(city, token, period=period)["items"]
    groups = ("places", "institutions", "religious_sites")
    told = {
        group: tuple(
            sum(county["groups"][group][part] for county in counties if group in county["groups"])
            for part in ("numerator", "denominator")
        )
        for group in groups
    }
    assert told == {
        "places": (1377, 2821),
        "institutions": (53067, 53364),
        "religious_sites": (168, 168),
    }
    whole = [sum(county["rate"][part] for county in counties) for part in ("numerator", "denominator")]
    assert whole == [54612, 56353]
    by_type = {
        line["unit"]: line["rate"]["denominator"]
        for line in read(city, token, period=period, by="type")["items"]
    }
    assert (by_type["village"], by_type["community"], by_type["religious_site"]) == (2662, 159, 168)
    rows = read(city, token, "/rows", period=period, measure="recognised", group="religious_sites")
    assert rows["count"] == 168


def printed_on_a_sheet(staff: At) -> None:
    """A publication is printed with its title and all columns, and without what one does on a screen."""
    page = staff("peace_officer").page
    page.goto("/desk/rates/published/")
    page.locator("tbody a[data-row-link]").first.click()
    expect(page.get_by_role("button", name="打印", exact=True)).to_be_visible()
    # The width of A4 between its margins, at 96 dots an inch.
    page.set_viewport_size({"width": 718, "height": 1018})
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".page-actions")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 718


def xuchangs_rates(staff: At) -> None:
    """The rates that were printed of 2022: of all zeros, and of zero petitions alone."""
    page = staff("city_peace_officer").page
    address = earliest(page)
    recognised = told(page, address)["总计"]
    petitions = told(page, f"{address}&zero=petitions")["总计"]
    assert [cell.split(" ")[0] for cell in recognised[:2]] == ["83.50%", "98.55%"]
    assert [cell.split(" ")[0] for cell in petitions[:2]] == ["86.90%", "98.60%"]


def no_printed_year(staff: At) -> None:
    """Shenyang shows none: of no subject a title was taken over."""
    page = staff("city_peace_officer").page
    assert told(page, earliest(page))["总计"][0].startswith("0.00% 0/")

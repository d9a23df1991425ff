"""Every page that an audience can reach, at both widths: usable by everybody, quiet, and no wider than the screen."""

import os
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PHONE, Open
from tests.e2e.people import POSTER, Resident, Staff, picture
from tests.e2e.running import City
from tests.e2e.watching import inaccessible, overflow

# A folder for pictures of every page, for whoever wants to look at all of them at once.
SHOTS = os.environ.get("SANLING_SHOTS")
WIDTHS = {"phone": PHONE, "desk": DESK}
# Pages that differ most by who looks: examined for every audience, others for the first that reaches them.
OWN_PAGES = {"desk:inbox", "desk:matter", "desk:unit"}
# Answers that are no pages: files, data for script, parts of pages.
NO_PAGES = re.compile(
    r"(file|book|word|paper|pool|picture|thumbnail|places|\w*areas|map_points|challenge|find_\w+|\w*offers|\w+_count|\w+_tabs|\w+_needs)$|api:"
)
AUDIENCES = ("intake_officer", "mediator", "city_leader", "two_posts", "auditor", "administrator")


@dataclass
class Tour:
    """Follows the links of a site and examines one page of each address pattern, and of each act."""

    page: Page
    origin: str
    name: str
    seen: set[str]
    findings: list[str] = field(default_factory=list)

    def walk(self, *starts: str) -> None:
        """Examine the pages at these addresses and all that they lead to."""
        waiting = deque(starts)
        while waiting:
            address = waiting.popleft()
            if self._is_new(address):
                self.page.goto(address)
                self.examine(address)
                waiting.extend(self._links())

    def examine(self, what: str) -> None:
        """Note what is wrong with the page as it stands."""
        self.page.wait_for_load_state()
        found = inaccessible(self.page) + overflow(self.page)
        self.findings += [f"{what}: {finding}" for finding in found]
        if SHOTS:
            name = re.sub(r"\W+", "-", f"{self.name}-{what}").strip("-")[:90]
            self.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)

    def _is_new(self, address: str) -> bool:
        kind = pattern_of(address)
        if kind in OWN_PAGES:
            kind = f"{kind} of {self.name}"
        if kind is None or kind in self.seen:
            return False
        self.seen.add(kind)
        return True

    def _links(self) -> Iterator[str]:
        hrefs: list[str] = self.page.eval_on_selector_all(
            "a[href]", "links => links.map(link => new URL(link.getAttribute('href'), location.href).href)"
        )
        for href in hrefs:
            if href.startswith(self.origin):
                yield href.removeprefix(self.origin).split("#", 1)[0]


def pattern_of(address: str) -> str | None:
    """Return what kind of page an address is, ``None`` for what is no page."""
    parts = urlsplit(address)
    if parts.path.startswith("/demo/"):
        return "demo"
    try:
        found = resolve(parts.path)
    except Resolver404:
        return None
    if NO_PAGES.search(found.view_name):
        return None
    act = found.kwargs.get("code", "") if found.view_name.endswith("act") else ""
    return f"{found.view_name} {act}".strip()


@pytest.fixture(scope="session")
def examined() -> dict[str, set[str]]:
    """What was examined already, by width."""
    return {width: set() for width in WIDTHS}


@pytest.fixture(params=WIDTHS)
def tour(
    request: pytest.FixtureRequest, open_page: Open, city: City, examined: dict[str, set[str]]
) -> Callable[[str], Tour]:
    """Begin a tour at a width."""
    width = request.param
    return lambda name: Tour(open_page(**WIDTHS[width]), city.url, f"{name}-{width}", examined[width])


def test_residents_pages(
    tour: Callable[[str], Tour], resident: Callable[..., Resident], tmp_path: Path
) -> None:
    # A code is sent to a phone once a minute: each width has its own.
    phone = f"135{uuid4().int % 10**8:08d}"
    receipt = resident().report("楼上漏水，找物业没人管", phone=phone)
    visit = tour("resident")
    page = visit.page
    visit.walk("/", POSTER, "/q/ZZ-GONE-9999", receipt.link.removeprefix(visit.origin))

    page.goto(POSTER)
    page.get_by_role("button", name=re.compile("^下一步")).click()
    page.locator(".error-summary[tabindex]").wait_for()
    visit.examine("report, nothing filled in")
    somebody = Resident(page)
    somebody.describe("楼道堆放杂物", pictures=[picture(tmp_path)])
    page.locator("[name=place]").wait_for()
    visit.examine("report, where")
    somebody.locate(place="", phone="12")
    page.locator(".error-summary[tabindex]").wait_for()
    visit.examine("report, wrong phone")
    somebody.locate(place="1号楼", phone=phone)
    somebody.wait_for_proof()
    visit.examine("report, check")

    page.get_by_role("button", name="修改地点").click()
    page.locator("summary").first.click()
    page.locator("[name=query]").fill("花园")
    page.get_by_role("radio").first.wait_for()
    visit.examine("report, places found")
    page.goto("/track/")
    page.get_by_role("button", name="获取验证码").click()
    visit.examine("track, nothing filled in")
    page.locator("[name=number]").fill(receipt.number)
    page.locator("[name=phone]").fill(phone)
    page.get_by_role("button", name="获取验证码").click()
    visit.examine("track, code asked")
    code = re.search(r"\d{6}", page.locator(".note").inner_text())
    page.locator("[name=code]").fill("12")
    page.get_by_role("button", name="查看").click()
    visit.examine("track, wrong code")
    assert code
    page.locator("[name=code]").fill(code[0])
    page.get_by_role("button", name="查看").click()
    visit.walk(f"/mine/{receipt.number}/", "/mine/")
    for wrong in ("/nowhere/", "/t/0123456789abcdef0123/", f"/mine/{receipt.number[:-1]}/"):
        page.goto(wrong)
        visit.examine(wrong)
    assert visit.findings == []


@pytest.mark.parametrize("key", AUDIENCES)
def test_pages_of_staff(tour: Callable[[str], Tour], key: str) -> None:
    visit = tour(key)
    somebody = Staff(visit.page)
    visit.walk("/demo/", "/accounts/login/")
    somebody.sign_in(key)
    visit.walk("/desk/", "/desk/posts/", "/desk/search/?q=楼道", "/accounts/2fa/")
    if key == "two_posts":
        visit.page.goto("/desk/posts/")
        visit.page.locator("button[name=post]").first.click()
        visit.walk("/desk/")
    assert visit.findings == []


def test_staffs_pages_that_are_empty_closed_or_absent(tour: Callable[[str], Tour]) -> None:
    visit = tour("nothing")
    Staff(visit.page).sign_in("mediator")
    for address in (
        "/desk/?tab=joint",
        "/desk/search/?q=zzzz",
        "/desk/matters/?words=zzzz",
        "/desk/exports/",
        "/desk/audit/",
        "/desk/nowhere/",
        "/desk/matters/ZZ-000000-00000-0/",
    ):
        visit.page.goto(address)
        visit.examine(address)
    assert visit.findings == []


def test_staffs_pages_after_a_mistake(tour: Callable[[str], Tour], resident: Callable[..., Resident]) -> None:
    receipt = resident().report("健身器材螺丝松了，孩子差点摔下来")
    visit = tour("mistakes")
    page = visit.page
    Staff(page).sign_in("intake_officer")
    page.goto("/desk/new/")
    page.eval_on_selector_all("form", "forms => forms.forEach(form => form.noValidate = true)")
    page.get_by_role("button", name="登记", exact=True).click()
    page.locator(".error-summary[tabindex]").wait_for()
    visit.examine("new matter, nothing filled in")
    page.goto("/desk/matters/?registered_from=1066-10-14&division=nowhere")
    page.locator(".error-summary[tabindex]").wait_for()
    visit.examine("ledger, impossible filters")
    page.goto(f"/desk/matters/{receipt.number}/?act=refuse")
    page.eval_on_selector_all("form", "forms => forms.forEach(form => form.noValidate = true)")
    page.get_by_role("button", name="不予受理", exact=True).click()
    page.locator(".error-summary[tabindex]").wait_for()
    visit.examine("matter, act without its reason")
    closed = page.locator("details.act:not([open]) > summary")
    while closed.count():
        closed.first.click()
    expect(page.locator("#acts a.btn")).to_have_count(0)
    page.locator(".bar details > summary").click()
    visit.examine("matter, all acts open")
    page.goto(f"/desk/matters/{receipt.number}/")
    page.context.clear_cookies(name="csrftoken")
    page.locator("details.act").filter(has_text="受理").first.get_by_role(
        "button", name="受理", exact=True
    ).click()
    visit.examine("forged")
    assert visit.findings == []

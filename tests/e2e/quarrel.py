"""A quarrel on its way to a mediator, and both sides asked: where several journeys begin."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.people import PHONE, POSTER, Resident, Staff


def taken_up(
    resident: Callable[..., Resident], staff: Callable[[str], Staff], quarrel: str
) -> tuple[str, Staff]:
    """Report a quarrel, assign it and sign for it; return its number and the mediator."""
    receipt = resident().report(quarrel, poster=POSTER, place="3号楼1单元", name="王芳", phone=PHONE)
    officer = staff("intake_officer")
    officer.open(receipt.number)
    officer.open_act("受理")
    officer.do("受理")
    officer.open_act("指派")
    officer.pick("调解员", "孔春梅")
    officer.do("指派")
    mediator = staff("mediator")
    mediator.open(receipt.number)
    mediator.open_act("签收")
    mediator.do("签收")
    return receipt.number, mediator


def ask(page: Page, number: str, about: str = "楼上漏水的赔偿") -> list[str]:
    """Ask the other side, and return the addresses of both sides' pages, as their invitations show them."""
    page.goto(f"/desk/matters/{number}/sides/")
    page.get_by_label("对方姓名").fill("李大山")
    page.locator("[name=summary]").fill(about)
    page.get_by_role("button", name="登记").click()
    links = []
    for nth in (1, 2):
        page.goto(f"/desk/matters/{number}/sides/")
        page.locator(f"#side-{nth}").get_by_role("button", name="打印邀请函").click()
        found = re.search(r"/side/[\w-]+/", page.content())
        assert found is not None
        links.append(found[0])
    return links


def takes_part(page: Page, link: str, name: str) -> None:
    """Consent, where this was asked, and confirm the notice of rights and duties."""
    page.goto(link)
    consent = page.get_by_label("我同意调解")
    if consent.count():
        consent.check()
        page.get_by_role("button", name="提交").first.click()
    page.locator("[name=name]").fill(name)
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_text("您已于")).to_be_visible()

"""Xuchang: a company turns yellow, then orange; the clerk of its sector works the warning off, and it is blue again."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from playwright.sync_api import Page, expect
from stdnum.cn import uscc

from sanling.foundation.days import month_before, today
from tests.e2e.conftest import PHONE
from tests.e2e.people import NUMBER, Staff

# The last month whose zeros all departments of the cast's county have confirmed.
MONTH = month_before(month_before(today().replace(day=1)))
DAY = MONTH + timedelta(days=9)
PATIENCE, BEAT_MS = 40, 500


def orange_and_blue_again(staff: Callable[..., Staff]) -> None:
    """A visit past a level that was upheld, an accident with casualties, and both corrected."""
    clerk = staff("department_clerk")
    name, card = company(clerk.page)
    petitions, safety = staff("petition_officer"), staff("safety_officer")
    said = {"channel": "visit", "reached": "city", "persons": "1"}
    visit = happened(petitions, "petition_visit", name, said, "skips_levels", "upheld")
    number = warned(clerk.page, card, "黄色")
    accident = happened(safety, "accident", name, {"sort": "work", "time": "09:30", "other_injuries": "1"})
    assert warned(clerk.page, card, "橙色") == number

    # In the field, on a phone.
    phone = staff("department_clerk", **PHONE)
    phone.open(number)
    phone.open_act("整改完成")
    phone.act("整改完成").get_by_label("整改措施与结果").fill("约谈企业负责人，停产检修两日，补齐防护装置。")
    phone.do("整改完成")
    expect(phone.page.locator("main")).to_contain_text("已整改、待销号")

    corrected(petitions, visit)
    assert warned(clerk.page, card, "黄色") == number
    corrected(safety, accident)
    until(clerk.page, card, f"{MONTH:%Y-%m} 蓝色")
    clerk.open(number)
    expect(clerk.page.locator("main")).to_contain_text("已销号")


def company(page: Page) -> tuple[str, str]:
    """Add a company in the cast's community, there since before the month; return its name and its card's address."""
    begins = f"91999999MA{uuid4().hex[:7].upper()}"
    code = begins + uscc.calc_check_digit(begins)
    name = f"许昌旅程{code[-5:]}建材有限公司"
    page.goto("/desk/subjects/new/?type=company")
    page.locator("[name=code]").fill(code)
    page.locator("[name=name]").fill(name)
    somebody = Staff(page)
    somebody.pick("区划", "金地")
    page.locator("[name=sector]").select_option("housing")
    page.locator("[name=own_industry]").fill("建材")
    page.locator("[name=on]").fill(f"{MONTH:%Y-%m-%d}")
    page.get_by_role("button", name="新增", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    return name, page.url


def happened(lead: Staff, kind: str, name: str, said: dict[str, str], *so: str) -> str:
    """Record what the company answers for, and return the address of its page."""
    page = lead.page
    page.goto(f"/desk/incidents/new/{kind}/")
    page.locator("[name=happened_on]").fill(f"{DAY:%Y-%m-%d}")
    for label in ("发生在哪个主体", "责任主体"):
        lead.pick(label, name[:9], name)
    for field, value in said.items():
        box = page.locator(f"[name={field}]")
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    for field in so:
        page.locator(f"[name={field}][value=yes]").check()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page).to_have_url(re.compile(r"/desk/incidents/\d+/"))
    return page.url


def corrected(lead: Staff, address: str) -> None:
    """Say that it did not happen."""
    page = lead.page
    page.goto(f"{address}correct/")
    page.locator("[name=withdrawn]").check()
    page.locator("[name=reason]").fill("经复核，不属于该单位。")
    page.get_by_role("button", name="更正", exact=True).click()
    expect(page.locator("main")).to_contain_text("经复核")


def warned(page: Page, card: str, colour: str) -> str:
    """Return the number of the one warning that is open, once the month has a colour and the warning, too."""
    main = until(page, card, re.escape(f"{MONTH:%Y-%m} {colour}") + f".*{NUMBER.pattern}")
    numbers: set[str] = set(NUMBER.findall(main))
    assert len(numbers) == 1, main
    return numbers.pop()


def until(page: Page, address: str, pattern: str) -> str:
    """Look at a page until it says something, and return what it says: the worker computes it seconds after a fact."""
    said = ""
    for _nth in range(PATIENCE):
        page.goto(address)
        said = re.sub(r"\s+", " ", page.locator("main").inner_text())
        if re.search(pattern, said):
            return said
        page.wait_for_timeout(BEAT_MS)
    raise AssertionError(f"{pattern!r} is nowhere in: {said}")

"""The officer at the inbox: several at once, common acts in three clicks, and on to the next."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.people import Resident, Staff

At = Callable[..., Staff]


def test_several_matters_are_accepted_at_once(staff: At, resident: Callable[..., Resident]) -> None:
    numbers = [resident().report(f"公共晾衣架被占，第{at}户反映").number for at in (1, 2)]
    page = staff("intake_officer").page
    page.goto("/desk/?tab=unassigned&sort=-registered")
    accept = page.get_by_role("button", name="受理")
    for count, number in enumerate(numbers, start=1):
        page.get_by_role("row").filter(has_text=number).get_by_role("checkbox").check()
        expect(accept).to_have_text(f"受理 ({count})")
    expect(page.get_by_role("button", name="督办")).to_have_count(0)
    accept.click()
    for number in numbers:
        expect(page.get_by_role("row").filter(has_text=number)).to_contain_text("已办：受理")


class Clicks:
    """Clicks from the inbox on, choosing in a box and pressing a key counted as one each."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def click(self, found: Locator) -> None:
        found.click()
        self.count += 1

    def choose(self, box: Locator, choice: str) -> None:
        """Choose in a list, or among what a box offers on focus."""
        self.count += 1
        if box.evaluate("box => box.tagName") == "SELECT":
            value = box.locator("option").filter(has_text=choice).first.get_attribute("value")
            box.select_option(value)
            return
        box.focus()
        self.page.get_by_role("option").filter(has_text=choice).first.click()


def test_the_officers_common_acts_take_three_clicks_from_the_inbox(
    staff: At, resident: Callable[..., Resident]
) -> None:
    numbers = [resident().report(f"地下车库漏水，第{at}户反映").number for at in (1, 2, 3)]
    page = staff("intake_officer").page

    def begin() -> Clicks:
        page.goto("/desk/?tab=unassigned&sort=-registered")
        return Clicks(page)

    def row(number: str) -> Locator:
        return page.get_by_role("row").filter(has_text=number)

    # Accepted and assigned on its page.
    clicks = begin()
    clicks.click(row(numbers[0]).get_by_role("link"))
    clicks.choose(page.locator("[name=_charged]"), "孔春梅")
    clicks.click(page.locator("details.act-main").get_by_role("button", name="受理", exact=True))
    expect(page.get_by_text("已办：受理、指派")).to_be_visible()
    assert clicks.count == 3
    # The next of the heap stands there with its title, and a key opens it.
    expect(page.locator("a[data-next]")).to_be_visible()
    page.keyboard.press("n")
    page.wait_for_url(lambda url: "heap=unassigned" in url and numbers[0] not in url)

    # Accepted and assigned from the list.
    clicks = begin()
    clicks.click(row(numbers[1]).get_by_role("checkbox"))
    clicks.choose(page.locator("input[name=post]"), "孔春梅")
    clicks.click(page.get_by_role("button", name="指派"))
    expect(row(numbers[1])).to_contain_text("已办：受理、指派")
    assert clicks.count == 3

    # Accepted alone.
    clicks = begin()
    clicks.click(row(numbers[2]).get_by_role("checkbox"))
    clicks.click(page.get_by_role("button", name="受理"))
    expect(row(numbers[2])).to_contain_text("已办：受理")
    assert clicks.count == 2


def test_matters_are_taken_in_by_a_few_keys(staff: At, resident: Callable[..., Resident]) -> None:
    numbers = [resident().report(f"楼顶水箱漏水，第{at}户反映").number for at in (1, 2, 3)]
    page = staff("intake_officer").page
    page.goto("/desk/?tab=unassigned&sort=-registered")
    # On its page: the row, the matter, what can be done, and done.
    for key in ("j", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url(lambda url: numbers[2] in url)
    page.keyboard.press("a")
    page.keyboard.type("已电话核实")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("已办：受理")).to_be_visible()
    expect(page.locator(".timeline-list")).to_contain_text("已电话核实")

    # Over the list: rows are picked as they are walked.
    page.goto("/desk/?tab=unassigned&sort=-registered")
    picked = page.get_by_role("row").filter(has=page.get_by_role("checkbox", checked=True))
    for key in ("j", "j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(picked).to_have_count(2)
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="受理 (2)")).to_be_focused()
    page.keyboard.press("Enter")
    for number in numbers[:2]:
        expect(page.get_by_role("row").filter(has_text=number)).to_contain_text("已办：受理")

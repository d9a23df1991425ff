"""What staff type outlasts a closed tab and the end of their session, and nothing of it is left behind."""

import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.people import Resident, Staff
from tests.e2e.watching import Watch

At = Callable[..., Staff]
ENTRIES = "Object.entries(localStorage).filter(([name]) => name.startsWith('sanling-draft:desk:'))"
SECONDS = 5.0


def kept(page: Page, *, some: bool = True) -> str:
    """Wait until there are drafts, or none, and return all that the browser keeps of them."""
    until = time.monotonic() + SECONDS
    while bool(found := page.evaluate(ENTRIES)) is not some:
        assert time.monotonic() < until, found
        page.wait_for_timeout(50)
    return str(found)


def begin(page: Page) -> None:
    """Write half of what a caller says."""
    page.goto("/desk/new/")
    page.get_by_label("事情经过").fill("楼上漏水三天，厨房吊顶掉了一块。")
    page.locator("[name=applicant_name]").fill("赵小兰")
    page.get_by_role("radio", name="电话").check()


def test_a_form_is_given_back_after_the_session_ended(staff: At) -> None:
    officer = staff("intake_officer")
    begin(officer.page)
    assert "赵小兰" not in kept(officer.page)
    officer.page.context.clear_cookies(name="sessionid")
    officer.page.get_by_role("button", name="登记", exact=True).click()
    expect(officer.page.get_by_role("heading", level=1)).to_have_text("没有保存")
    officer.sign_in("intake_officer")
    officer.page.goto("/desk/new/")
    expect(officer.page.get_by_label("事情经过")).to_have_value("楼上漏水三天，厨房吊顶掉了一块。")
    expect(officer.page.locator("[name=applicant_name]")).to_have_value("赵小兰")
    expect(officer.page.get_by_role("radio", name="电话")).to_be_checked()
    expect(officer.page.get_by_role("status").filter(has_text="已恢复")).to_be_visible()


def test_an_acts_words_outlast_a_closed_tab_and_go_once_it_is_done(
    staff: At, resident: Callable[..., Resident]
) -> None:
    receipt = resident().report("楼道灯坏了，晚上看不见路")
    officer = staff("intake_officer")
    officer.open(receipt.number)
    officer.open_act("受理")
    officer.act("受理").get_by_label("备注").fill("已电话核实")
    kept(officer.page)
    again = officer.page.context.new_page()
    officer.page.close()
    officer = Staff(again)
    officer.open(receipt.number)
    expect(officer.act("受理").get_by_label("备注")).to_have_value("已电话核实")
    officer.do("受理")
    kept(again, some=False)


def test_an_acts_words_outlast_a_lost_connection_however_one_comes_back(
    staff: At, resident: Callable[..., Resident]
) -> None:
    receipt = resident().report("电梯门关不上，停在三楼")
    officer = staff("intake_officer")
    page = officer.page
    page.goto("/desk/")
    officer.open(receipt.number)
    matter = page.url.partition("?")[0]
    for goes_back in (True, False):
        page.goto(matter)
        page.goto(f"{matter}?act=note")
        page.locator("#acts textarea").last.fill("物业说明天来修")
        kept(page)
        page.context.set_offline(True)
        page.locator("#acts form").last.get_by_role("button").last.click()
        page.wait_for_function("!document.querySelector('main')")
        page.context.set_offline(False)
        if goes_back:
            page.go_back()
        else:
            page.goto("/desk/")
        expect(page.locator("main")).to_be_visible()
        page.goto(f"{matter}?act=note")
        expect(page.locator("#acts textarea").last).to_have_value("物业说明天来修")
        kept(page)


def test_signing_out_leaves_no_draft(staff: At) -> None:
    page = staff("intake_officer").page
    begin(page)
    kept(page)
    page.locator(".bar details summary").click()
    page.get_by_role("button", name="退出登录").click()
    kept(page, some=False)


def test_another_post_at_the_same_browser_is_given_nothing(staff: At) -> None:
    officer = staff("intake_officer")
    begin(officer.page)
    kept(officer.page)
    officer.page.context.clear_cookies()
    officer.sign_in("centre_director")
    officer.page.goto("/desk/new/")
    expect(officer.page.get_by_label("事情经过")).to_have_value("")


def test_a_page_whose_session_ended_says_so_where_one_types_and_leads_back(staff: At, watch: Watch) -> None:
    officer = staff("intake_officer")
    page = officer.page
    begin(page)
    kept(page)
    page.context.clear_cookies(name="sessionid")
    watch.expect("401")
    page.get_by_role("combobox", name="发生地").click()
    page.get_by_role("combobox", name="发生地").press_sequentially("通信花园")
    told = page.locator(".picker-nothing", has_text="您已退出登录")
    expect(told).to_be_visible()
    expect(page.get_by_role("combobox", name="发生地")).to_have_value("通信花园")
    told.get_by_role("link", name="重新登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("工作人员登录")
    officer.sign_in("intake_officer")
    page.goto("/desk/new/")
    expect(page.get_by_label("事情经过")).to_have_value("楼上漏水三天，厨房吊顶掉了一块。")


def test_a_page_that_renews_itself_says_that_its_session_ended(staff: At, watch: Watch) -> None:
    page = staff("intake_officer").page
    page.clock.install()
    page.goto("/desk/?heap=all")
    page.context.clear_cookies(name="sessionid")
    watch.expect("401")
    page.clock.fast_forward(21_000)
    told = page.locator("#failures")
    expect(told).to_contain_text("您已退出登录")
    assert str(told.get_by_role("link").get_attribute("href")).startswith("/accounts/login/?next=/desk/")


def test_what_is_begun_on_one_list_is_never_offered_on_another(staff: At) -> None:
    page = staff("intake_officer").page
    page.goto("/desk/matters/?kind=hazard&open=1")
    page.locator("summary", has_text="保存").first.click()
    page.locator("form[action='/desk/views/'] [name=name]").fill("隐患")
    kept(page)
    page.goto("/desk/matters/?kind=request&open=1")
    view = page.locator("form[action='/desk/views/']")
    expect(view.locator("[name=name]")).to_have_value("")
    expect(view.locator("[name=query]")).to_have_value("kind=request&open=1")
    page.goto("/desk/matters/?kind=hazard&open=1")
    expect(view.locator("[name=name]")).to_have_value("隐患")
    expect(view.locator("[name=query]")).to_have_value("kind=hazard&open=1")


def test_what_was_chosen_last_is_gone_once_somebody_signed_out(staff: At) -> None:
    page = staff("intake_officer").page
    page.goto("/desk/new/")
    page.get_by_role("combobox", name="发生地").click()
    page.get_by_role("combobox", name="发生地").press_sequentially("通信花园")
    page.locator(".picker [role=option]").first.click()
    picked = "Object.keys(localStorage).filter((name) => name.startsWith('picked'))"
    assert len(page.evaluate(picked)) == 1
    page.locator(".bar details summary").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(picked) == []


def test_what_was_taken_within_the_page_is_not_given_back(
    staff: At, resident: Callable[..., Resident]
) -> None:
    receipt = resident().report("楼道里堆着旧家具，过不去人")
    officer = staff("intake_officer")
    officer.open(receipt.number)
    card = officer.page.locator("#tags")
    box = card.get_by_role("combobox", name="标签")
    box.fill("楼道堆物")
    kept(officer.page)
    card.get_by_role("button", name="加上").click()
    expect(card.get_by_role("link", name="楼道堆物")).to_be_visible()
    kept(officer.page, some=False)
    expect(box).to_have_value("")
    expect(card.get_by_role("status").filter(has_text="已恢复")).to_have_count(0)
    # Half a word is given back, without a word of files that this form has none of.
    box.fill("占用")
    kept(officer.page)
    officer.page.reload()
    expect(box).to_have_value("占用")
    expect(card.get_by_role("status")).to_contain_text("已恢复")
    expect(card.get_by_role("status")).not_to_contain_text("文件")

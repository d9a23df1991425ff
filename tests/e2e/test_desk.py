"""Staff at work: on the phone, at odds with a colleague, in the ledger, under another post."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.e2e.people import NUMBER, Resident, Staff
from tests.e2e.watching import Watch

At = Callable[..., Staff]


def test_a_call_is_written_down_and_its_link_shown_once(staff: At, resident: Callable[..., Resident]) -> None:
    officer = staff("intake_officer")
    page = officer.page
    page.get_by_role("link", name="新登记").click()
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_role("radio", name="电话").check()
    page.get_by_label("类型和类别").select_option(label="邻里")
    page.get_by_label("事情经过").fill("来电人说楼上漏水，厨房吊顶已经掉了一块，楼上不开门。")
    officer.pick("发生地", "txhy", "通信花园")
    page.locator("[name=applicant_name]").fill("赵小兰")
    page.locator("[name=applicant_phone]").fill("13612345678")
    page.get_by_label("对方（文字描述）").fill("楼上住户")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(f"已登记.*{NUMBER.pattern}"))
    link = page.locator("code").inner_text()

    page.get_by_role("link", name="打开事项").click()
    main = page.locator("main")
    expect(main).to_contain_text("通信花园")
    expect(main).to_contain_text("赵**")
    expect(main).not_to_contain_text("赵小兰")

    # A link that staff have seen shows the resident how far it is, and nobody what was said.
    caller = resident().page
    caller.goto(link)
    expect(caller.locator("main")).to_contain_text("已收到，等待受理")
    expect(caller.locator("main")).not_to_contain_text("厨房吊顶")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is where it is wanted."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def test_a_walk_in_is_registered_accepted_and_assigned_by_keyboard_only(staff: At) -> None:
    page = staff("intake_officer").page
    keys, offers = page.keyboard, page.get_by_role("option")
    tab_to(page, "a[href='/desk/new/']")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("新登记")
    tab_to(page, "[name=channel]")
    keys.press("Space")
    tab_to(page, "[name=about]")
    keys.press("ArrowDown")
    tab_to(page, "[name=text]")
    keys.type("来访人说楼上半夜装修，敲墙声很大，多次沟通没有结果。")
    tab_to(page, "[name=division]")
    keys.type("txhy")
    expect(offers.filter(has_text="通信花园").first).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    tab_to(page, "[name=applicant_name]")
    keys.type("钱进")
    tab_to(page, "[name=charged]")
    mediator = offers.filter(has_text="调解员").first
    expect(mediator).to_be_visible()
    while mediator.get_attribute("aria-selected") != "true":
        keys.press("ArrowDown")
    keys.press("Enter")
    tab_to(page, "main button.btn-primary")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("已登记"))
    expect(page.get_by_role("status").filter(has_text="已受理并指派给")).to_be_visible()


def test_an_identity_is_shown_in_full_for_a_purpose(staff: At, resident: Callable[..., Resident]) -> None:
    receipt = resident().report("对门装修每天敲到晚上十点", name="欧阳静", phone="13598765432")
    officer = staff("intake_officer")
    officer.open(receipt.number)
    expect(officer.page.locator("main")).not_to_contain_text("135 9876 5432")
    officer.page.get_by_role("link", name="查看完整信息").click()
    officer.page.get_by_role("button", name="查看完整信息").click()
    expect(officer.page.get_by_label("查看用途")).to_have_js_property("validity.valid", value=False)
    officer.page.get_by_label("查看用途").fill("联系当事人核实装修时间")
    officer.page.get_by_role("button", name="查看完整信息").click()
    expect(officer.page.locator("main")).to_contain_text("欧阳静")
    expect(officer.page.locator("main")).to_contain_text("135 9876 5432")

    auditor = staff("auditor").page
    auditor.goto("/desk/audit/")
    expect(auditor.locator("tbody")).to_contain_text("联系当事人核实装修时间")


def test_a_form_overtaken_by_a_colleague_keeps_what_was_typed(
    staff: At, resident: Callable[..., Resident]
) -> None:
    receipt = resident().report("楼道堆放电动车，电线拉到窗外充电")
    officer, director = staff("intake_officer"), staff("centre_director")
    officer.open(receipt.number)
    officer.open_act("受理")
    officer.act("受理").get_by_label("备注").fill("已电话核实，情况属实")
    director.open(receipt.number)
    director.open_act("受理")
    director.do("受理")

    officer.act("受理").get_by_role("button", name="受理", exact=True).click()
    told = officer.page.locator("main")
    expect(told).to_contain_text("没有改动任何内容")
    expect(told).to_contain_text("施建平")
    expect(told).to_contain_text("已电话核实，情况属实")
    expect(officer.page.locator(".timeline-list li").filter(has_text="受理")).to_have_count(1)


def test_a_form_that_still_fits_can_be_sent_again_as_it_was(
    staff: At, resident: Callable[..., Resident]
) -> None:
    receipt = resident().report("小区围墙被车撞塌一段，一直没人修")
    officer, director = staff("intake_officer"), staff("centre_director")
    officer.open(receipt.number)
    officer.open_act("不予受理")
    refusal = officer.act("不予受理")
    refusal.get_by_role("radio").first.check()
    refusal.get_by_label("理由").fill("法院已经立案")
    director.open(receipt.number)
    director.open_act("受理")
    director.do("受理")
    refusal.get_by_role("button", name="不予受理", exact=True).click()
    expect(officer.page.locator("main")).to_contain_text("没有改动任何内容")
    expect(officer.act("不予受理").get_by_label("理由")).to_have_value("法院已经立案")
    officer.do("不予受理")


def test_the_post_is_switched_in_one_click(staff: At) -> None:
    page = staff("two_posts").page
    page.get_by_role("button", name="花园路街道综治中心").click()
    expect(page.get_by_role("heading", name="收件箱")).to_be_visible()
    menu = page.locator(".bar details")
    expect(menu.locator("summary")).to_contain_text("受理员")
    menu.locator("summary").click()
    menu.get_by_role("button", name="调解员").click()
    expect(menu.locator("summary")).to_contain_text("调解员")
    expect(page.get_by_role("link", name="扫码点")).to_have_count(0)


def test_a_new_colleague_gets_a_post_and_somebody_stands_in_and_the_post_ends(staff: At) -> None:
    officer, tail = staff("village_secretary"), f"{uuid4().int % 10**8:08d}"
    name = f"钟小雨{tail}"
    page = officer.page
    page.get_by_role("link", name="单位与岗位").click()
    page.goto("/desk/units/?at=410105002012")
    page.get_by_role("link", name=re.compile("居民委员会|居委会|村（居）民|通信花园")).last.click()
    page.get_by_role("link", name="任命", exact=True).click()
    page.get_by_label("角色").select_option(label="网格员")
    page.get_by_role("button", name="任命").click()
    expect(page.get_by_role("alert")).to_contain_text("请选择一位同事")
    page.get_by_label("姓名").fill(name)
    page.get_by_label("用户名").fill(f"zhong{tail}")
    page.get_by_label("手机").fill(f"138{tail}")
    page.get_by_role("button", name="任命").click()
    page.get_by_role("link", name=name).click()
    expect(page.get_by_text("待确认", exact=True)).to_be_visible()
    # The secretary made the account too, so somebody else vouches for it.
    director = staff("centre_director").page
    director.goto("/desk/confirmations/")
    card = director.locator(".card").filter(has_text=name)
    card.locator("summary", has_text=re.compile("^确认")).click()
    card.get_by_role("button", name="确认", exact=True).click()
    expect(director.locator("main")).not_to_contain_text(name)
    page.reload()
    officer.pick("代理人", "孔春梅")
    page.get_by_label("最后一天").fill("2099-01-01")
    page.get_by_role("button", name="安排").click()
    leave = page.get_by_role("row").filter(has_text="孔春梅")
    expect(leave).to_be_visible()
    leave.locator("summary").click()
    for answer in ("结束代理", "先不了"):
        expect(page.get_by_role("button", name=answer)).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="先不了").click()
    page.get_by_role("combobox", name="代理人").press_sequentially("查无此人")
    expect(page.locator(".picker-nothing:not(:empty)")).to_have_text("这里没有这个名称可选。")
    page.keyboard.press("Escape")
    page.locator("summary", has_text="离任").click()
    page.get_by_role("button", name="离任").click()
    expect(page.get_by_role("link", name=name)).to_have_count(0)


def test_the_ledger_is_narrowed_and_taken_away_as_excel(staff: At, tmp_path: Path) -> None:
    officer = staff("intake_officer")
    page = officer.page
    page.get_by_role("link", name="台账", exact=True).click()
    page.get_by_role("combobox", name="类型", exact=True).select_option(label="安全隐患")
    officer.pick("区划", "通信花园")
    page.get_by_role("button", name="筛选").click()
    rows = page.locator("tbody tr")
    expect(rows.first).to_be_visible()
    for cell in rows.all_inner_texts():
        assert "安全隐患" in cell
        assert "通信花园" in cell
    due = page.get_by_role("columnheader", name="到期").bounding_box()
    assert due is not None
    assert page.viewport_size is not None
    assert due["x"] + due["width"] <= page.viewport_size["width"]
    page.mouse.wheel(0, 4000)
    expect(page.get_by_role("columnheader", name="到期")).to_be_in_viewport()
    expect(page.get_by_role("link", name="收件箱")).to_be_in_viewport()
    page.get_by_text("保存为视图", exact=True).click()
    page.get_by_label("视图名称").fill("通信花园隐患")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("link", name="台账", exact=True).click()
    page.get_by_role("link", name="通信花园隐患").click()
    expect(page.get_by_role("link", name="通信花园隐患")).to_have_attribute("aria-current", "page")
    assert all("安全隐患" in cell for cell in rows.all_inner_texts())
    count = re.search(r"(\d+) 件", page.locator("main").inner_text())
    page.get_by_role("button", name="导出 Excel").click()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="下载").first.click(timeout=60_000)
    path = tmp_path / "ledger.xlsx"
    downloading.value.save_as(path)
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    heads, body = sheet[0], sheet[1:]
    assert {"编号", "标题", "类型"} <= set(heads)
    assert {row[heads.index("类型")] for row in body} == {"安全隐患"}
    assert count is None or len(body) == int(count[1])


def test_a_network_that_fails_is_said_and_costs_nothing(
    staff: At, resident: Callable[..., Resident], watch: Watch
) -> None:
    watch.expect("htmx:")
    watch.expect("Worker failed to load")
    receipt = resident().report("广场舞音响太大，住户睡不着")
    officer = staff("intake_officer")
    officer.open(receipt.number)
    officer.act("受理").get_by_label("备注").fill("写到一半")
    officer.page.context.set_offline(True)
    officer.act("不予受理").locator("summary").click()
    expect(officer.page.get_by_role("alert").filter(has_text="网络")).to_be_visible()
    expect(officer.act("受理").get_by_label("备注")).to_have_value("写到一半")


def test_rows_are_walked_and_opened_by_keys(staff: At) -> None:
    page = staff("intake_officer").page
    page.goto("/desk/matters/")
    links = page.locator("table[data-rows] a[data-row-link]")
    for key, row in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(links.nth(row)).to_be_focused()
    number = page.locator("table[data-rows] tbody tr").nth(1).inner_text()
    page.keyboard.press("?")
    expect(page.get_by_text("快捷键")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_text("快捷键")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"/desk/matters/{NUMBER.pattern}/"))
    assert NUMBER.findall(page.url) == NUMBER.findall(number)

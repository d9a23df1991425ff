"""Reporting when things go wrong: no script, a double click, no network, a strange code, hostile words."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Dialog, expect

from tests.e2e.people import PHONE, POSTER, Resident, Staff, picture

NEW = Callable[..., Resident]


def test_a_browser_without_script_reports_the_same_way(resident: NEW, tmp_path: Path) -> None:
    somebody = resident(java_script_enabled=False)
    somebody.page.goto(POSTER)
    somebody.describe(
        "楼道的灯坏了两个月，晚上老人上下楼很危险，找物业没有结果。", pictures=[picture(tmp_path)]
    )
    somebody.locate(place="5号楼1单元", name="李敏", phone=PHONE)
    expect(somebody.page.locator("main .attachments img")).to_have_count(1)
    receipt = somebody.send()
    somebody.page.goto(receipt.link)
    expect(somebody.page.get_by_text("楼道的灯坏了两个月").last).to_be_visible()
    expect(somebody.page.get_by_role("heading", name="已收到，等待受理")).to_be_visible()


@pytest.mark.parametrize(
    ("sent", "kept"), [((1080, 15000), [1080, 15000]), ((4000, 3000), [1920, 1440])], ids=["long", "photo"]
)
def test_what_stands_in_a_long_screenshot_can_be_read_by_who_opens_it(
    resident: NEW, tmp_path: Path, sent: tuple[int, int], kept: list[int]
) -> None:
    shot = tmp_path / "聊天记录.jpg"
    Image.effect_noise(sent, 40).save(shot, quality=60)
    somebody = resident()
    somebody.page.goto(POSTER)
    somebody.describe("微信群里的聊天记录，物业答应过修楼道的灯", pictures=[shot])
    somebody.locate(place="5号楼1单元", phone=PHONE)
    somebody.page.goto(somebody.send().link)
    somebody.page.locator(".attachments a").first.scroll_into_view_if_needed()
    size = somebody.page.locator(".attachments a").first.evaluate(
        "async (link) => { const found = await createImageBitmap(await (await fetch(link.href)).blob());"
        " return [found.width, found.height]; }"
    )
    assert size == kept


def test_two_clicks_on_the_last_button_make_one_matter(resident: NEW, staff: Callable[[str], Staff]) -> None:
    words = f"楼上住户半夜拉琴到一点多，连着两个星期，第{uuid4().int % 10**9}次反映"
    somebody = resident()
    somebody.page.goto(POSTER)
    somebody.describe(words)
    somebody.locate(place="6号楼2单元", phone=PHONE)
    somebody.wait_for_proof()
    somebody.page.get_by_role("button", name="提交").dblclick()
    receipt = somebody.receipt()

    officer = staff("intake_officer")
    officer.page.goto(f"/desk/search/?q={words}")
    rows = officer.page.locator("tbody tr").filter(has_text=words)
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(receipt.number)


def test_a_neighbour_follows_what_was_reported_already_instead_of_repeating_it(
    resident: NEW, staff: Callable[[str], Staff]
) -> None:
    words = f"配电箱的门掉了，电线露在外面，第{uuid4().int % 10**9}次反映"
    receipt = resident().report(words, kind="安全隐患", place="7号楼1单元", name="王秀兰", phone=PHONE)

    neighbour = resident()
    neighbour.page.goto(POSTER)
    neighbour.describe("楼下有电线露在外面", kind="安全隐患")
    neighbour.locate(place="7号楼2单元")
    expect(neighbour.page.get_by_role("heading", name="是不是下面这件事？")).to_be_visible()
    neighbour.page.get_by_role("button", name=re.compile("^就是这件")).first.click()
    expect(neighbour.page.get_by_role("heading", name="您已关注这件反映")).to_be_visible()
    link = neighbour.page.url
    expect(neighbour.page.locator("main")).not_to_contain_text(re.compile(f"王秀兰|{receipt.number}|配电箱"))

    officer = staff("intake_officer")
    officer.open(receipt.number)
    expect(officer.page.locator("main")).to_contain_text("另有 1 位居民关注此事")
    officer.open_act("受理")
    officer.do("受理")
    neighbour.page.goto(link)
    expect(neighbour.page.locator("main")).to_contain_text("已受理")


def test_without_network_the_words_stay_and_are_sent_when_it_is_back(resident: NEW) -> None:
    words = "小区门口的石墩挡住了救护车的路"
    somebody = resident()
    somebody.page.goto(POSTER)
    somebody.describe(words, kind="安全隐患")
    somebody.page.context.set_offline(True)
    somebody.locate(place="南门")
    expect(somebody.page.get_by_role("alert").filter(has_text="网络没有连上")).to_be_visible()
    expect(somebody.page.locator("[name=place]")).to_have_value("南门")
    somebody.page.context.set_offline(False)
    somebody.page.get_by_role("button", name=re.compile("^下一步")).click()
    expect(somebody.page.locator("main")).to_contain_text(words)
    somebody.wait_for_proof()
    somebody.page.context.set_offline(True)
    somebody.page.get_by_role("button", name="提交").click()
    expect(somebody.page.get_by_role("alert").filter(has_text="网络没有连上")).to_be_visible()
    expect(somebody.page.locator("main")).to_contain_text(words)
    somebody.page.context.set_offline(False)
    somebody.send()


def test_what_is_added_to_a_matter_outlasts_a_lost_connection(resident: NEW, tmp_path: Path) -> None:
    words = "昨晚又吵到两点，录了音"
    somebody = resident()
    page = somebody.page
    page.goto(somebody.report("楼上夜里总是吵闹，睡不着").link)
    page.get_by_role("link", name="补充情况").click()
    page.locator("[name=message]").fill(words)
    page.locator("input[type=file]").set_input_files(picture(tmp_path))
    page.context.set_offline(True)
    send = page.locator("form button", has_text="补充情况").last
    send.click()
    expect(page.get_by_role("alert").filter(has_text="网络没有连上")).to_be_visible()
    expect(page.locator("[name=message]")).to_have_value(words)
    expect(page.locator(".picked li")).to_have_count(1)
    page.context.set_offline(False)
    send.click()
    expect(page.get_by_text("已送达，办理人员会看到。")).to_be_visible()
    expect(page.locator("main")).to_contain_text(words)
    page.go_back()
    expect(page.locator("[name=message]")).to_have_value("")


def test_a_page_opened_anew_is_filled_in_again(resident: NEW) -> None:
    somebody = resident()
    somebody.page.goto(POSTER)
    somebody.page.locator("[name=text]").fill("写到一半，手机没电了")
    somebody.page.reload()
    expect(somebody.page.locator("[name=text]")).to_have_value("写到一半，手机没电了")
    somebody.page.get_by_role("button", name="重新填写").click()
    expect(somebody.page.locator("[name=text]")).to_have_value("")


def test_a_receipt_opened_again_leaves_the_report_that_is_written_meanwhile(resident: NEW) -> None:
    somebody = resident()
    somebody.report("路灯不亮了，晚上很黑", place="文化路口")
    receipt = somebody.page
    receipt.wait_for_function("!Object.keys(localStorage).some((name) => name.startsWith('sanling-draft:'))")
    another = receipt.context.new_page()
    another.goto(POSTER)
    another.locator("[name=text]").fill("第二件：楼下噪音很大")
    receipt.reload()
    another.reload()
    expect(another.locator("[name=text]")).to_have_value("第二件：楼下噪音很大")


@pytest.mark.parametrize("code", ["ZZ-GONE-9999", "<b>x</b>", "🏠 a?b#c%"])
def test_an_unknown_code_still_takes_the_report(
    resident: NEW, staff: Callable[[str], Staff], code: str
) -> None:
    somebody = resident()
    answer = somebody.page.goto(f"/q/{quote(code)}")
    assert answer
    assert answer.status == 200
    somebody.describe("井盖松了，车一压就翘起来", kind="安全隐患")
    expect(somebody.page.get_by_text("没有识别出地点")).to_be_visible()
    somebody.page.locator("[name=query]").fill("通信花园")
    somebody.page.get_by_role("radio", name="通信花园").first.check()
    somebody.locate(place="文化路和东风路口")
    receipt = somebody.send()

    officer = staff("intake_officer")
    officer.open(receipt.number)
    expect(officer.page.get_by_role("definition").get_by_text(code, exact=True)).to_be_visible()


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(resident: NEW) -> None:
    somebody = resident()
    somebody.page.goto(POSTER)
    somebody.page.locator("[name=text]").fill("只写了情况，没有选类别")
    somebody.page.get_by_role("button", name=re.compile("^下一步")).click()
    expect(somebody.page.get_by_role("alert")).to_be_focused()
    expect(somebody.page.locator("[name=text]")).to_have_value("只写了情况，没有选类别")
    somebody.page.get_by_role("radio", name="矛盾纠纷").check()
    somebody.page.get_by_role("button", name=re.compile("^下一步")).click()
    somebody.locate(place="7号楼", phone="12ab")
    phone = somebody.page.locator("[name=phone]")
    expect(phone).to_have_attribute("aria-invalid", "true")
    expect(phone).to_have_value("12ab")
    expect(somebody.page.locator("[name=place]")).to_have_value("7号楼")


def test_script_in_words_is_shown_and_never_run(resident: NEW, staff: Callable[[str], Staff]) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    somebody = resident()
    somebody.page.on("dialog", note)
    receipt = somebody.report(f"{hostile} 邻居吵架", place=hostile, name=hostile[:40])
    somebody.page.goto(receipt.link)
    expect(somebody.page.locator("main")).to_contain_text(hostile)

    officer = staff("intake_officer")
    officer.page.on("dialog", note)
    officer.page.goto("/desk/matters/?q=onerror")
    expect(officer.page.locator("tbody").first).to_contain_text("<script>alert(1)")
    officer.open(receipt.number)
    expect(officer.page.locator("main")).to_contain_text(hostile)
    assert dialogs == []


def test_a_matter_is_found_again_by_number_and_phone(resident: NEW) -> None:
    receipt = resident().report("楼下饭店油烟直排，窗户不敢开", phone="13700137222")
    somebody = resident()
    page = somebody.page
    page.goto("/")
    page.get_by_role("link", name="查询办理进度").click()
    page.locator("[name=number]").fill(receipt.number.lower())
    page.locator("[name=phone]").fill("137 0013 7222")
    page.get_by_role("button", name="获取验证码").click()
    code = re.search(r"\d{6}", page.locator(".note").inner_text())
    assert code
    page.locator("[name=code]").fill("000000" if code[0] != "000000" else "000001")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("[name=code]").fill(code[0])
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("heading", name="已收到，等待受理")).to_be_visible()


def test_a_resident_adds_something_and_withdraws(resident: NEW, tmp_path: Path) -> None:
    somebody = resident()
    receipt = somebody.report("物业收了停车费却没有车位")
    page = somebody.page
    page.goto(receipt.link)
    page.get_by_role("link", name="补充").click()
    page.locator("textarea").fill("补充一张收据的照片")
    page.locator("input[type=file]").set_input_files(picture(tmp_path))
    page.get_by_role("button", name="补充").click()
    course = page.get_by_role("region", name="办理经过")
    expect(course).to_contain_text("补充一张收据的照片")
    expect(course.locator(".attachments img")).to_have_count(1)
    page.get_by_role("link", name="撤回").click()
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_role("heading", name="您已撤回")).to_be_visible()


def test_a_report_may_say_where_the_phone_is(resident: NEW) -> None:
    somebody = resident()
    somebody.page.context.grant_permissions(["geolocation"])
    somebody.page.context.set_geolocation({"longitude": 113.68, "latitude": 34.78})
    somebody.page.goto("/report/")
    somebody.describe("路面塌了一块", kind="安全隐患")
    # Without a base map nobody is asked to find a place on an empty plan.
    expect(somebody.page.locator("[data-map]")).to_have_count(0)
    somebody.page.get_by_role("button", name="我就在那里").click()
    expect(somebody.page.locator("[name=lon]")).not_to_have_value("")
    somebody.locate(place="路口")
    expect(somebody.page.locator("main")).to_contain_text("路口")
    somebody.send()

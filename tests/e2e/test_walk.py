"""The walk that the product is for: from a poster in a stairwell to a rating, everyone seeing where it stands."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Picture
from tests.e2e.people import PHONE, POSTER, Receipt, Resident, Staff, picture

RUBBISH = "三楼邻居把垃圾和旧纸箱长期堆在楼道里，又臭又堵路，夏天更厉害。说过几次都不管，请社区帮忙调解。"


def test_rubbish_in_the_stairwell_is_reported_settled_and_rated(
    resident: Callable[..., Resident],
    staff: Callable[[str], Staff],
    tmp_path: Path,
    picture_for_readme: Picture,
) -> None:
    somebody = resident()
    receipt = report(somebody, picture(tmp_path), picture_for_readme)
    take_in(staff("intake_officer"), receipt.number, picture_for_readme)
    mediator = staff("mediator")
    settle(mediator, receipt.number, picture(tmp_path, 1), picture_for_readme)
    rate(somebody, receipt)
    mediator.open(receipt.number)
    expect(mediator.page.locator(".timeline-list li").first).to_contain_text("评价")


def report(somebody: Resident, photograph: Path, picture_for_readme: Picture) -> Receipt:
    page = somebody.page
    page.goto(POSTER)
    somebody.tell(RUBBISH, kind="矛盾纠纷", pictures=[photograph])
    expect(page.locator(".picked img")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    picture_for_readme(page, "portal")
    page.get_by_role("button", name=re.compile("^下一步")).click()
    expect(page.get_by_text("您扫码的地点")).to_contain_text("通信花园")
    somebody.locate(place="3号楼2单元三层楼道", name="王芳", phone=PHONE)
    review = page.locator("main")
    expect(review).to_contain_text(RUBBISH)
    expect(review).to_contain_text("3号楼2单元三层楼道")
    expect(review.locator(".attachments img")).to_be_visible()
    return somebody.send()


def take_in(officer: Staff, number: str, picture_for_readme: Picture) -> None:
    page = officer.page
    page.get_by_role("link", name="本单位待指派").click()
    picture_for_readme(page, "inbox")
    # The oldest number first, then the newest.
    for order in ("ascending", "descending"):
        page.get_by_role("columnheader", name="编号").get_by_role("link").click()
        expect(page.get_by_role("columnheader", name="编号")).to_have_attribute("aria-sort", order)
    page.get_by_role("row").filter(has_text=number).get_by_role("link").click()
    expect(page.locator(".attachments img").first).to_be_visible()
    officer.open_act("受理")
    officer.do("受理")
    officer.open_act("指派")
    officer.pick("调解员", "孔春梅")
    officer.do("指派")


def settle(mediator: Staff, number: str, photograph: Path, picture_for_readme: Picture) -> None:
    mediator.page.get_by_role("row").filter(has_text=number).get_by_role("link").click()
    mediator.open_act("签收")
    mediator.do("签收")
    picture_for_readme(mediator.page, "matter")
    mediator.open_act("已联系当事人")
    mediator.act("已联系当事人").get_by_label("说明").fill("已电话联系双方，约好今晚在社区调解室见面。")
    mediator.do("已联系当事人")
    mediator.open_act("达成协议")
    agreement = mediator.act("达成协议")
    agreement.get_by_label("口头协议").check()
    agreement.get_by_label("办理结果").fill("邻居当天清走垃圾和纸箱，承诺不再堆放；双方握手言和。")
    agreement.locator("input[type=file]").set_input_files(photograph)
    mediator.do("达成协议")


def rate(somebody: Resident, receipt: Receipt) -> None:
    page = somebody.page
    page.goto(receipt.link)
    expect(page.get_by_role("heading", name="已达成协议")).to_be_visible()
    course = page.get_by_role("region", name="办理经过")
    for words in (
        "已受理",
        "已交给调解员",
        "调解员已确认接手",
        "调解员已与您联系",
        "已达成调解协议",
        "握手言和",
    ):
        expect(course).to_contain_text(words)
    page.get_by_role("link", name="评价").click()
    page.get_by_role("group", name="办理结果").get_by_role("radio", name="5").check()
    page.get_by_role("button", name="评价").click()
    expect(page.get_by_text("谢谢您的评价")).to_be_visible()

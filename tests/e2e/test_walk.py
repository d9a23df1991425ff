"""The walk that the product is for: from a poster in a stairwell to a rating, everyone seeing where it stands."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.people import PHONE, POSTER, Resident, Staff, picture

RUBBISH = "三楼邻居把垃圾和旧纸箱长期堆在楼道里，又臭又堵路，夏天更厉害。说过几次都不管，请社区帮忙调解。"


def test_rubbish_in_the_stairwell_is_reported_settled_and_rated(
    resident: Callable[..., Resident], staff: Callable[[str], Staff], tmp_path: Path
) -> None:
    somebody = resident()
    somebody.page.goto(POSTER)
    somebody.describe(RUBBISH, pictures=[picture(tmp_path)])
    expect(somebody.page.get_by_text("通信花园")).to_be_visible()
    somebody.locate(place="3号楼2单元三层楼道", name="王芳", phone=PHONE)
    review = somebody.page.locator("main")
    expect(review).to_contain_text(RUBBISH)
    expect(review).to_contain_text("3号楼2单元三层楼道")
    expect(review.locator(".attachments img")).to_be_visible()
    receipt = somebody.send()

    officer = staff("intake_officer")
    officer.page.get_by_role("link", name="本单位待指派").click()
    officer.page.get_by_role("link", name="编号").click()
    row = officer.page.get_by_role("row").filter(has_text=receipt.number)
    expect(row).to_be_visible()
    row.get_by_role("link").click()
    expect(officer.page.locator(".attachments img").first).to_be_visible()
    officer.open_act("受理")
    officer.do("受理")
    officer.open_act("指派")
    officer.pick("调解员", "孔春梅")
    officer.do("指派")

    mediator = staff("mediator")
    mediator.page.get_by_role("row").filter(has_text=receipt.number).get_by_role("link").click()
    mediator.open_act("签收")
    mediator.do("签收")
    mediator.open_act("已联系当事人")
    mediator.act("已联系当事人").get_by_label("说明").fill("已电话联系双方，约好今晚在社区调解室见面。")
    mediator.do("已联系当事人")
    mediator.open_act("达成协议")
    agreement = mediator.act("达成协议")
    agreement.get_by_label("口头协议").check()
    agreement.get_by_label("办理结果").fill("邻居当天清走垃圾和纸箱，承诺不再堆放；双方握手言和。")
    agreement.locator("input[type=file]").set_input_files(picture(tmp_path, 1))
    mediator.do("达成协议")

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

    mediator.open(receipt.number)
    expect(mediator.page.locator(".timeline-list")).to_contain_text("评价")

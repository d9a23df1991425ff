"""A quarrel is settled to the end on two phones and a desk: signed by all, sealed, performed, checked."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.people import Resident, Staff
from tests.e2e.quarrel import ask, taken_up, takes_part

QUARREL = "楼上漏水泡坏了我家的墙和地板，说了两次都不肯赔，请社区帮忙调解。"


def test_two_sides_sign_on_their_phones_and_the_body_seals(
    resident: Callable[..., Resident], staff: Callable[[str], Staff]
) -> None:
    number, mediator = taken_up(resident, staff, QUARREL)
    links = ask(mediator.page, number)
    phones = [resident().page, resident().page]
    for phone, link, name in zip(phones, links, ("王芳", "李大山"), strict=True):
        takes_part(phone, link, name)
    draw_up(mediator.page, number)
    for phone, link in zip(phones, links, strict=True):
        signs_on_glass(phone, f"{link}agreement/")
    mediator_signs(mediator.page, number)
    seal(staff("village_secretary").page, number)
    checked = mediator.page
    checked.goto(f"/desk/matters/{number}/agreement/")
    performed(phones[0], f"{links[0]}agreement/")
    checked.get_by_role("link", name="调解协议查验").click()
    expect(checked.get_by_role("status")).to_contain_text("这份协议有效")
    expect(checked.locator("main")).not_to_contain_text("王芳")


def draw_up(page: Page, number: str) -> None:
    """Draw up, look through, and close."""
    page.goto(f"/desk/matters/{number}/agreement/")
    page.get_by_role("button", name="开始").click()
    page.get_by_label("纠纷主要事实").fill("楼上漏水，泡坏楼下墙面和地板。")
    first = page.get_by_role("group", name="第1条")
    first.get_by_label("条款").fill("赔偿墙面和地板的损失。")
    first.get_by_label("履行内容").select_option("pays")
    first.get_by_label("由谁履行").select_option("2")
    first.get_by_label("向谁履行").select_option("1")
    first.get_by_label("金额（元）").fill("3000")
    page.get_by_role("button", name="保存并检查").click()
    expect(page.get_by_role("region", name="检查结果")).to_contain_text("没有写明最迟哪一天履行")
    page.get_by_role("button", name="定稿，交付签署").click()
    expect(page.locator("main")).to_contain_text("人民币叁仟元整（¥3,000.00）")


def draw_strokes(page: Page) -> None:
    """Sign with the mouse, as a finger would."""
    pad = page.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    for left, right in ((0.2, 0.45), (0.55, 0.8)):
        page.mouse.move(box["x"] + box["width"] * left, box["y"] + box["height"] * 0.3)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * right, box["y"] + box["height"] * 0.7, steps=8)
        page.mouse.up()


def signs_on_glass(page: Page, url: str) -> None:
    """Read the text, turn the phone over in the middle, and sign."""
    page.goto(url)
    expect(page.locator("main")).to_contain_text("人民币叁仟元整（¥3,000.00）")
    draw_strokes(page)
    page.set_viewport_size({"width": 844, "height": 390})
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="我已阅读文本，确认签署").first.click()
    expect(page.get_by_role("status").filter(has_text="签署")).to_be_visible()


def mediator_signs(page: Page, number: str) -> None:
    """Sign as the mediator."""
    page.goto(f"/desk/matters/{number}/agreement/")
    page.get_by_role("link", name="在本机签名").click()
    draw_strokes(page)
    page.get_by_role("button", name="我已阅读文本，确认签署").click()
    expect(page.get_by_text("签名已留存")).to_be_visible()


def seal(page: Page, number: str) -> None:
    """Put the body's seal under it."""
    page.goto(f"/desk/matters/{number}/agreement/")
    page.get_by_role("button", name="盖章").click()
    expect(page.get_by_role("heading", name="已生效")).to_be_visible()


def performed(page: Page, url: str) -> None:
    """Tell that the other side paid."""
    page.goto(url)
    page.get_by_text("告知履行情况").click()
    page.get_by_label("全部履行").check()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_role("heading", name="已履行")).to_be_visible()

"""A quarrel is settled to the end on two phones and a desk: signed by all, sealed, performed or confirmed, checked."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.people import Resident, Staff, picture
from tests.e2e.quarrel import ask, taken_up, takes_part


@dataclass(frozen=True)
class Agreed:
    """What a quarrel is about, and what the sides agree on: the second pays the first so many yuan."""

    quarrel: str
    about: str
    facts: str
    clause: str
    yuan: str
    in_words: str


LEAK = Agreed(
    "楼上漏水泡坏了我家的墙和地板，说了两次都不肯赔，请社区帮忙调解。",
    "楼上漏水的赔偿",
    "楼上漏水，泡坏楼下墙面和地板。",
    "赔偿墙面和地板的损失。",
    "3000",
    "人民币叁仟元整（¥3,000.00）",
)
# The case of which Zhengzhou reports that agreement and confirmation came on the same day.
FLAT = Agreed(
    "父亲去年去世，留下花园路一套房子，哥哥一直住着，我们为怎么继承吵了几回，请帮忙调解。",
    "父亲留下的房子如何继承",
    "父亲去世后留下花园路房屋一套，兄妹二人均为法定继承人，对房屋的处理有争议。",
    "房屋由哥哥继承，哥哥补偿妹妹应得份额的折价款。",
    "300000",
    "人民币叁拾万元整（¥300,000.00）",
)


def test_two_sides_sign_on_their_phones_and_the_body_seals(
    resident: Callable[..., Resident], staff: Callable[[str], Staff]
) -> None:
    number, mediator, phones, links = in_force(resident, staff, LEAK)
    checked = mediator.page
    checked.goto(f"/desk/matters/{number}/agreement/")
    performed(phones[0], f"{links[0]}agreement/")
    checked.get_by_role("link", name="调解协议查验").click()
    expect(checked.get_by_role("status")).to_contain_text("这份协议有效")
    expect(checked.locator("main")).not_to_contain_text("王芳")


def test_an_inherited_flat_is_settled_and_the_court_confirms_it(
    resident: Callable[..., Resident], staff: Callable[[str], Staff], tmp_path: Path
) -> None:
    number, mediator, phones, links = in_force(resident, staff, FLAT)
    at_desk = mediator.page
    begin_application(at_desk, number)
    for phone, link in zip(phones, links, strict=True):
        phone.goto(f"{link}confirmation/")
        phone.get_by_label("您的送达地址").fill("花园路18号院3号楼202室")
        phone.get_by_role("button", name="我申请司法确认").click()
        expect(phone.get_by_role("button", name="我申请司法确认")).to_be_hidden()
    at_desk.goto(f"/desk/matters/{number}/confirmation/")
    applied = at_desk.get_by_role("region", name="共同申请").get_by_role("link").first.inner_text()
    mediator.open(applied)
    mediator.open_act("向法院提交申请")
    mediator.do("向法院提交申请")
    decide(staff("judge"), applied, picture(tmp_path))
    for phone, link in zip(phones, links, strict=True):
        phone.goto(f"{link}confirmation/")
        expect(phone.get_by_role("heading", name="法院已裁定协议有效")).to_be_visible()
        expect(phone.get_by_role("heading", name="法院的裁定")).to_be_visible()
    at_desk.goto(f"/desk/matters/{number}/agreement/")
    at_desk.get_by_role("link", name="调解协议查验").click()
    expect(at_desk.get_by_role("status")).to_contain_text("这份协议有效")
    expect(at_desk.locator("main")).not_to_contain_text("花园路")


def in_force(
    resident: Callable[..., Resident], staff: Callable[[str], Staff], agreed: Agreed
) -> tuple[str, Staff, list[Page], list[str]]:
    """Settle a quarrel; return its number, the mediator, and both sides' phones and links."""
    number, mediator = taken_up(resident, staff, agreed.quarrel)
    links = ask(mediator.page, number, agreed.about)
    phones = [resident().page, resident().page]
    for phone, link, name in zip(phones, links, ("王芳", "李大山"), strict=True):
        takes_part(phone, link, name)
    draw_up(mediator.page, number, agreed)
    for phone, link in zip(phones, links, strict=True):
        signs_on_glass(phone, f"{link}agreement/", agreed)
    mediator_signs(mediator.page, number)
    seal(staff("village_secretary").page, number)
    return number, mediator, phones, links


def begin_application(page: Page, number: str) -> None:
    """Answer all grounds with no, and begin the joint application at the court that is proposed."""
    page.goto(f"/desk/matters/{number}/confirmation/")
    for answer in page.locator("input[type=radio][value=no]").all():
        answer.check()
    page.get_by_role("button", name="保存回答").click()
    page.get_by_role("button", name="开始", exact=True).click()
    expect(page.get_by_role("heading", name="共同申请", exact=True)).to_be_visible()


def decide(judge: Staff, number: str, ruling: Path) -> None:
    """Read the bundle, take the application, see both sides, and confirm the agreement."""
    judge.open(number)
    bundle = judge.page.get_by_role("link", name="申请材料（PDF）").get_attribute("href")
    assert bundle is not None
    assert judge.page.request.get(bundle).status == 200
    judge.open_act("受理")
    judge.act("受理").get_by_label("案号").fill("（2026）豫0105诉前调确1号")
    judge.do("受理")
    judge.open_act("记录到场核实")
    judge.act("记录到场核实").get_by_label("双方当事人共同到场").check()
    judge.do("记录到场核实")
    judge.open_act("裁定确认有效")
    judge.act("裁定确认有效").get_by_label("裁定书文号").fill("（2026）豫0105民特1号")
    judge.act("裁定确认有效").locator("input[type=file]").set_input_files(ruling)
    judge.do("裁定确认有效")


def draw_up(page: Page, number: str, agreed: Agreed) -> None:
    """Draw up, look through, and close."""
    page.goto(f"/desk/matters/{number}/agreement/")
    page.get_by_role("button", name="开始").click()
    page.get_by_label("纠纷主要事实").fill(agreed.facts)
    first = page.get_by_role("group", name="第1条")
    first.get_by_label("条款").fill(agreed.clause)
    first.get_by_label("履行内容").select_option("pays")
    first.get_by_label("由谁履行").select_option("2")
    first.get_by_label("向谁履行").select_option("1")
    first.get_by_label("金额（元）").fill(agreed.yuan)
    page.get_by_role("button", name="保存并检查").click()
    expect(page.get_by_role("region", name="检查结果")).to_contain_text("没有写明最迟哪一天履行")
    page.get_by_role("button", name="定稿，交付签署").click()
    expect(page.locator("main")).to_contain_text(agreed.in_words)


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


def signs_on_glass(page: Page, url: str, agreed: Agreed) -> None:
    """Read the text, turn the phone over in the middle, and sign."""
    page.goto(url)
    expect(page.locator("main")).to_contain_text(agreed.in_words)
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

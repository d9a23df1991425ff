"""A company's year in Zhengzhou: brought in a list, declared on a phone, decided, published, and objected to."""

import re
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import xlsxwriter
from playwright.sync_api import Page, expect
from stdnum.cn import uscc

from tests.e2e.people import NUMBER, Resident, Staff

At = Callable[..., Staff]
VILLAGE = "410105002012"
HEADS = ("单位名称", "单位类别", "统一社会信用代码", "所属社区", "主管部门", "负责人", "负责人电话")


def test_a_company_goes_from_a_list_to_recognition_and_an_objection_is_upheld(
    staff: At, resident: Callable[..., Resident], tmp_path: Path
) -> None:
    begins = f"91999999MA{uuid4().hex[:7].upper()}"
    code = begins + uscc.calc_check_digit(begins)
    name = f"郑州旅程{code[-4:]}门窗有限公司"
    city = staff("city_peace_officer")
    take_in(city.page, _list(tmp_path / "企业名单.xlsx", name, code))
    number = opened(city.page, name)

    # The township hands its link over, and the company declares itself on a phone.
    township = staff("intake_officer")
    township.open(number)
    told = re.search(r"http\S+/recognition/\S+", township.page.locator("main").inner_text())
    assert told is not None
    link = told[0]
    phone = resident().page
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text(name)
    phone.get_by_label("创建情况").fill("全年培训四次，排查隐患十二处，均已整改。")
    phone.get_by_label("以上内容真实、完整").check()
    phone.get_by_role("button", name="自主申报").click()
    expect(phone.get_by_role("heading", name="乡镇（街道）正在核查")).to_be_visible()

    township.open(number)
    township.open_act("核查，送行业主管部门")
    township.act("核查，送行业主管部门").get_by_label("情况属实").check()
    township.do("核查，送行业主管部门")
    sector = staff("department_clerk")
    sector.open(number)
    sector.open_act("提出意见")
    sector.act("提出意见").get_by_label("同意认定", exact=True).check()
    sector.do("提出意见")
    # Of a month that isn't established its lead department says what it found.
    for lead in ("petition_officer", "safety_officer", "police_officer"):
        compare(staff(lead), number)
    county = staff("peace_officer")
    county.open(number)
    county.open_act("拟认定，公示")
    county.do("拟认定，公示")

    somebody = resident().page
    answer = object_to(somebody, name)
    # Who proposed it reads the objection and doesn't decide on it; the city's office does, in writing.
    county.open(number)
    expect(county.act("异议成立，不予认定")).to_have_count(0)
    city.open(number)
    expect(city.page.locator("main")).to_contain_text("十月份厂区起过火")
    city.open_act("异议成立，不予认定")
    city.act("异议成立，不予认定").get_by_label("理由").fill("经消防救援大队核实，十月火灾未登记，异议成立。")
    city.do("异议成立，不予认定")
    somebody.goto(answer)
    expect(somebody.locator("main")).to_contain_text("异议成立")
    phone.goto(link)
    expect(phone.get_by_role("heading", name="未予认定")).to_be_visible()
    expect(phone.get_by_role("button", name="申请复核")).to_be_visible()


def _list(path: Path, name: str, code: str) -> Path:
    """Write a list as departments keep it: a title above the headings, one row sound and one without a code."""
    rows = (
        ("金水区创建单位名单",),
        HEADS,
        (name, "企业", code, VILLAGE, "住建局", "王建国", "13937100123"),
        ("无码商行", "企业", "", VILLAGE, "住建局", "", ""),
    )
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("企业")
        for nth, row in enumerate(rows):
            page.write_row(nth, 0, row)
    return path


def take_in(page: Page, path: Path) -> None:
    """Bring a list at the desk, look at what would become of it, and have it taken in."""
    page.goto("/desk/imports/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="上传并检查").click()
    # A layout that was taken in before asks nothing.
    check = page.get_by_role("button", name="检查名单")
    take = page.get_by_role("button", name="导入 1 行")
    expect(check.or_(take).first).to_be_visible()
    if not take.is_visible():
        check.click()
    expect(page.get_by_role("row").filter(has_text="请填写此项")).to_contain_text("4")
    take.click()
    expect(page.get_by_role("heading", name="导入结果")).to_be_visible()


def opened(page: Page, name: str) -> str:
    """Open the year for whoever has none yet, and return the number of a subject's recognition."""
    page.goto("/desk/recognition/")
    page.get_by_role("button", name="为其启动本年度认定").click()
    number = None
    for _nth in range(30):
        page.goto(f"/desk/search/?q={name}")
        number = NUMBER.search(page.locator("main").inner_text())
        if number:
            break
        page.wait_for_timeout(500)
    assert number is not None
    return number[0]


def compare(lead: Staff, number: str) -> None:
    """Say that the zero of one's own department was kept, and what that rests on."""
    lead.open(number)
    lead.open_act("比对：尚未确认的月份")
    lead.act("比对：尚未确认的月份").get_by_label("做到", exact=True).check()
    lead.act("比对：尚未确认的月份").get_by_label("依据").fill("经核查台账，当月无登记事项。")
    lead.do("比对：尚未确认的月份")


def object_to(page: Page, name: str) -> str:
    """Find what is published of a name on the portal and object, as anybody may; return the address of the answer."""
    page.goto("/recognition/")
    page.get_by_label("单位名称").fill(name)
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="提出异议").click()
    page.locator("[name=text]").fill("十月份厂区起过火，两个人送医院，名单里没有算。")
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile("/recognition/answer/"))
    expect(page.locator("main")).to_contain_text(name)
    return page.url

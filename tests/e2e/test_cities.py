"""Each city that ships is walked as its own profile has it; Zhengzhou's journeys are all the others here."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Resident, Staff, picture
from tests.e2e.rated import (
    PAGE,
    changzhis_rates,
    changzhis_rates_by_program,
    earliest,
    no_printed_year,
    printed_on_a_sheet,
    xuchangs_rates,
)
from tests.e2e.running import City, running_city
from tests.e2e.warned import orange_and_blue_again

QUARREL = "楼上装修漏水，把我家天花板泡坏了，对方不肯赔，请帮忙调解。"
At = Callable[..., Staff]


@pytest.fixture(scope="module", params=["shenyang", "xuchang", "changzhi"])
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Another city's demonstration, instead of the usual one."""
    with running_city(tmp_path_factory.mktemp(request.param), request.param) as running:
        yield running


@pytest.fixture
def profile(request: pytest.FixtureRequest, city: City) -> str:
    """Tell which city it is."""
    return str(request.node.callspec.params["city"])


def test_a_report_goes_the_way_of_its_city(
    profile: str, resident: Callable[..., Resident], staff: At, tmp_path: Path
) -> None:
    WALKS[profile](resident(), staff, tmp_path)


def test_programs_read_the_figures_that_were_printed_of_changzhi(profile: str, city: City, staff: At) -> None:
    if profile == "changzhi":
        page = staff("city_peace_officer").page
        period = earliest(page).removeprefix(f"{PAGE}&period=")
        changzhis_rates_by_program(city, period)


def test_a_city_shows_what_it_is_known_for(profile: str, staff: At) -> None:
    for journey in KNOWN_FOR[profile]:
        journey(staff)


def reported(somebody: Resident, officer: Staff, community: str, kind: str = "矛盾纠纷") -> str:
    """Report from a poster in a community, and have it taken in."""
    officer.page.goto("/desk/posters/")
    code = officer.page.locator("a[data-row-link]").filter(has_text=community).first.get_attribute("href")
    assert code
    number = somebody.report(QUARREL, poster=f"/q/{code.strip('/').rsplit('/', 1)[-1]}", kind=kind).number
    officer.open(number)
    officer.open_act("受理")
    officer.do("受理")
    return number


def judged(officer: Staff, number: str, act: str, colour: str) -> None:
    """Register what was accepted, and judge it."""
    officer.open(number)
    officer.open_act("登记")
    officer.do("登记")
    officer.open_act(act)
    officer.act(act).get_by_label(colour).check()
    officer.do(act)


def shenyang(somebody: Resident, staff: At, _folder: Path) -> None:
    """Collect, accept, register, warn, handle, resolve, revisit; the difficult and the complex go other ways."""
    officer = staff("intake_officer")
    number = reported(somebody, officer, "丰泽")
    assert number.startswith("SY-")
    judged(officer, number, "预警：简单，当场化解", "黄色")
    officer.open_act("当场化解")
    officer.act("当场化解").get_by_label("办理结果").fill("双方当场说和，三日内修好。")
    officer.do("当场化解")
    officer.open_act("回访")
    officer.act("回访").get_by_label("满意", exact=True).check()
    officer.do("回访")
    officer.open_act("归档")
    officer.do("归档")
    expect(officer.page.locator("main")).to_contain_text("已化解")

    difficult = reported(somebody, officer, "丰泽")
    judged(officer, difficult, "预警：疑难，派驻部门牵头", "蓝色")
    officer.open_act("交派驻部门")
    officer.choose("交派驻部门", "派驻部门", "和平区住房")
    officer.do("交派驻部门")
    leader = staff("department_leader")
    leader.open(difficult)
    expect(leader.page.locator("summary").get_by_text("指派", exact=True)).to_be_visible()

    joint = reported(somebody, officer, "丰泽")
    judged(officer, joint, "预警：复杂，三站会商", "红色")
    expect(officer.page.locator("summary").get_by_text("三站会商", exact=True)).to_be_visible()


def settled_by_mediation(somebody: Resident, staff: At, folder: Path) -> None:
    """Take in, charge a mediator, who settles it."""
    officer = staff("intake_officer")
    number = reported(somebody, officer, "金地")
    assert number.startswith("XC-")
    officer.open_act("指派")
    officer.choose("指派", "调解员", "孔春梅")
    officer.do("指派")
    mediator = staff("mediator")
    mediator.open(number)
    mediator.open_act("签收")
    mediator.do("签收")
    mediator.open_act("已联系当事人")
    mediator.act("已联系当事人").get_by_label("说明").fill("已约双方见面。")
    mediator.do("已联系当事人")
    mediator.open_act("达成协议")
    mediator.act("达成协议").get_by_label("口头协议").check()
    mediator.act("达成协议").get_by_label("办理结果").fill("当天修好。")
    mediator.act("达成协议").locator("input[type=file]").set_input_files(picture(folder))
    mediator.do("达成协议")
    expect(mediator.page.locator("main")).to_contain_text("已化解")


def carried_upward(somebody: Resident, staff: At, _folder: Path) -> None:
    """Hand a request to the village's secretary, who carries it to the county."""
    officer = staff("intake_officer")
    number = reported(somebody, officer, "和平", kind="求助")
    assert number.startswith("CZ-")
    officer.open_act("指派")
    officer.choose("指派", "交给谁办", "张桂兰")
    officer.do("指派")
    secretary = staff("village_secretary")
    secretary.open(number)
    secretary.open_act("签收")
    secretary.do("签收")
    secretary.open_act("书记代办上交")
    secretary.act("书记代办上交").get_by_label("理由").fill("本级无力解决。")
    secretary.do("书记代办上交")
    expect(secretary.page.locator("main")).to_contain_text("潞州区")


WALKS = {"shenyang": shenyang, "xuchang": settled_by_mediation, "changzhi": carried_upward}
KNOWN_FOR: dict[str, tuple[Callable[[At], None], ...]] = {
    "shenyang": (no_printed_year,),
    "xuchang": (xuchangs_rates, orange_and_blue_again),
    "changzhi": (changzhis_rates, printed_on_a_sheet),
}

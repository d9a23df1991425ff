"""Two sides and a mediator meet in the online room: they write, show, speak alone, and see each other."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.e2e.conftest import STEP_MS, chromium
from tests.e2e.people import Resident, Staff, picture
from tests.e2e.quarrel import ask, taken_up, takes_part
from tests.e2e.watching import inaccessible, overflow

QUARREL = "楼上总在半夜搬东西，楼下老人睡不好，双方吵过几次，都愿意在手机上谈。"
# The other's picture moves: it has a size, and its clock goes on.
SEEN = """async () => {
  const video = document.querySelector('.tile:not(.tile-own) video');
  if (!video || !video.videoWidth) return false;
  const before = video.currentTime;
  await new Promise((done) => setTimeout(done, 300));
  return video.currentTime > before;
}"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Run one that has a camera and a microphone, and is allowed to use them."""
    flags = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    with chromium(playwright, *flags, "--autoplay-policy=user-gesture-required") as found:
        yield found


def test_they_write_show_and_see_each_other_and_nothing_is_lost_without_network(
    resident: Callable[..., Resident], staff: Callable[[str], Staff], tmp_path: Path
) -> None:
    number, mediator = taken_up(resident, staff, QUARREL)
    links = ask(mediator.page, number)
    first, second = phones = [resident().page, resident().page]
    for phone, link, name in zip(phones, links, ("王芳", "李大山"), strict=True):
        takes_part(phone, link, name)
        phone.get_by_role("link", name="进入线上调解室").click()
    mediator.page.goto(f"/desk/matters/{number}/room/")
    say(first, "我想先说说情况")
    expect(second.get_by_text("我想先说说情况")).to_be_visible()
    first.locator("[name=file]").set_input_files(picture(tmp_path))
    say(first, "请看图片")
    expect(second.locator(".said-picture")).to_be_visible()
    first.get_by_label("只给调解员").check()
    say(first, "我最多再让一步")
    expect(mediator.page.get_by_text("我最多再让一步")).to_be_visible()
    for phone in phones:
        calls(phone)
    for phone in phones:
        phone.wait_for_function(SEEN)
        assert overflow(phone) + inaccessible(phone) == []
    calls(mediator.page)
    expect(mediator.page.locator(".tile:not(.tile-own)")).to_have_count(2)
    mediator.page.wait_for_function(SEEN)
    second.context.set_offline(True)
    say(second, "我这边刚才断网了")
    expect(second.locator("[data-error]")).to_contain_text("恢复后自动发送")
    second.context.set_offline(False)
    expect(first.get_by_text("我这边刚才断网了")).to_be_visible(timeout=STEP_MS)
    second.wait_for_function(SEEN)
    expect(second.get_by_text("我最多再让一步")).to_have_count(0)
    second.get_by_role("button", name="离开通话").click()
    expect(first.locator(".tile:not(.tile-own)")).to_have_count(1)


def say(page: Page, text: str) -> None:
    """Write something and send it."""
    page.locator("[name=text]").fill(text)
    page.get_by_role("button", name="发送", exact=True).click()


def calls(page: Page) -> None:
    """Check the devices, then join by picture."""
    page.get_by_role("button", name="检查摄像头和麦克风").click()
    expect(page.locator("[data-call-said]")).to_contain_text("可以使用")
    page.get_by_role("button", name="视频加入").click()

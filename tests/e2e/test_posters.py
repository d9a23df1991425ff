"""A run of posters: ordered for many places at once, printed, hung, scanned, and counted."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from pikepdf import Pdf
from playwright.sync_api import expect

from tests.e2e.people import Resident, Staff

At = Callable[..., Staff]


def test_a_run_of_posters_is_ordered_printed_scanned_and_counted(
    staff: At, resident: Callable[..., Resident], tmp_path: Path
) -> None:
    officer = staff("intake_officer")
    page = officer.page
    page.goto("/desk/posters/")
    page.get_by_label("各处张贴位置").fill("办事大厅门口")
    officer.pick("所辖各村（社区）", "hyl", "花园路街道")
    page.get_by_role("button", name="批量生成").first.click()
    made = page.get_by_role("status").filter(has_text="可以打印")
    expect(made).to_be_visible()

    # All of them in one job: a PDF for the printer, and a ZIP with a file a place.
    page.goto("/desk/posters/?q=办事大厅门口&state=hanging")
    told = re.search(r"共 (\d+) 个码，打开 0 次，由此上报 0 件", page.locator("main").inner_text())
    assert told is not None
    count = int(told[1])
    assert count >= 10
    page.get_by_role("button", name="A4").click()
    files = {}
    for suffix in ("PDF", "ZIP"):
        with page.expect_download() as downloading:
            page.get_by_role("link", name=f"下载 {suffix}").first.click(timeout=60_000)
        files[suffix] = tmp_path / f"posters.{suffix.lower()}"
        downloading.value.save_as(files[suffix])
    expect(page.locator("main tbody tr").first).to_contain_text(f"{count} 张海报")
    with Pdf.open(files["PDF"]) as sheets:
        assert len(sheets.pages) == count
    with ZipFile(files["ZIP"]) as archive:
        names = archive.namelist()
    assert len(names) == count
    code = next(name.partition(" ")[0] for name in names if "通信花园" in name)

    # Whoever scans one of them says what happened there, and need not say where.
    somebody = resident()
    somebody.page.goto(f"/q/{code}")
    expect(somebody.page.locator("main")).to_contain_text("办事大厅门口")
    # A phone of their own: one may report so often a day.
    receipt = somebody.report(
        "办事大厅门口的台阶松动，老人容易绊倒", phone="13937100077", poster=f"/q/{code}"
    )
    officer.open(receipt.number)
    expect(page.locator("main")).to_contain_text("办事大厅门口")

    page.goto(f"/desk/posters/?q={code}")
    expect(page.locator("main")).to_contain_text("共 1 个码，打开 2 次，由此上报 1 件")

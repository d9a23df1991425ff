"""Boundaries in a browser: a line is moved by hand, a grid divided by keyboard alone, and a change taken back."""

import json
import re
from math import asinh, radians, tan
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PHONE, Open
from tests.e2e.people import Staff
from tests.e2e.watching import inaccessible, overflow

TOWNSHIP = "/desk/boundaries/?place=410105002"
CHANGED = "[data-lines-changed]"


def lines(page: Page, address: str = TOWNSHIP) -> None:
    page.goto(address)
    page.locator("[data-lines-ready]").wait_for()


def press(page: Page, *names: str) -> None:
    """Press buttons as somebody without a mouse does."""
    for name in names:
        page.get_by_role("button", name=name, exact=True).focus()
        page.keyboard.press("Enter")


def save(page: Page, basis: str) -> None:
    page.get_by_label("依据").fill(basis)
    press(page, "保存")
    expect(page.locator("main")).to_contain_text("起生效")
    page.locator("[data-lines-ready]").wait_for()


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_can_be_used_by_everybody(open_page: Open, width: dict[str, Any]) -> None:
    page = open_page(**width)
    Staff(page).sign_in("administrator")
    lines(page)
    page.locator("details.lines-below > summary").last.click()
    press(page, "一分为二")
    assert inaccessible(page) + overflow(page) == []
    press(page, "取消", "保存")
    page.locator(".error-summary[tabindex]").wait_for()
    assert inaccessible(page) + overflow(page) == []


def test_a_point_is_moved_without_a_mouse_and_the_change_taken_back(open_page: Open) -> None:
    page = open_page(**DESK)
    Staff(page).sign_in("administrator")
    lines(page)
    press(page, "下一个点", "向北", "向东")
    expect(page.locator(CHANGED)).to_have_text(re.compile("已改动.*→.*;.*→"))
    press(page, "撤销一步", "撤销一步")
    expect(page.locator(CHANGED)).to_have_text("尚无改动。")
    press(page, "向北")
    save(page, "政办〔2026〕1号")
    page.locator("summary", has_text="撤回").click()
    press(page, "撤回")
    expect(page.locator("main")).to_contain_text("已恢复原来的边界")


def test_a_line_is_dragged_for_both_neighbours(open_page: Open) -> None:
    page = open_page(**DESK)
    Staff(page).sign_in("administrator")
    lines(page)
    press(page, "下一个点")
    lon, lat = (page.locator(f"[data-lines-{name}]").input_value() for name in ("lon", "lat"))
    at = _on_screen(page, float(lon), float(lat))
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + 6, at[1] + 4, steps=4)
    page.mouse.up()
    expect(page.locator(CHANGED)).to_have_text(re.compile("已改动"))


def test_a_grid_is_divided_and_its_piece_given_to_a_neighbour_without_a_mouse(open_page: Open) -> None:
    page = open_page(**DESK)
    Staff(page).sign_in("administrator")
    lines(page)
    page.get_by_label("新区域名称").fill("新网格")
    press(page, "一分为二", "下一个点", "在所选的点", "下一个点", "下一个点", "在所选的点")
    expect(page.locator(CHANGED)).to_have_text(re.compile("新网格"))
    page.locator("#lines_part").select_option(label="新网格")
    page.locator("#lines_neighbour").select_option(index=1)
    press(page, "并入相邻区域")
    expect(page.locator(CHANGED)).not_to_have_text(re.compile("新网格"))
    save(page, "政办〔2026〕2号")


def _on_screen(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Return where a point stands on a map that shows all that is open, with its edge of 24 dots."""
    mesh = json.loads(page.locator("#lines-mesh").inner_text())
    inside = [part["polygons"] for part in mesh["parts"] if part["inside"]]
    numbers = {nth for polygons in inside for polygon in polygons for ring in polygon for nth in ring}
    easts, norths = zip(*(_mercator(*mesh["points"][nth]) for nth in numbers), strict=True)
    box = page.locator("[data-lines-map] canvas").bounding_box()
    assert box is not None
    wide, high = max(easts) - min(easts), max(norths) - min(norths)
    scale = min((box["width"] - 48) / wide, (box["height"] - 48) / high)
    east, north = _mercator(lon, lat)
    return (
        box["x"] + box["width"] / 2 + (east - (max(easts) + min(easts)) / 2) * scale,
        box["y"] + box["height"] / 2 - (north - (max(norths) + min(norths)) / 2) * scale,
    )


def _mercator(lon: float, lat: float) -> tuple[float, float]:
    return radians(lon), asinh(tan(radians(lat)))

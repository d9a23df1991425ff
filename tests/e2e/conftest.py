"""A running city, a browser, and those who use it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.e2e.people import Resident, Staff
from tests.e2e.running import City, running_city
from tests.e2e.watching import Watch

CHROMIUM = Path("/usr/bin/chromium")
# Chromium asks its maker for this and that by itself; the journeys leave the machine alone. Maps are drawn in software.
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--lang=zh-CN"),
    *("--use-angle=swiftshader", "--enable-unsafe-swiftshader"),
]
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
STEP_MS = 15_000
OTHER_CITIES = "test_cities.py"
# Residents come from addresses of their own, as they do to a city: from one address only so many reports an hour are
# taken. All of them are this machine's, to which a demonstration shows its cast.
ADDRESSES = (f"127.0.{number >> 8}.{number & 255}" for number in count(2))
# Set it to renew the pictures that the README shows; without it a run leaves the checkout as it is.
PICTURES = os.environ.get("SANLING_PICTURES")
IMAGES = Path(__file__).parents[2] / "docs" / "images"
Open = Callable[..., Page]
Picture = Callable[[Page, str], None]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as a journey."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("e2e")


class ByCity(LoadScopeScheduling):  # type: ignore[misc]  # It has no types.
    """Walks through the other cities in one process while another walks through the usual one: each is started once."""

    def _split_scope(self, nodeid: str) -> str:
        """Return which process a journey belongs to."""
        return "other cities" if OTHER_CITIES in nodeid else "the usual city"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByCity:
    """Say how journeys are shared where there are several processes."""
    return ByCity(config, log)


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A demonstration city that serves."""
    folder = tmp_path_factory.mktemp("city")
    with running_city(folder) as running:
        yield running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers; there is one at a time."""
    with sync_playwright() as running:
        yield running


@contextmanager
def chromium(playwright: Playwright, *flags: str) -> Iterator[Browser]:
    """Run Debian's Chromium, without a window."""
    found = playwright.chromium.launch(
        executable_path=CHROMIUM,
        headless=True,
        args=[*FLAGS, *flags],
        env={**os.environ, "LANGUAGE": "zh_CN"},
    )
    yield found
    found.close()


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Run one for all journeys."""
    with chromium(playwright) as found:
        yield found


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the journey when a page complained meanwhile."""
    watching = Watch()
    yield watching
    assert watching.troubles == []


@pytest.fixture
def open_page(city: City, browser: Browser, watch: Watch) -> Iterator[Open]:
    """Open a window of somebody new, with cookies of their own."""
    contexts = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(
            **({"base_url": city.url, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"} | DESK | options)
        )
        context.set_default_timeout(STEP_MS)
        watch.attach(context, options.get("base_url", city.url))
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def resident(open_page: Open) -> Callable[..., Resident]:
    """Give a resident a phone, which comes from an address of its own."""

    def given(**options: Any) -> Resident:
        address = {"extra_http_headers": {"X-Forwarded-For": next(ADDRESSES)}}
        return Resident(
            open_page(**(PHONE | address | options)), scripted=options.get("java_script_enabled", True)
        )

    return given


@pytest.fixture
def staff(open_page: Open) -> Callable[[str], Staff]:
    """Sit somebody of the cast at a desk, signed in."""

    def signed_in(key: str, **options: Any) -> Staff:
        somebody = Staff(open_page(**options))
        somebody.sign_in(key)
        return somebody

    return signed_in


@pytest.fixture
def picture_for_readme() -> Picture:
    """Keep what a window shows as a picture of the README, when asked to."""

    def keep(page: Page, name: str) -> None:
        if PICTURES:
            page.wait_for_load_state("networkidle")
            shot = Image.open(BytesIO(page.screenshot()))
            # Few colours are enough for a page, and make its picture a quarter as heavy.
            shot.convert("RGB").quantize(128).save(IMAGES / f"{name}.png", optimize=True)

    return keep

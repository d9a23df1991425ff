"""``python -m bench.wall``: what a command screen holds in the browser over a day, lived through faster than it passes.

The real page, of a real installation, in Chromium: its timers run fast, and each time it asks it is answered something
new, which is more than ever happens. Each hour of its day the browser gives back what nobody holds, and is measured.
"""

from collections.abc import Iterator
from pathlib import Path

import click
from playwright.sync_api import Page, Route, sync_playwright

from bench import report
from bench.boards import EVERY, screens_of
from bench.measure import folder, say
from bench.place import Running, running
from bench.report import Figure

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
# Timers of the page run so much faster.
FASTER = 500
AN_HOUR = round(3600 / EVERY)
# Of what it held after its first hour.
WANTED = 1.05
_TIMERS = f"""
    for (const name of ['setTimeout', 'setInterval']) {{
        const own = window[name].bind(window);
        window[name] = (what, after, ...more) => own(what, after >= 1000 ? after / {FASTER} : after, ...more);
    }}
"""


class Answers:
    """What the screen is answered: what it showed first, with another hour in it each time."""

    def __init__(self, body: str) -> None:
        """Begin with what it showed."""
        self.body, self.many = body, 0

    def __call__(self, route: Route) -> None:
        """Answer one question."""
        self.many += 1
        route.fulfill(body=f"{self.body}<p hidden>{self.many}</p>", content_type="text/html")


def held(page: Page, answers: Answers, hours: int) -> Iterator[tuple[float, int]]:
    """Yield after each hour how many MB its scripts hold, and how many nodes there are."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    for hour in range(1, hours + 1):
        while answers.many < hour * AN_HOUR:
            page.wait_for_timeout(50)
        session.send("HeapProfiler.collectGarbage")
        found = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        yield found["JSHeapUsedSize"] / 1e6, int(found["Nodes"])


def measured(city: Running, hours: int) -> Iterator[Figure]:
    """Yield what the screen held after its first and its last hour."""
    part, cookie = screens_of(city)[0]
    address = f"http://127.0.0.1:{city.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="zh-CN")
        name, _equals, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
        page = context.new_page()
        page.add_init_script(_TIMERS)
        answers = Answers(context.request.get(address + part).text())
        page.route("**/board/part/**", answers)
        page.goto(f"{address}/board/")
        found = list(held(page, answers, hours))
        browser.close()
    for what, of, unit in (("scripts", 0, "MB"), ("nodes", 1, "nodes")):
        first, last = found[0][of], found[-1][of]
        note = f"{first:.4g} after the first hour, at most {max(row[of] for row in found):.4g}"
        yield Figure(
            f"wall after {hours} h: {what}", answers.many, last, unit, most=first * WANTED, note=note
        )


@click.command(help="Measure on a new installation; the results are printed and kept under bench/results/.")
@click.option("--hours", default=24, show_default=True, help="How many hours the screen hangs there.")
@click.option("--matters", default=3_000, show_default=True, help="How many matters the city has.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="A folder to use, and keep, instead of a temporary one."
)
def command(hours: int, matters: int, data: Path | None) -> None:
    """Fill, look, print."""
    with folder(data) as place, running(place) as city:
        city.program("bench.city", "load")
        city.program("bench.city", "fill", str(matters), "1")
        city.program("sanling.interfaces.console.main", "figures", "rebuild")
        figures = list(measured(city, hours))
    click.echo(report.table(figures, of="answers"))
    say(f"kept in {report.keep(figures, {'matters': matters})}")


if __name__ == "__main__":
    command()

"""``python -m bench.rooms``: hundreds of online rooms, two people in each, asking every two seconds what is new.

Of each room a side asks by its link, and the mediator by the pass of the desk's page, as `frontend/src/room` does.
People come in one after the other, which is not counted. First nobody speaks, then in so many rooms a second. Whatever
isn't 200, 204 or 304 ends it.
"""

import asyncio
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any
from uuid import uuid4

import click

from bench import report
from bench.client import Caller
from bench.measure import folder, quantile, say
from bench.place import Running, running
from bench.report import Figure

# As `frontend/src/room` asks.
EVERY = 2.0
# So long people come in, one after the other.
COMING = 90.0
WANTED = 500.0


@dataclass
class Asked:
    """How long answers took, in seconds, and how many there were of each status."""

    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    spent: dict[str, float] = field(default_factory=dict)


@dataclass
class Page:
    """An open page: where it asks, by what, and what it knows."""

    caller: Caller
    asked: Asked
    news: str
    glance: str
    headers: Mapping[str, str]
    passed: Mapping[str, str]
    seat: str = field(default_factory=lambda: str(uuid4()))
    etag: str = ""
    last: int = 0

    async def ask(self) -> None:
        """Ask what is new: a page of staff without its session first."""
        query = f"?seat={self.seat}&after={self.last}"
        known = {"If-None-Match": self.etag} if self.etag else {}
        if known and self.passed:
            answer = await self._get(self.glance + query, {**self.passed, **known})
            if answer.status == 304:
                return
        answer = await self._get(self.news + query, {**self.headers, **known})
        if answer.status == 200:
            self.etag, self.last = answer.headers.get("etag", ""), json.loads(answer.body)["last"]

    async def _get(self, address: str, headers: Mapping[str, str]) -> Any:
        begin = perf_counter()
        said = {"Accept-Language": "zh-hans", **headers}
        try:
            answer = await self.caller.get(address, said)
        except ConnectionError:
            # A connection that was kept too long, as others may be: a browser begins another.
            self.caller.close()
            answer = await self.caller.get(address, said)
        self.asked.took.append(perf_counter() - begin)
        self.asked.statuses[answer.status] += 1
        return answer


async def ask(
    city: Running, rooms: Sequence[Mapping[str, Any]], seconds: float, speaking: float
) -> tuple[Asked, Asked]:
    """Let two people ask in each room for so long, while in so many rooms a second a side speaks."""
    found, said, caller = Asked(), Asked(), Caller(city.port)
    begins = monotonic() + COMING
    end = begins + seconds
    pages = [page for room in rooms for page in _pages(caller, found, room)]

    async def sit(nth: int, page: Page) -> None:
        await asyncio.sleep(COMING * nth / len(pages))
        while monotonic() < end:
            begin = monotonic()
            await page.ask()
            await asyncio.sleep(max(0.0, begin + EVERY - monotonic()))

    async def speak() -> None:
        at = 0
        await asyncio.sleep(COMING)
        found.took.clear()
        found.statuses.clear()
        found.spent.update(city.processor_seconds())
        while speaking and monotonic() < end:
            room, at = rooms[at % len(rooms)], at + 1
            # The form's fields as a phone's browser sends them.
            body = f"to=all&text=%E5%A5%BD&key={uuid4().hex}".encode()
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
            begin = perf_counter()
            answer = await caller.send("POST", room["side"], headers, body)
            said.took.append(perf_counter() - begin)
            said.statuses[answer.status] += 1
            await asyncio.sleep(1 / speaking)

    await asyncio.gather(speak(), *(sit(nth, page) for nth, page in enumerate(pages)))
    caller.close()
    return found, said


def _pages(caller: Caller, found: Asked, room: Mapping[str, Any]) -> tuple[Page, Page]:
    session = {"Cookie": f"sessionid={room['session']}"}
    side = Page(caller, found, f"{room['side']}news/", "", {}, {})
    return side, Page(
        caller, found, f"{room['desk']}news/", "/desk/room/glance/", session, {"X-Room-Pass": room["pass"]}
    )


def measured(
    city: Running, name: str, rooms: Sequence[Mapping[str, Any]], seconds: float, speaking: float
) -> Figure:
    """Return how long the slowest twentieth of the answers took, and what they cost."""
    found, said = asyncio.run(ask(city, rooms, seconds, speaking))
    if wrong := {status for status in (found.statuses | said.statuses) if status not in (200, 204, 304)}:
        raise click.ClickException(f"{name}: pages were answered {wrong}")
    spent, many = city.processor_seconds(), sum(found.statuses.values())
    cost = ", ".join(f"{kind} {1000 * (spent[kind] - found.spent[kind]) / many:.2f}" for kind in spent)
    spoken = (
        f", {len(said.took)} sayings at p95 {1000 * quantile(said.took, 0.95):.0f} ms" if said.took else ""
    )
    note = (
        f"{many / seconds:.0f} answers/s, {found.statuses[304] / many:.0%} of them 304, median "
        f"{1000 * quantile(found.took, 0.5):.1f} ms, p99 {1000 * quantile(found.took, 0.99):.0f} ms{spoken}; "
        f"processor ms each: {cost}; load average {os.getloadavg()[0]:.1f}"
    )
    return Figure(
        f"{len(rooms)} rooms, {2 * len(rooms)} people, p95: {name}",
        len(rooms),
        1000 * quantile(found.took, 0.95),
        "ms",
        most=WANTED,
        note=note,
    )


@click.command(help="Measure on a new installation; the results are printed and kept under bench/results/.")
@click.option(
    "--rooms", default=500, show_default=True, help="How many rooms are open at once, two people in each."
)
@click.option("--seconds", default=30.0, show_default=True, help="How long they ask, twice.")
@click.option(
    "--speaking", default=5.0, show_default=True, help="In how many rooms a second somebody speaks."
)
@click.option(
    "--data", type=click.Path(path_type=Path), help="A folder to use, and keep, instead of a temporary one."
)
def command(rooms: int, seconds: float, speaking: float, data: Path | None) -> None:
    """Fill, ask, print."""
    figures: list[Figure] = []
    with folder(data) as place, running(place) as city:
        city.program("bench.city", "load")
        opened = json.loads(city.program("bench.rooms_city", str(rooms)))
        for name, spoken in (("nobody speaks", 0.0), ("people speak", speaking)):
            figures.append(measured(city, name, opened, seconds, spoken))
            say(f"  {figures[-1].name}: {figures[-1].value:.4g} ms {figures[-1].note}")
        say(f"web processes hold {city.web_memory()} MB")
    click.echo(report.table(figures, of="rooms"))
    say(f"kept in {report.keep(figures, {'rooms': rooms, 'speaking': speaking})}")


if __name__ == "__main__":
    command()

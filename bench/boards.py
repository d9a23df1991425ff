"""``python -m bench.boards``: hundreds of boards on walls, each asking every three seconds for what it shows.

Boards show as many places as there are counties, to as many viewers as there are, in an installation that serves by
itself. First nothing happens, then residents report without a pause. Whatever isn't 200 or 304 ends it.
"""

import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any

import click
import psycopg

from bench import report
from bench.client import Caller
from bench.measure import folder, quantile, say
from bench.place import Running, running
from bench.report import Figure

# As `frontend/src/board` asks.
EVERY = 3.0
WANTED = 5_000.0


@dataclass
class Looked:
    """How long answers took, in seconds, and how many there were of each status."""

    took: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


async def look(port: int, screens: Sequence[tuple[str, str]], boards: int, seconds: float) -> Looked:
    """Let so many boards look, each at one of the screens (address and cookie), for so long."""
    found, caller, end = Looked(), Caller(port), monotonic() + seconds

    async def board(nth: int) -> None:
        address, cookie = screens[nth % len(screens)]
        etag = ""
        await asyncio.sleep(EVERY * nth / boards)
        while monotonic() < end:
            begin = perf_counter()
            answer = await caller.get(address, {"Cookie": cookie} | ({"If-None-Match": etag} if etag else {}))
            found.took.append(perf_counter() - begin)
            found.statuses[answer.status] += 1
            etag = answer.headers.get("etag", "")
            await asyncio.sleep(EVERY)

    await asyncio.gather(*(board(nth) for nth in range(boards)))
    caller.close()
    return found


def measured(
    city: Running, name: str, screens: Sequence[tuple[str, str]], boards: int, seconds: float
) -> Figure:
    """Return how long the slowest hundredth of the answers took, and what they cost."""
    before, statements = city.processor_seconds(), _statements(city)
    found = asyncio.run(look(city.port, screens, boards, seconds))
    if wrong := {status for status in found.statuses if status not in (200, 304)}:
        raise click.ClickException(f"{name}: boards were answered {wrong}")
    spent, many = city.processor_seconds(), sum(found.statuses.values())
    cost = ", ".join(f"{kind} {1000 * (spent[kind] - before[kind]) / many:.1f}" for kind in spent)
    note = (
        f"{many / seconds:.0f} answers/s, {found.statuses[304] / many:.0%} of them 304, median "
        f"{1000 * quantile(found.took, 0.5):.0f} ms, {(_statements(city) - statements) / many:.1f} statements each; "
        f"processor ms each: {cost}"
    )
    return Figure(
        f"{boards} boards, p99: {name}",
        boards,
        1000 * quantile(found.took, 0.99),
        "ms",
        most=WANTED,
        note=note,
    )


def _statements(city: Running) -> int:
    """Return how many transactions there were so far: of a page that reads, each statement is one."""
    with psycopg.connect(city.database_url) as connection:
        found = connection.execute("SELECT sum(xact_commit) FROM pg_stat_database").fetchone()
    return int(found[0]) if found else 0


def screens_of(city: Running) -> list[tuple[str, str]]:
    """Return the screens that are looked at: the city's counties, and the city, for who may see them."""
    keys: dict[str, Any] = json.loads(city.program("bench.city", "keys"))
    cookie = f"sessionid={keys['sessions']['city_peace_officer']}"
    counties = sorted({team["division"][:6] for team in keys["teams"]})
    return [(f"/board/part/{said}", cookie) for said in ("", *(f"?place={county}" for county in counties))]


@click.command(help="Measure on a new installation; the results are printed and kept under bench/results/.")
@click.option("--boards", default=500, show_default=True, help="How many boards look at once.")
@click.option("--seconds", default=30.0, show_default=True, help="How long they look, twice.")
@click.option("--matters", default=3_000, show_default=True, help="How many matters the city has.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="A folder to use, and keep, instead of a temporary one."
)
def command(boards: int, seconds: float, matters: int, data: Path | None) -> None:
    """Fill, look, print."""
    figures: list[Figure] = []
    with folder(data) as place, running(place) as city:
        city.program("bench.city", "load")
        city.program("bench.city", "fill", str(matters), "1")
        city.program("sanling.interfaces.console.main", "figures", "rebuild")
        screens = screens_of(city)
        for name in ("nothing happens", "residents report"):
            command = [sys.executable, "-m", "bench.city", "wait", "1000000"]
            reports = subprocess.Popen(command, env=city.environment) if name != "nothing happens" else None
            try:
                figures.append(measured(city, name, screens, boards, seconds))
            finally:
                if reports:
                    reports.kill()
                    with suppress(subprocess.TimeoutExpired):
                        reports.wait(10)
            say(f"  {figures[-1].name}: {figures[-1].value:.4g} ms {figures[-1].note}")
        say(f"web processes hold {city.web_memory()} MB")
    click.echo(report.table(figures, of="boards"))
    say(f"kept in {report.keep(figures, {'screens': len(screens), 'matters': matters})}")


if __name__ == "__main__":
    command()

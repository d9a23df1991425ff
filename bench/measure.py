"""The order of measurements: an empty city first, then the same city with more and more matters."""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import click

from bench import load, report
from bench.burst import TIMES, Mix, burst, sustained, wrong
from bench.floor import floor
from bench.front import NAME, front
from bench.load import Measured
from bench.place import Running, running
from bench.report import Figure

CALLERS = 16
LONGEST_PAGE = 100.0
WARMING = 3.0
PORTAL = 400.0


@dataclass
class Bench:
    """A running installation, the process that loads it, and what was found so far."""

    city: Running
    loader: ProcessPoolExecutor
    seconds: float
    figures: list[Figure] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    requests: int = 0

    def drive(self, run: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Let the load process do something and wait for it."""
        found = self.loader.submit(run, self.city.port, *arguments, **named).result()
        for measured in found.values() if isinstance(found, dict) else [found]:
            self._judge(measured)
        return found

    def _judge(self, measured: Measured) -> None:
        """Take in what a run leaves behind; refusals in it would make its numbers lies."""
        self.requests += sum(measured.statuses.values())
        self.tokens = (self.tokens + measured.tokens)[-500:]
        self.numbers = (self.numbers + measured.numbers)[-500:]
        if measured.first_wrong:
            raise click.ClickException(
                f"The server refused: {dict(measured.statuses)}; first {measured.first_wrong}"
            )

    def put(self, figure: Figure) -> None:
        """Keep a figure and say it."""
        self.figures.append(figure)
        say(f"  {figure.name}: {figure.value:.4g} {figure.unit} {figure.note}")


def say(line: str) -> None:
    """Tell how far it is."""
    click.echo(line, err=True)


HELP = """Measure Sanling on this machine: lives of matters through the API, pages, the portal, memory.

A new installation is started in a temporary folder, filled by simulation, driven by a process of its own, and ended.
The results are printed as a table and kept as JSON under bench/results/.
"""


@click.command(help=HELP)
@click.option("--matters", multiple=True, type=int, help="Sizes to measure at, growing. [default: 0, 20000]")
@click.option("--seconds", default=10.0, show_default=True, help="How long each load lasts.")
@click.option(
    "--repeat", default=3, show_default=True, help="How often lives are measured; medians are told."
)
@click.option("--requests", default=0, help="Send so many requests in all before memory is looked at.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="A folder to use, and keep, instead of a temporary one."
)
def command(matters: tuple[int, ...], seconds: float, repeat: int, requests: int, data: Path | None) -> None:
    """Run all measurements."""
    context = get_context("spawn")
    with folder(data) as place, running(place) as city, ProcessPoolExecutor(1, mp_context=context) as loader:
        bench = Bench(city, loader, seconds)
        say("loading the city")
        city.program("bench.city", "load")
        bench.keys = json.loads(city.program("bench.city", "keys"))
        for size in matters or (0, 20_000):
            at_size(bench, size, repeat)
        storm(bench)
        memory(bench, requests)
        bench.details |= {"web_memory_mb": city.web_memory(), "requests": bench.requests}
    click.echo(report.table(bench.figures))
    say(f"kept in {report.keep(bench.figures, bench.details)}")


@contextmanager
def folder(given: Path | None) -> Iterator[Path]:
    """Give a folder, removed in the end unless it was named."""
    if given:
        yield given.absolute()
        return
    made = Path(tempfile.mkdtemp(prefix="sanling-bench-"))
    made.chmod(0o711)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def at_size(bench: Bench, size: int, repeat: int) -> None:
    """Measure with so many matters present."""
    say(f"with {size:,} matters")
    filled = json.loads(bench.city.program("bench.city", "fill", str(size), "1"))
    if filled["written"] >= 1000:
        rate = filled["written"] / filled["seconds"]
        bench.put(Figure("simulated matters", size, rate, "/s", least=1_000_000 / 600))
    rate = lives(bench, size, repeat)
    half(bench, size, rate / 2)
    if size:
        pages(bench, size)
    else:
        bench.put(Figure("floor: lives by psycopg alone", 0, floor_of(bench), "/s"))
    portal(bench, size)


def floor_of(bench: Bench) -> float:
    """Measure the floor, and set it beside what was measured before."""
    found = floor(bench.city.database_url, bench.numbers[-20:], seconds=bench.seconds)
    bench.figures = [
        Figure(**(vars(figure) | {"floor": found})) if figure.name.startswith("lives") else figure
        for figure in bench.figures
    ]
    bench.details["floor"] = found
    return found


def lives(bench: Bench, size: int, repeat: int) -> float:
    """Measure how many lives a second the server carries, several times, and return the median."""
    teams = bench.keys["teams"]
    bench.drive(load.lives, teams, workers=CALLERS, seconds=WARMING)
    rates, shares = [], []
    for _nth in range(repeat):
        before = bench.city.processor_seconds()
        found: Measured = bench.drive(load.lives, teams, workers=CALLERS, seconds=bench.seconds)
        after = bench.city.processor_seconds()
        rates.append(found.lives / found.took)
        spent = {name: after[name] - before[name] for name in after} | {"load": found.load_seconds}
        shares.append({name: round(1000 * value / max(1, found.lives), 1) for name, value in spent.items()})
    rate = median(rates)
    bench.details[f"lives at {size}"] = {"rates": rates, "processor_ms_a_life": shares}
    first = next((figure.value for figure in bench.figures if figure.name.startswith("lives")), None)
    least = 25.0 if first is None else 0.9 * first
    note = "processor ms a life: " + ", ".join(f"{name} {ms:.0f}" for name, ms in shares[-1].items())
    bench.put(
        Figure(
            "lives (5 requests each)",
            size,
            rate,
            "/s",
            least=least,
            floor=bench.details.get("floor"),
            note=note,
        )
    )
    return rate


def half(bench: Bench, size: int, rate: float) -> None:
    """Measure how long requests take at half the load that can be carried, whenever they come."""
    found: Measured = bench.drive(load.lives_at, bench.keys["teams"], rate=rate, seconds=2 * bench.seconds)
    p99 = 1000 * quantile(found.seconds, 0.99)
    note = f"p50 {1000 * quantile(found.seconds, 0.5):.0f} ms, at {rate:.1f} lives/s"
    bench.put(Figure("p99 of a request at half that load", size, p99, "ms", most=300.0, note=note))


def pages(bench: Bench, size: int) -> None:
    """Measure each page of each viewer one request at a time, and what the database alone takes for it."""
    addresses = bench.city.program("bench.pages", "addresses")
    named = bench.city.folder / "pages.json"
    named.write_text(addresses)
    alone = json.loads(bench.city.program("bench.pages", "queries", str(named)))
    times = max(3, int(bench.seconds / 2))
    every: dict[str, dict[str, Any]] = {}
    for viewer, groups in json.loads(addresses).items():
        session = bench.keys["sessions"][viewer]
        for group, paths in groups.items():
            found = bench.drive(load.one_by_one, paths, times=times, session=session)
            for path, measured in found.items():
                name = f"{viewer} {path}"
                every[name] = {
                    "p95_ms": round(1000 * quantile(measured.seconds, 0.95), 1),
                    **alone[name],
                    "group": group,
                }
    bench.details[f"pages at {size}"] = every
    for group in ("inbox", "ledger", "search", "matter"):
        those = {name: page for name, page in every.items() if page["group"] == group}
        worst = max(those, key=lambda name: those[name]["p95_ms"])
        usual = median(page["p95_ms"] for page in those.values())
        note = f"the slowest of {len(those)}: {worst}; their median {usual:.0f} ms"
        value, database = those[worst]["p95_ms"], those[worst]["database_ms"]
        bench.put(
            Figure(f"{group} page, p95", size, value, "ms", most=LONGEST_PAGE, floor=database, note=note)
        )


def portal(bench: Bench, size: int) -> None:
    """Measure how many residents' pages a second the server answers."""
    for name, paths in (
        ("resident's form", ["/report/?kind=dispute"]),
        ("tracking page", [f"/t/{token}/" for token in bench.tokens[-100:]]),
    ):
        found: Measured = bench.drive(load.pages, paths, workers=CALLERS, seconds=bench.seconds)
        rate = sum(found.statuses.values()) / found.took
        note = f"p99 {1000 * quantile(found.seconds, 0.99):.0f} ms"
        bench.put(Figure(name, size, rate, "/s", least=PORTAL, note=note))


def storm(bench: Bench) -> None:
    """Send ten times what can be carried through nginx, and see what comes back and how soon all is as before."""
    mix = Mix(bench.keys["teams"], bench.tokens)
    carried: Measured = bench.drive(sustained, mix, workers=CALLERS, seconds=bench.seconds)
    rate = sum(carried.statuses.values()) / carried.took
    with front(bench.city.folder / "nginx", bench.city.port) as port:
        found, calm = bench.loader.submit(burst, port, mix, rate=TIMES * rate, name=NAME).result()
    bad = wrong(found)
    bench.details["burst"] = {"rate": TIMES * rate, "answers": dict(found.statuses), "wrong": bad}
    told = ", ".join(f"{status}: {times}" for status, times in sorted(found.statuses.items()))
    note = f"{TIMES * rate:.0f} requests/s for 30 s, {TIMES} times what is carried; {told}; {'; '.join(bad)}"
    bench.put(
        Figure("burst behind nginx: wrong answers", 0, len(bad), "kinds", most=0.0, note=note.strip("; "))
    )
    bench.put(Figure("normal again after the burst", 0, calm, "s", most=10.0))


def memory(bench: Bench, requests: int) -> None:
    """Look at the web processes' memory after so many requests of all sorts."""
    while bench.requests < requests:
        bench.drive(load.lives, bench.keys["teams"], workers=CALLERS, seconds=30.0)
        paths = ["/report/?kind=dispute", "/", *(f"/t/{token}/" for token in bench.tokens[-100:])]
        bench.drive(load.pages, paths, workers=CALLERS, seconds=30.0)
        say(f"  {bench.requests:,} requests, {bench.city.web_memory()} MB")
    note = f"after {bench.requests:,} requests"
    bench.put(Figure("largest web process", 0, max(bench.city.web_memory()), "MB", most=250.0, note=note))


def slowest(port: int, paths: Sequence[str], *, times: int, session: str = "") -> tuple[float, str]:
    """Return how many milliseconds the slowest twentieth of the slowest page takes, and which page that is.

    Raises `ClickException` where the server refuses one.
    """
    found = load.one_by_one(port, paths, times=times, session=session)
    if wrong := [page.first_wrong for page in found.values() if page.first_wrong]:
        raise click.ClickException(f"The server refused: {wrong[0]}")
    took = {path: 1000 * quantile(page.seconds, 0.95) for path, page in found.items()}
    worst = max(took, key=lambda path: took[path])
    usual = 1000 * median(seconds for page in found.values() for seconds in page.seconds)
    return took[worst], f"the slowest of {len(paths)}: {worst}; median of all {usual:.0f} ms"


def quantile(values: list[float], share: float) -> float:
    """Return the smallest value that so large a share of the values does not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


if __name__ == "__main__":
    sys.exit(command())

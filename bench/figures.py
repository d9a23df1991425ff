"""``python -m bench.figures``: how soon figures are made, folded and told, of a city's rows and of a whole province.

First a city is filled with matters, and their figures are made (beside COPY of the same rows into the same tables)
and folded. Then, in a new database, the figures of a province are written, at one size and at the next, and drawn
questions are asked of any place, cut and time of up to three years, beside plain SQL over one row a fact and, where
DuckDB is installed, DuckDB over Parquet.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from bench import report
from bench.measure import quantile, say
from bench.place import running
from bench.report import Figure

MADE, SOON, DEARER = 200_000, 50.0, 1.2


def of_rows(folder: Path, matters: int) -> Iterator[Figure]:
    """Yield how soon the figures of a city's matters are made and folded."""
    with running(folder) as city:
        city.program("bench.city", "load")
        city.program("bench.city", "fill", str(matters), "1")
        found = json.loads(city.program("bench.figures_city", "make"))
        facts = found["facts"]
        note = (
            f"{facts:,} facts in {found['rebuild_seconds']} s, {found['rebuild_processor']} s of the processor, "
            f"{found['figures_counted']:,} rows of facts, {found['figures_summed']:,} of sums; floor: COPY of both, "
            f"{found['floor_processor']} s of it"
        )
        floor = facts / found["floor_seconds"]
        rate = facts / found["rebuild_seconds"]
        yield Figure("figures made again", matters, rate, "facts/s", least=MADE, floor=floor, note=note)
        rate = facts / max(0.01, found["rebuild_processor"])
        yield Figure("the same by the processor", matters, rate, "facts/s", least=MADE)
        folded = json.loads(city.program("bench.figures_city", "fold", str(min(matters, 500))))
        for name in ("alone", "fifty"):
            took = 1000 * folded[f"{name}_processor"] / folded["matters"]
            said = f"{1000 * folded[f'{name}_seconds'] / folded['matters']:.1f} ms in all"
            yield Figure(f"a matter folded: {name} at once", matters, took, "ms of processor", note=said)


def of_province(folder: Path, matters: int, cities: int, times: int) -> Iterator[Figure]:
    """Yield how soon the figures of a province are written, and numbers told."""
    with running(folder) as city:
        city.program("bench.city", "load")
        found = json.loads(city.program("bench.figures_city", "province", str(matters), str(cities)))
        size = (found["figures_counted_bytes"] + found["figures_summed_bytes"]) / 1e9
        note = f"{found['facts']:,} facts, {found['figures_summed']:,} rows of sums, {size:.1f} GB, {cities} cities"
        yield Figure("province written", matters, found["write_seconds"], "s", note=note)
        asked: dict[str, Any] = json.loads(city.program("bench.figures_city", "ask", str(times), str(folder)))
        for name, seconds in asked.items():
            if seconds:
                most = SOON if name == "ours" else None
                said = f"median {1000 * quantile(seconds, 0.5):.1f} ms of {len(seconds)} questions"
                p99 = 1000 * quantile(seconds, 0.99)
                yield Figure(f"any figure, p99: {name}", matters, p99, "ms", most=most, note=said)
                mean = 1000 * sum(seconds) / len(seconds)
                yield Figure(f"any figure, mean: {name}", matters, mean, "ms")


@click.command(help="Measure on new installations; the results are printed and kept under bench/results/.")
@click.option(
    "--matters", default=30_000, show_default=True, help="How many matters the city has; 0 for none."
)
@click.option(
    "--province", "sizes", multiple=True, type=int, help="Of how many matters figures are written, growing."
)
@click.option("--cities", default=18, show_default=True, help="How many cities the province has.")
@click.option("--times", default=300, show_default=True, help="How many questions are asked.")
def command(matters: int, sizes: tuple[int, ...], cities: int, times: int) -> None:
    """Fill, measure, print."""
    figures: list[Figure] = []

    def put(found: Iterator[Figure]) -> None:
        for figure in found:
            figures.append(figure)
            say(f"  {figure.name}: {figure.value:.4g} {figure.unit} {figure.note}")

    if matters:
        with tempfile.TemporaryDirectory(prefix="sanling-bench-") as folder:
            put(of_rows(Path(folder) / "city", matters))
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="sanling-bench-") as folder:
            put(of_province(Path(folder) / "city", size, cities, times))
    means = [figure.value for figure in figures if figure.name == "any figure, mean: ours"]
    if len(means) > 1:
        note = f"mean at {sizes[-1]:,} by that at {sizes[0]:,}"
        put(iter([Figure("cost of many", sizes[-1], means[-1] / means[0], "times", most=DEARER, note=note)]))
    click.echo(report.table(figures))
    say(f"kept in {report.keep(figures, {'matters': matters, 'province': list(sizes)})}")


if __name__ == "__main__":
    command()

"""``python -m bench.alike``: how long duplicates and suggestions take in a city with many matters.

The models are learned from the city's own matters first. Each line is what one proposal takes in the process that asks
for it, its queries included, over the newest matters of six viewers: the 95th percentile of the slowest viewer.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import click

from bench import report
from bench.measure import folder, quantile, say
from bench.place import Running, running
from bench.report import Figure

# Milliseconds that a proposal may take.
WANTED = 50.0


def measured(city: Running, matters: int) -> Iterator[Figure]:
    """Learn, and yield what each proposal takes."""
    learned = json.loads(city.program("bench.alike_city", "learn"))
    say(f"learned from {sum(learned.values()):,} matters")
    for what, viewers in json.loads(city.program("bench.alike_city", "propose")).items():
        slowest = {key: quantile(times, 0.95) for key, times in viewers.items()}
        worst = max(slowest, key=lambda key: slowest[key])
        every = [milliseconds for times in viewers.values() for milliseconds in times]
        note = f"{len(every)} times; the slowest viewer: {worst}; median of all {median(every):.1f} ms"
        yield Figure(f"{what}, p95", matters, slowest[worst], "ms", most=WANTED, note=note)


@click.command(help="Measure on a new installation; the results are printed and kept under bench/results/.")
@click.option("--matters", default=1_000_000, show_default=True, help="How many matters the city has.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="A folder to use, and keep, instead of a temporary one."
)
def command(matters: int, data: Path | None) -> None:
    """Fill, measure, print."""
    figures: list[Figure] = []
    with folder(data) as place, running(place) as city:
        city.program("bench.city", "load")
        city.program("bench.city", "fill", str(matters), "1")
        say(f"with {matters:,} matters")
        for figure in measured(city, matters):
            figures.append(figure)
            say(f"  {figure.name}: {figure.value:.4g} {figure.unit} {figure.note}")
    click.echo(report.table(figures))
    say(f"kept in {report.keep(figures, {})}")


if __name__ == "__main__":
    command()

"""``python -m bench.points``: how long clusters of a million points take for viewers of all levels, at four zooms.

Open matters are filled into the database in one statement. Of each view and viewer the median of seven runs counts,
in the process that answers; each run's clusters are proved to sum up to a plain count of the rows.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from bench import report
from bench.measure import folder, say
from bench.place import Running, running
from bench.report import Figure

# Milliseconds that a view may take.
WANTED = 150.0


def measured(city: Running, points: int) -> Iterator[Figure]:
    """Yield what each view takes its slowest viewer."""
    for view, viewers in json.loads(city.program("bench.points_city", "measure")).items():
        slowest = max(viewers, key=lambda key: viewers[key][0])
        took, longest, total, count = viewers[slowest]
        note = f"{slowest}: {total:,} rows in {count} clusters, the longest of its runs {longest} ms"
        yield Figure(f"clusters of a {view}", points, took, "ms", most=WANTED, note=note)


@click.command(help="Measure on a new installation; the results are printed and kept under bench/results/.")
@click.option("--points", default=1_000_000, show_default=True, help="How many open matters have a point.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="A folder to use, and keep, instead of a temporary one."
)
def command(points: int, data: Path | None) -> None:
    """Fill, measure, print."""
    figures: list[Figure] = []
    with folder(data) as place, running(place) as city:
        city.program("bench.city", "load")
        city.program("bench.city", "fill", "200", "1")
        say(f"filled in {json.loads(city.program('bench.points_city', 'fill', str(points)))['seconds']} s")
        for figure in measured(city, points):
            figures.append(figure)
            say(f"  {figure.name}: {figure.value:.4g} {figure.unit} {figure.note}")
    click.echo(report.table(figures))
    say(f"kept in {report.keep(figures, {})}")


if __name__ == "__main__":
    command()

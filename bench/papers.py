"""``python -m bench.papers``: how long the paper of an agreement takes, and the directory of ten thousand mediators.

The paper is asked for at the desk, again and again, an agreement of ten clauses that three sides signed; the directory
as residents read it: whole, a far page, at a place, versed in something, by name. One request at a time.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from bench import report
from bench.measure import folder, say, slowest
from bench.place import Running, running
from bench.report import Figure

PAPER, DIRECTORY = 500.0, 50.0
TIMES = 20


def measured(city: Running, mediators: int) -> Iterator[Figure]:
    """Yield what the slowest twentieth of the answers takes."""
    filled = json.loads(city.program("bench.papers_city", "fill", str(mediators)))
    agreed = json.loads(city.program("bench.papers_city", "agree"))
    keys = json.loads(city.program("bench.city", "keys"))
    village = keys["teams"][0]["division"]
    pages = (
        "/mediators/",
        f"/mediators/?page={mediators // 40}",
        f"/mediators/?at={village[:6]}",
        f"/mediators/?at={village}",
        f"/mediators/?speciality={filled['versed'][0]}",
        f"/mediators/?at={village[:9]}&speciality={filled['versed'][1]}",
        "/mediators/?q=%E8%B0%83%E8%A7%A3%E5%91%9877",
    )
    note = f"{filled['mediators']:,} at {filled['bodies']:,} bodies"
    took, said = slowest(city.port, pages, times=TIMES)
    yield Figure("page of the directory, p95", mediators, took, "ms", most=DIRECTORY, note=f"{note}; {said}")
    took, said = slowest(city.port, [agreed["paper"]], times=TIMES, session=agreed["session"])
    note = f"{agreed['clauses']} clauses, three sides"
    yield Figure("paper of an agreement, p95", mediators, took, "ms", most=PAPER, note=f"{note}; {said}")


@click.command(help="Measure on a new installation; the results are printed and kept under bench/results/.")
@click.option("--mediators", default=10_000, show_default=True, help="How many stand in the directory.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="A folder to use, and keep, instead of a temporary one."
)
def command(mediators: int, data: Path | None) -> None:
    """Fill, ask, print."""
    figures: list[Figure] = []
    with folder(data) as place, running(place) as city:
        city.program("bench.city", "load")
        for figure in measured(city, mediators):
            figures.append(figure)
            say(f"  {figure.name}: {figure.value:.4g} {figure.unit} {figure.note}")
    click.echo(report.table(figures, of="mediators"))
    say(f"kept in {report.keep(figures, {'mediators': mediators})}")


if __name__ == "__main__":
    command()

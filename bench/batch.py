"""``python -m bench.batch``: how long a batch of acts takes, and what residents feel of it meanwhile.

Reports wait at one governance centre; one post has them all accepted, then all assigned, as from the desk: the job does
it, and followers tell of it. Recognitions of one township are checked there, get their sector's opinion, and are
proposed by the county; a tenth has not declared itself, and some broke a zero, so that each result is mixed. Beside it
others live at a steady rate through the API.
"""

import json
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click
import psycopg

from bench import load
from bench.measure import quantile, say
from bench.place import Running, running

PATIENCE = 600.0


@dataclass(frozen=True)
class Took:
    """How long a batch took, and until it was told; seconds."""

    verb: str
    matters: int
    done: int
    ordering: float
    acts: float
    told: float
    requests: int
    median_request: float
    slowest_request: float


# By what the matters are: the program that has them wait and orders, and what is ordered one after the other.
ORDERS = {
    "reports": ("bench.city", "wait", ("accept", "assign")),
    "recognitions": ("bench.year_city", "open", ("check", "give_opinion", "propose")),
}


def measured(city: Running, teams: list[dict[str, Any]], program: str, verb: str, *, beside: float) -> Took:
    """Order a batch while others live so many lives a second, and wait until all of it is done and told."""
    context = get_context("spawn")
    with (
        ProcessPoolExecutor(1, mp_context=context) as loader,
        psycopg.connect(city.database_url, autocommit=True) as database,
    ):
        # Long enough for any batch that is quick enough.
        lives = (
            loader.submit(load.lives_at, city.port, teams[1:], rate=beside, seconds=30.0) if beside else None
        )
        ordered = json.loads(city.program(program, "order", verb))
        begin = time.perf_counter()
        _until(database, "select count(*) from batches_batch where finished_at is null")
        finished = database.execute(
            "select extract(epoch from finished_at - created_at) from batches_batch order by created_at desc"
        ).fetchone()
        acts = float((finished or (0,))[0])
        _until(database, "select count(*) from delivery_outbox where topic like '%/bulk%'")
        told = time.perf_counter() - begin
        row = database.execute("select total, done from batches_batch order by created_at desc").fetchone()
        total, done = row or (0, 0)
        seconds = lives.result().seconds if lives else [0.0]
    return Took(
        verb,
        total,
        done,
        ordered["seconds"],
        acts,
        told,
        len(seconds),
        quantile(seconds, 0.5),
        max(seconds),
    )


def _until(database: psycopg.Connection[Any], waiting: str) -> None:
    until = time.perf_counter() + PATIENCE
    while database.execute(waiting).fetchone() != (0,):
        if time.perf_counter() > until:
            raise click.ClickException(f"Still: {waiting}")
        time.sleep(0.02)


@click.command(help="Measure on a new installation, and print the results as JSON, one a line.")
@click.option("--of", type=click.Choice(list(ORDERS)), default="reports", show_default=True)
@click.option("--matters", default=10_000, show_default=True, help="How many matters a batch has.")
@click.option(
    "--beside", default=0.0, show_default=True, help="How many lives a second others live meanwhile."
)
def command(of: str, matters: int, beside: float) -> None:
    """Fill, measure, print."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "city") as city:
        city.program("bench.city", "load")
        teams = json.loads(city.program("bench.city", "keys"))["teams"]
        program, filling, verbs = ORDERS[of]
        say(f"filled: {city.program(program, filling, str(matters)).strip()}")
        with psycopg.connect(city.database_url, autocommit=True) as database:
            _until(database, "select count(*) from delivery_outbox")
        if beside:
            load.lives(city.port, teams[1:], workers=4, seconds=3.0)
        for verb in verbs:
            click.echo(json.dumps(vars(measured(city, teams, program, verb, beside=beside))))


if __name__ == "__main__":
    command()

"""``python -m bench.batch``: how long a batch of acts takes, and what residents feel of it meanwhile.

Matters wait at one governance centre; one post has them all accepted, then all assigned, as from the desk: the job does
it, and followers tell of it. Beside it others live at a steady rate through the API.
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


def measured(city: Running, teams: list[dict[str, Any]], verb: str, *, beside: float) -> Took:
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
        ordered = json.loads(city.program("bench.city", "order", verb))
        begin = time.perf_counter()
        _until(database, "select count(*) from batches_batch where finished_at is null")
        finished = database.execute(
            "select extract(epoch from max(finished_at - created_at)) from batches_batch"
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
@click.option("--matters", default=10_000, show_default=True, help="How many matters a batch has.")
@click.option(
    "--beside", default=0.0, show_default=True, help="How many lives a second others live meanwhile."
)
def command(matters: int, beside: float) -> None:
    """Fill, measure, print."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "city") as city:
        city.program("bench.city", "load")
        teams = json.loads(city.program("bench.city", "keys"))["teams"]
        say(f"filled in {city.program('bench.city', 'wait', str(matters)).strip()} s")
        with psycopg.connect(city.database_url, autocommit=True) as database:
            _until(database, "select count(*) from delivery_outbox")
        if beside:
            load.lives(city.port, teams[1:], workers=4, seconds=3.0)
        for verb in ("accept", "assign"):
            click.echo(json.dumps(vars(measured(city, teams, verb, beside=beside))))


if __name__ == "__main__":
    command()

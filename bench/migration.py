"""``python -m bench.migration``: how long readers wait while a city's fullest tables are changed under them.

One migration of each kind that a release may bring (columns, references, indexes, constraints, wider texts) is applied
and taken back, as `sanling migrate` does it, while others read and one long report holds the tables for seconds.
"""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import click
import psycopg
from psycopg import sql

from bench.place import running

REPORT_SECONDS = 5.0
READS = (
    "select id, number, title from matters_matter order by id desc limit 50",
    "select id, code from matters_entry order by id desc limit 50",
)
# What the copies of a row must not share with it.
OWN = {
    "matters_matter": {
        "number": "'M' || n",
        "link_digest": "sha256(('M' || n)::text::bytea)",
        "shown_digest": "sha256(('S' || n)::text::bytea)",
        "registered_at": "registered_at - n * interval '30 seconds'",
    },
    "matters_entry": {},
}


@dataclass(frozen=True)
class Waited:
    """What the readers met: how many reads, the longest of them and the whole migration in seconds."""

    reads: int
    longest: float
    seconds: float


def fill(url: str, rows: int) -> None:
    """Copy the first matter and the first entry until there are about so many of each."""
    with psycopg.connect(url, autocommit=True) as connection:
        for table, own in OWN.items():
            columns = connection.execute(
                "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0"
                " and not attisdropped and attgenerated = '' and attname <> 'id'",
                [table],
            ).fetchall()
            names = [name for (name,) in columns]
            statement = sql.SQL("insert into {} ({}) select {} from {}, generate_series(1, {}) as n").format(
                sql.Identifier(table),
                sql.SQL(", ").join(map(sql.Identifier, names)),
                sql.SQL(", ").join(
                    sql.SQL(own[name]) if name in own else sql.Identifier(name) for name in names
                ),
                sql.SQL("(select * from {} order by id limit 1) as first").format(sql.Identifier(table)),
                sql.Literal(rows),
            )
            connection.execute(statement)
        connection.execute("vacuum analyze matters_matter, matters_entry")


def waited(url: str, environment: Mapping[str, str]) -> Waited:
    """Migrate forth and back in a process of its own, while a reader reads; return what it met."""
    command = [sys.executable, "-m", "bench.changes"]
    begin = perf_counter()
    with _reading(url) as reads, _report(url):
        done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return Waited(len(reads), max(reads), perf_counter() - begin)


@contextmanager
def _reading(url: str) -> Iterator[list[float]]:
    """Read the tables' newest rows without a pause, keeping how long each time took."""
    over, took = threading.Event(), [0.0]

    def read() -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            while not over.wait(0.002):
                for statement in READS:
                    begin = perf_counter()
                    connection.execute(statement).fetchall()
                    took.append(perf_counter() - begin)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield took
    finally:
        over.set()
        thread.join()


@contextmanager
def _report(url: str) -> Iterator[None]:
    """Hold the tables as a long report does, until a while after somebody has begun to wait for it."""
    over = threading.Event()

    def hold() -> None:
        with psycopg.connect(url) as report, psycopg.connect(url, autocommit=True) as monitor:
            for statement in READS:
                report.execute(statement)
            waiting = "select exists (select from pg_locks where not granted)"
            while monitor.execute(waiting).fetchone() != (True,):
                if over.wait(0.01):
                    return
            over.wait(REPORT_SECONDS)

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@click.command(help="Measure on a new installation, and print the result as JSON.")
@click.option("--rows", default=1_000_000, show_default=True, help="How many matters, and as many entries.")
def command(rows: int) -> None:
    """Fill, measure, print."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "city") as city:
        city.program("bench.city", "load")
        city.program("bench.city", "fill", "10", "1")
        begin = perf_counter()
        fill(city.database_url, rows)
        click.echo(f"filled in {perf_counter() - begin:.0f} s", err=True)
        found = waited(city.database_url, city.environment)
    click.echo(json.dumps({"rows": rows, **vars(found)}))


if __name__ == "__main__":
    command()

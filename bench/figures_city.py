"""Programs of the measured installation: make figures, fold them, and ask for them.

They run in processes of their own, with the installation's environment, and print JSON.
"""

import importlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import click
import django
import psutil
from django.conf import settings
from django.db import connection

django.setup()

from sanling.domain.indicators.config import Figure as Indicated  # noqa: E402
from sanling.domain.indicators.flows import flows  # noqa: E402
from sanling.domain.matters.models import Matter  # noqa: E402
from sanling.domain.people.access import Viewer  # noqa: E402
from sanling.domain.people.cast import players  # noqa: E402
from sanling.foundation.days import today  # noqa: E402
from sanling.foundation.profile.registry import profile_by_code  # noqa: E402
from sanling.processes.figures.folding import fold  # noqa: E402
from sanling.processes.figures.indicators import Asked, figures_of, values  # noqa: E402
from sanling.processes.figures.models import Counted  # noqa: E402
from sanling.processes.figures.periods import Grain, Period  # noqa: E402
from sanling.processes.figures.queries import By, Question  # noqa: E402
from sanling.processes.figures.rebuilding import rebuild  # noqa: E402
from sanling.processes.simulation.province import simulate_figures  # noqa: E402

MATTERS = flows()["matters"]
TABLES = ("figures_counted", "figures_summed")
THREE_YEARS = 3 * 365


@click.group()
def commands() -> None:
    """Measure figures."""


@contextmanager
def clocked(found: dict[str, float], name: str) -> Iterator[None]:
    """Keep the seconds that something takes, and those of the database's own process."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    process = psutil.Process(backend)
    begin, before = perf_counter(), sum(process.cpu_times()[:2])
    yield
    found[f"{name}_seconds"] = round(perf_counter() - begin, 3)
    found[f"{name}_processor"] = round(sum(process.cpu_times()[:2]) - before, 2)


@commands.command()
def make() -> None:
    """Make the figures of matters again, and copy the same rows into the same tables: the floor."""
    found: dict[str, float] = {}
    city = profile_by_code(settings.SERVED[0]).city
    with clocked(found, "rebuild"):
        found["facts"] = rebuild(MATTERS, city)
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"CREATE TEMP TABLE copy_of_{table} AS TABLE {table}")
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 -- our own names
            found[table] = cursor.fetchone()[0]
            cursor.execute(f"TRUNCATE {table}")
        with clocked(found, "floor"):
            for table in TABLES:
                lines = _copied_out(cursor, f"copy_of_{table}")
                with cursor.cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    for line in lines:
                        copy.write(line)
    click.echo(json.dumps(found))


def _copied_out(cursor: Any, table: str) -> list[bytes]:
    with cursor.cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return [bytes(line) for line in copy]


@commands.command("fold")
@click.argument("matters", type=int)
def fold_them(matters: int) -> None:
    """Fold single matters whose facts change, one a statement as at a quiet hour, and fifty as under load."""
    found: dict[str, float] = {}
    keys = list(Matter.objects.order_by("?").values_list("pk", flat=True)[:matters])
    for name, lot in (("alone", 1), ("fifty", 50)):
        Matter.objects.filter(pk__in=keys).update(confidentiality=lot % 2)
        with clocked(found, name):
            for first in range(0, len(keys), lot):
                for flow in flows().values():
                    if flow.topics == MATTERS.topics:
                        fold(flow, keys[first : first + lot])
    click.echo(json.dumps({"matters": len(keys), **found}))


@commands.command()
@click.argument("matters", type=int)
@click.argument("cities", type=int)
def province(matters: int, cities: int) -> None:
    """Write the figures of a province."""
    found: dict[str, float] = {}
    with clocked(found, "write"):
        found["facts"] = simulate_figures(
            profile=profile_by_code(settings.SERVED[0]), cities=cities, matters=matters
        )
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*), pg_total_relation_size('{table}') FROM {table}")  # noqa: S608 -- our own names
            found[table], found[f"{table}_bytes"] = cursor.fetchone()
    click.echo(json.dumps(found))


@dataclass(frozen=True)
class Drawn:
    """A figure of a place and whole months, up to three years, and the question that it is made of."""

    figure: Indicated
    asked: Asked

    @property
    def question(self) -> Question:
        """Return what its numbers are asked by."""
        found = self.asked.of(MATTERS, self.figure)
        assert found is not None  # noqa: S101 -- it is narrowed to nothing
        return found


def drawn(random: Random, city: str) -> Drawn:
    """Draw a figure of matters, a place at any level, what it is cut by, and whole months."""
    figures = [figure for figure in figures_of(city).values() if figure.flow == MATTERS.code]
    place = random.choice(
        list(
            Counted.objects.filter(flow=MATTERS.code, place__startswith=city).values_list("place", flat=True)[
                :500
            ]
        )
    )[: random.choice((4, 6, 9, 12))]
    end = (today() - timedelta(days=random.randrange(300))).replace(day=1)
    first = (end - timedelta(days=random.randrange(1, THREE_YEARS))).replace(day=1)
    by = random.choice([by for by in By if by is not By.DAY])
    days = Period(Grain.RANGE, first, end - timedelta(days=1))
    asked = Asked(place, days, by=by)
    return Drawn(random.choice(figures), asked)


@commands.command()
@click.argument("times", type=int)
@click.argument("folder", type=click.Path(path_type=Path))
def ask(times: int, folder: Path) -> None:
    """Ask drawn questions of sums, of one row a fact in plain SQL, and of DuckDB over Parquet, if it is there."""
    profile = profile_by_code(settings.SERVED[0])
    viewer = players(profile)["city_peace_officer"].viewer
    random = Random(7)  # noqa: S311 -- for a measurement
    questions = [drawn(random, profile.city) for _nth in range(times)]
    found: dict[str, Any] = {"ours": _times(questions, lambda asked: _ours(viewer, asked))}
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("DROP TABLE IF EXISTS bench_fact")
        cursor.execute(
            "CREATE UNLOGGED TABLE bench_fact AS SELECT * FROM figures_fact WHERE flow = 'matters'"
        )
        cursor.execute("CREATE INDEX ON bench_fact (place, day)")
        cursor.execute("ANALYZE bench_fact")
        few = questions[: max(10, times // 10)]
        found["plain"] = _times(few, lambda asked: cursor.execute(*_plain(asked, "%s")))
        found["duckdb"] = _duckdb(few, folder)
        cursor.execute("DROP TABLE bench_fact")
    click.echo(json.dumps(found))


def _ours(viewer: Viewer, asked: Drawn) -> object:
    return values(viewer, asked.asked, [asked.figure])


def _times(questions: list[Drawn], run: Callable[[Drawn], object]) -> list[float]:
    seconds = []
    for asked in questions:
        begin = perf_counter()
        run(asked)
        seconds.append(round(perf_counter() - begin, 5))
    return seconds


def _plain(told: Drawn, mark: str) -> tuple[str, list[Any]]:
    asked = told.question
    cuts = {By.NOTHING: "''", By.PLACE: f"left(place, {asked.level})", By.MONTH: "date_trunc('month', day)"}
    cut = cuts.get(asked.by, asked.by.value)
    names = ", ".join(f"'{measure}'" for measure in told.figure.measures)
    asked_for = (
        f"place >= {mark} AND place < {mark} AND day BETWEEN {mark} AND {mark} AND measure IN ({names})"
    )
    text = f"SELECT {cut}, measure, bucket, sum(amount) FROM bench_fact WHERE {asked_for} GROUP BY 1, 2, 3"  # noqa: S608 -- our own names
    return text, [asked.place, f"{asked.place}:", asked.first, asked.last]


def _duckdb(questions: list[Drawn], folder: Path) -> list[float] | None:
    try:
        duckdb = importlib.import_module("duckdb")
    except ImportError:
        return None
    csv, parquet = folder / "facts.csv", folder / "facts.parquet"
    told = "COPY bench_fact TO STDOUT WITH (FORMAT csv, HEADER)"
    with connection.cursor() as cursor, csv.open("wb") as out, cursor.cursor.copy(told) as copy:
        for line in copy:
            out.write(line)
    base = duckdb.connect()
    texts = ", ".join(f"'{column}': 'VARCHAR'" for column in ("place", "family", "category", "channel"))
    kept = f"(SELECT * FROM read_csv('{csv}', types={{{texts}}}) ORDER BY place)"  # noqa: S608 -- our own names
    base.execute(f"COPY {kept} TO '{parquet}' (FORMAT parquet)")
    csv.unlink()
    base.execute(f"CREATE VIEW bench_fact AS FROM read_parquet('{parquet}')")
    seconds = _times(questions, lambda asked: base.execute(*_plain(asked, "?")).fetchall())
    parquet.unlink()
    return seconds


if __name__ == "__main__":
    commands()

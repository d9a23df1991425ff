"""``python -m bench.zeros``: how long a city's month takes to judge, its rates to open, and a warning to follow a fact.

Subjects and incidents are rows made by SQL, as many as are asked for, and departments have confirmed all months of the
year. Each line is a figure: the month judged for the first time, the same again, after a change, the pages, and how
soon a warning stands after a department's system told of an accident.
"""

import http.client
import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

import click
import psycopg

from bench import load, report
from bench.measure import LONGEST_PAGE, say, slowest
from bench.place import Running, running
from bench.report import Figure

# The pages of rates that a city's peace office opens: counties, a county's townships, sectors, types, one zero.
PAGES = (
    "/desk/rates/?indicator=met",
    "/desk/rates/?indicator=met&place=410105",
    "/desk/rates/?indicator=met&by=sector",
    "/desk/rates/?indicator=met&by=type",
    "/desk/rates/?indicator=met&zero=petitions",
)
TIMES = 20
# So many accidents are told one after the other, and so many seconds each is waited for.
ACCIDENTS = 20
PATIENCE = 60.0
STANDS = """
    SELECT count(*) FROM recognition_colourwarning warning JOIN subjects_subject subject ON subject.id = subject_id
    WHERE subject.code = %s AND warning.open
"""
VIEWER = "city_peace_officer"
# Seconds that a month may take, by how many subjects it has at most.
SOON = 5.0
WANTED = ((112_000, 10.0), (1_900_000, 180.0))


def measured(city: Running, subjects: int, facts: int) -> Iterator[Figure]:
    """Bring a city to so many subjects and incidents, and yield what was measured there."""
    filled = json.loads(city.program("bench.zeros_city", "fill", str(subjects), str(facts)))
    say(f"with {filled['subjects']:,} subjects and {filled['facts']:,} facts, made in {filled['seconds']} s")
    note = f"{filled['facts']:,} facts, 3 zeros"
    most = next((seconds for bound, seconds in WANTED if subjects <= bound), None)
    for took in json.loads(city.program("bench.zeros_city", "judge")):
        said = f"{note}; {took['rows']:,} rows; {took['broken']:,} with a broken zero"
        yield Figure(f"a month judged: {took['what']}", subjects, took["seconds"], "s", most=most, note=said)
    session = json.loads(city.program("bench.city", "keys"))["sessions"][VIEWER]
    took, said = slowest(city.port, PAGES, times=TIMES, session=session)
    yield Figure("page of rates, p95", subjects, took, "ms", most=LONGEST_PAGE, note=f"{note}; {said}")
    yield warned(city, subjects)


def warned(city: Running, subjects: int) -> Figure:
    """Tell accidents by the API, each once the one before has its warning, and see how soon that stands."""
    told = json.loads(city.program("bench.zeros_city", "teller", str(ACCIDENTS)))
    seconds = []
    with psycopg.connect(city.database_url, autocommit=True) as database:
        row = database.execute("SELECT count(*) FROM recognition_warningdue").fetchone()
        for code in told["codes"]:
            begin = time.perf_counter()
            tell_accident(city.port, told, code)
            while database.execute(STANDS, [code]).fetchone() == (0,):
                if time.perf_counter() > begin + PATIENCE:
                    raise click.ClickException(f"No warning of {code} stands after {PATIENCE} s.")
                time.sleep(0.02)
            seconds.append(time.perf_counter() - begin)
    waiting = row[0] if row else 0
    note = f"of {len(seconds)} the slowest; median {median(seconds):.2f} s; {waiting:,} others waited to be settled"
    return Figure("a warning stands after a fact", subjects, max(seconds), "s", most=SOON, note=note)


def tell_accident(port: int, told: Mapping[str, Any], code: str) -> None:
    """Tell an accident with one person hurt at a subject; raises when the server refuses."""
    body = {
        "own_id": f"BENCH-{code}",
        "kind": "accident",
        "site": code,
        "answers": code,
        "happened_at": f"{told['day']}T08:00:00+08:00",
        "sort": "work",
        "deaths": 0,
        "serious_injuries": 0,
        "other_injuries": 1,
        "loss": 0,
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Authorization": f"Bearer {told['token']}", "Content-Type": "application/json"}
    connection.request("POST", f"{load.API}/incidents", json.dumps(body), headers)
    answer = connection.getresponse()
    said = answer.read()
    connection.close()
    if answer.status != http.HTTPStatus.CREATED:
        raise click.ClickException(f"The server refused: {said.decode()}")


@click.command(help="Measure on a new installation; the results are printed and kept under bench/results/.")
@click.option("--subjects", default=112_000, show_default=True, help="How many subjects the city has.")
@click.option("--facts", default=1_900_000, show_default=True, help="How many incidents the city has.")
def command(subjects: int, facts: int) -> None:
    """Fill, measure, print."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "city") as city:
        city.program("bench.city", "load")
        for figure in measured(city, subjects, facts):
            figures.append(figure)
            say(f"  {figure.name}: {figure.value:.4g} {figure.unit} {figure.note}")
    click.echo(report.table(figures, of="subjects"))
    say(f"kept in {report.keep(figures, {'facts': facts})}")


if __name__ == "__main__":
    command()

"""``python -m bench.lists``: how long a department's list of subjects takes, and how much memory, beside the floor.

The floor is reading the same workbook by calamine and copying its cells into a table of texts, no more. Each line
is one run of `sanling import subjects`: new, again, killed halfway, and the rest of that. `--rival` adds a line for
django-import-export on the same workbook (`bench.rival`).
"""

import csv
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import psycopg
import xlsxwriter
from python_calamine import CalamineWorkbook
from stdnum.cn import uscc

from bench.measure import say
from bench.place import Running, running

HEADS = (
    "统一社会信用代码",
    "单位名称",
    "类型",
    "所属区划",
    "主管部门",
    "详细地址",
    "状态",
    "所属行业",
    "职工人数",
    "负责人",
    "负责人电话",
    "联络员",
)
SECTORS = ("商务局", "市场监管局", "生态环境局", "住建局")


@dataclass(frozen=True)
class Took:
    """What one run took: seconds, those of a processor, the most memory of a process in MB; and what it said last."""

    what: str
    rows: int
    seconds: float
    processor: float
    megabytes: float
    said: str


def write(path: Path, rows: int, *, first: int = 1) -> None:
    """Write a list of invented companies in the villages of the city, all cells as texts."""
    with (Path("sanling/profiles/zhengzhou/divisions.csv")).open(encoding="utf-8") as file:
        villages = [row["code"] for row in csv.DictReader(file) if row["level"] == "village"]
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADS)
        for row in range(1, rows + 1):
            nth = first + row - 1
            begins = f"91999999MA{nth:07d}"
            page.write_row(row, 0, [begins + uscc.calc_check_digit(begins), *_cells(nth, villages)])


def _cells(nth: int, villages: Sequence[str]) -> list[str]:
    return [
        f"郑州第{nth}机械制造有限公司",
        "企业",
        villages[nth % len(villages)],
        SECTORS[nth % len(SECTORS)],
        f"工业路{nth % 300}号",
        "存续",
        "制造业",
        str(nth % 900),
        f"王{nth % 1000}",
        f"154{nth:08d}",
        f"李{nth % 1000}",
    ]


def taken_in(city: Running, what: str, path: Path, rows: int, *, killed_after: float = 0.0) -> Took:
    """Take in the list by the program, or kill it after so many seconds."""
    command = [sys.executable, "-m", "sanling.interfaces.console.main", "import", "subjects", str(path)]
    begin = time.perf_counter()
    with subprocess.Popen(
        command, env=city.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as run:
        if killed_after:
            time.sleep(killed_after)
            run.send_signal(signal.SIGKILL)
        said = run.stdout.read() if run.stdout else ""
        _pid, _status, used = os.wait4(run.pid, 0)
        run.returncode = 0
    seconds, processor = time.perf_counter() - begin, used.ru_utime + used.ru_stime
    last = (said.strip().splitlines() or [""])[-1]
    return Took(what, rows, round(seconds, 1), round(processor, 1), round(used.ru_maxrss / 1000, 1), last)


def floor(city: Running, path: Path, rows: int) -> Took:
    """Read the list and copy its cells, and nothing else."""
    begin = time.perf_counter()
    with psycopg.connect(city.database_url) as database, CalamineWorkbook.from_path(path) as book:
        columns = ", ".join(f"c{nth} text" for nth in range(len(HEADS)))
        database.execute(f"CREATE TEMP TABLE cells ({columns})")
        with database.cursor().copy("COPY cells FROM STDIN") as copy:
            for cells in book.get_sheet_by_index(0).iter_rows():
                copy.write_row(cells)
    return Took(
        "calamine and COPY alone",
        rows,
        round(time.perf_counter() - begin, 1),
        round(time.process_time(), 1),
        0.0,
        "",
    )


def rival(city: Running, path: Path, folder: Path) -> Took:
    """Take the list in by django-import-export, which lies in a folder of its own."""
    packages = os.pathsep.join(part for part in (os.environ.get("PYTHONPATH", ""), str(folder)) if part)
    told = subprocess.run(
        [sys.executable, "-m", "bench.rival", str(path)],
        env={**city.environment, "PYTHONPATH": packages},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    return Took("django-import-export", **json.loads(told.splitlines()[-1]))


@click.command(help="Measure on a new installation, and print the results as JSON, one a line.")
@click.option("--rows", default=110_000, show_default=True, help="How many subjects the list has.")
@click.option("--killed-after", default=15.0, show_default=True, help="Seconds until one run is killed.")
@click.option(
    "--rival",
    "packages",
    type=click.Path(exists=True, path_type=Path),
    help="A folder into which django-import-export[xlsx] was installed: it takes in the same list.",
)
def command(rows: int, killed_after: float, packages: Path | None) -> None:
    """Fill, measure, print."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "city") as city:
        city.program("bench.city", "load")
        path = Path(folder) / "list.xlsx"
        other = Path(folder) / "other.xlsx"
        write(path, rows)
        write(other, rows, first=rows + 1)
        say(f"a list of {path.stat().st_size / 1e6:.1f} MB")
        click.echo(json.dumps(vars(floor(city, path, rows)), ensure_ascii=False))
        if packages:
            click.echo(json.dumps(vars(rival(city, path, packages)), ensure_ascii=False))
        runs = (
            ("new", path, 0.0),
            ("again", path, 0.0),
            ("killed", other, killed_after),
            ("the rest", other, 0.0),
        )
        for what, file, after in runs:
            took = taken_in(city, what, file, rows, killed_after=after)
            with psycopg.connect(city.database_url) as database:
                found = database.execute(
                    "SELECT (SELECT count(*) FROM subjects_subject), (SELECT count(*) FROM subjects_period)"
                ).fetchone()
            click.echo(json.dumps({**vars(took), "subjects and periods": found}, ensure_ascii=False))


if __name__ == "__main__":
    command()

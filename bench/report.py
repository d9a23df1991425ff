"""What was reached beside what is wanted, as a table and as JSON."""

import json
import platform
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Figure:
    """One measured number; ``least`` or ``most`` is what is wanted, ``floor`` what psycopg alone does."""

    name: str
    matters: int
    value: float
    unit: str
    least: float | None = None
    most: float | None = None
    floor: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Return whether it reaches what is wanted; empty where nothing is."""
        if self.least is None and self.most is None:
            return ""
        low = self.least is not None and self.value < self.least
        high = self.most is not None and self.value > self.most
        return "no" if low or high else "yes"

    @property
    def ratio(self) -> str:
        """Return how many times the floor it costs."""
        if not self.floor or not self.value:
            return ""
        dearer = self.floor / self.value if self.unit.endswith("/s") else self.value / self.floor
        return f"{dearer:.1f}"


def table(figures: list[Figure], *, of: str = "matters") -> str:
    """Return the figures as lines for a terminal, which are a table in Markdown, too; they are of so many of what."""
    head = ("what", of, "measured", "wanted", "reached", "floor", "times the floor", "")
    rows = [head, tuple("---" for _name in head), *(_cells(figure) for figure in figures)]
    widths = [max(len(row[nth]) for row in rows) for nth in range(len(head))]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    )


def _cells(figure: Figure) -> tuple[str, ...]:
    bounds = (("≥", figure.least), ("≤", figure.most))
    wanted = next((f"{sign} {bound:g}" for sign, bound in bounds if bound is not None), "")
    floor = f"{figure.floor:.4g}" if figure.floor is not None else ""
    measured = f"{figure.value:.4g} {figure.unit}"
    judged = (figure.verdict, floor, figure.ratio, figure.note)
    return (figure.name, f"{figure.matters:,}", measured, wanted, *judged)


def keep(figures: list[Figure], details: dict[str, Any]) -> Path:
    """Write everything as JSON to the results' folder and return the file."""
    RESULTS.mkdir(exist_ok=True)
    at = datetime.now(UTC)
    nth = 1
    while (file := RESULTS / f"{at:%Y-%m-%d}-{nth}.json").exists():
        nth += 1
    rows = [vars(figure) | {"reached": figure.verdict} for figure in figures]
    whole = {
        "at": at.isoformat(timespec="seconds"),
        "machine": machine(),
        "figures": rows,
        "details": details,
    }
    file.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n")
    return file


def machine() -> dict[str, Any]:
    """Return what the numbers depend on."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return {
        "processors": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "load_before": [round(load, 1) for load in psutil.getloadavg()],
        "python": platform.python_version(),
        "commit": commit.stdout.strip(),
    }

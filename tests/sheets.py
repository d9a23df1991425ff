"""Lists as personnel offices keep them, for the tests."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from sanling.foundation.profile.registry import profile_by_code
from sanling.processes.imports.work import Report, sheets, take_in
from tests.city import TEST


def workbook(
    path: Path, rows: Sequence[Sequence[Any]], *, merged: Sequence[tuple[int, int, int, int, str]] = ()
) -> Path:
    """Write a workbook; ``merged`` has first row, first column, last row, last column and the text."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("名册")
        for nth, row in enumerate(rows):
            page.write_row(nth, 0, row)
        for area in merged:
            page.merge_range(*area)
    return path


def csv_file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a CSV file."""
    path.write_bytes(text.encode(encoding))
    return path


def take(
    code: str, file: Path, *, only_check: bool = False, refused: Path | None = None, **answers: str
) -> Report:
    """Take in a file for the test city."""
    profile = profile_by_code("zhengzhou")
    return take_in(
        actor=TEST,
        sheet=sheets()[code],
        file=file,
        profile=profile,
        only_check=only_check,
        refused=refused,
        answers=answers,
    )


def faults(report: Report) -> dict[str, tuple[str, ...]]:
    """Return what is wrong in which rows."""
    return {
        f"{column}: {why}" if column else why: tuple(cause.rows)
        for (column, why), cause in report.causes.items()
    }

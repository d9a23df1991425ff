"""Taking in a file: sound rows are kept, others are named with all that is wrong, and nothing happens twice."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sanling.foundation.ahead import ahead
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.installed import modules
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Became, Row, Sheet, Taking
from sanling.foundation.tables.heading import Headed, headed, missing, rows_of
from sanling.foundation.tables.reading import Table, UnreadableTable, tables_of
from sanling.processes.imports.refused import RefusedRows
from sanling.processes.imports.returned import Reasons

BATCH = 2000
# Of each cause, so many rows are named.
NAMED = 5
Progress = Callable[[int], None]


@cache
def sheets() -> Mapping[str, Sheet]:
    """Return the sheets that installed rooms take in, by code."""
    return {sheet.code: sheet for module in modules("imports") for sheet in getattr(module, "SHEETS", ())}


@dataclass
class Cause:
    """One thing that is wrong, with how many rows, and the first of them."""

    times: int = 0
    rows: list[str] = field(default_factory=list)
    # What stood there, in the rows that are named.
    values: list[str] = field(default_factory=list)

    def add(self, number: str, value: str = "") -> None:
        """Count one more."""
        self.times += 1
        if self.times <= NAMED:
            self.rows.append(number)
            self.values.append(value)


@dataclass
class Report:
    """What became of a file's rows; nothing at all where it was ``only_checked``."""

    only_checked: bool
    counts: Counter[Became] = field(default_factory=Counter)
    causes: dict[tuple[str, str], Cause] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    # Names of sheets: those that were read, those without the headings, and those that nobody sees.
    read: list[str] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    # Why the rest of the file could not be read, and why the refused rows could not be written.
    broken_off: str = ""
    aside_lost: str = ""
    hints: Sequence[str] = ()
    passed: dict[str, Cause] = field(default_factory=dict)

    def add(self, row: Row, table: str) -> None:
        """Count a row, and its faults by cause."""
        self.counts[row.became] += 1
        number = f"{table}!{row.number}" if table else str(row.number)
        for fault in row.faults:
            self.causes.setdefault((fault.column, fault.why), Cause()).add(number, fault.value)
        if row.became is Became.PASSED:
            self.passed.setdefault(row.passed, Cause()).add(number)


class _OnlyChecked(Exception):
    """The file was only to be checked: what was done is taken back."""


def take_in(
    *,
    actor: Actor,
    sheet: Sheet,
    file: Path,
    profile: Profile,
    refused: Path | None = None,
    only_check: bool = False,
    progress: Progress | None = None,
    answers: Mapping[str, str] | None = None,
    chosen: Mapping[str, Mapping[str, str]] | None = None,
    reasons: Reasons | None = None,
) -> Report:
    """Take in a file for a city: two thousand rows at a time, each batch whole or not at all.

    A file that is taken in again changes nothing; one that was cut off goes on where it was. ``refused`` gets a
    new workbook of the rows that were refused, with the reasons, to be corrected and taken in. ``only_check`` takes
    everything back at the end. ``answers`` are those to what the sheet asks. ``chosen`` says which tables are read, by
    name, and by which heading each column goes there. ``reasons`` gathers why rows were refused. Raises
    ``UnreadableTable`` for what is no such table, ``OSError`` where it can't be read or no new file made at
    ``refused``, before anything is done.
    """
    report = Report(only_check)
    try:
        with transaction.atomic() if only_check else nullcontext():
            with RefusedRows(refused) as book:
                own = sheet.of_city(profile)
                intake = _Intake(actor, own, profile, report, book, progress, answers or {}, chosen, reasons)
                intake.take(file)
            report.aside_lost = book.lost
            detail = {became.value: report.counts[became] for became in Became}
            city = profile.city
            record(actor=actor, act=f"import.{sheet.code}", subject=f"city:{city}", city=city, detail=detail)
            if only_check:
                raise _OnlyChecked
    except _OnlyChecked:
        pass
    return report


@dataclass
class _Intake:
    """A file on its way in."""

    actor: Actor
    sheet: Sheet
    profile: Profile
    report: Report
    book: RefusedRows
    progress: Progress | None
    answers: Mapping[str, str]
    chosen: Mapping[str, Mapping[str, str]] | None
    reasons: Reasons | None
    taking: Taking = field(init=False)

    def take(self, file: Path) -> None:
        """Take in all tables that have the headings, up to where the file can't be read."""
        self.taking = self._begin()
        try:
            self._take_tables(file)
        except UnreadableTable as error:
            # What was taken in before is told of.
            if not self.report.counts:
                raise
            self.report.broken_off = str(error)
        self.report.hints = self.taking.finish()

    def _take_tables(self, file: Path) -> None:
        for table in tables_of(file):
            found = None if table.hidden else self._headed(table)
            if found is None:
                (self.report.hidden if table.hidden else self.report.not_read).append(table.name)
                continue
            self.report.read.append(table.name)
            self.report.unused += [name for name in found.unused if name not in self.report.unused]
            for keeper in self._keepers():
                keeper.begin(found)
            self._take_rows(found)
        if not self.report.read:
            text = _("No row among the first thirty has the headings that are needed: %(names)s.")
            hidden = _("Hidden sheets are not read: %(names)s.") if self.report.hidden else ""
            needed = text % {"names": ", ".join(missing(self.sheet, ()))}
            raise UnreadableTable(f"{needed} {hidden % {'names': ', '.join(self.report.hidden)}}".rstrip())

    def _take_rows(self, found: Headed) -> None:
        # While the database is at one batch, the next is read.
        for batch in ahead(_batches(found, self.sheet, self.taking)):
            self._take_batch([row for row in batch if row.became is not Became.PASSED])
            for row in batch:
                # Only of the second sheet on does a number need its name.
                self.report.add(row, found.name if len(self.report.read) > 1 else "")
                for keeper in self._keepers():
                    keeper.add(row)
            if self.progress:
                self.progress(self.report.counts.total())

    def _headed(self, table: Table) -> Headed | None:
        if self.chosen is None:
            return headed(table, self.sheet)
        chosen = self.chosen.get(table.name)
        return headed(table, self.sheet, chosen) if chosen else None

    def _keepers(self) -> tuple[RefusedRows | Reasons, ...]:
        return (self.book, self.reasons) if self.reasons else (self.book,)

    def _begin(self) -> Taking:
        return self.sheet.begin(actor=self.actor, profile=self.profile, **self.answers)

    def _take_batch(self, rows: Sequence[Row]) -> None:
        """Take in a batch, and where it is refused as a whole each of its rows alone."""
        before = {row.number: list(row.faults) for row in rows}
        try:
            with transaction.atomic():
                self.taking.take(rows)
            self.taking.said.keep()
        except (ValidationError, IntegrityError) as error:
            for row in rows:
                row.faults[:], row.became = before[row.number], Became.REFUSED
            if len(rows) == 1:
                rows[0].refuse("", _why(error))
            # What it knew is of rows that have been taken back.
            said = self.taking.said
            said.take_back()
            self.taking = self._begin()
            self.taking.said = said
            for row in rows if len(rows) > 1 else ():
                self._take_batch([row])


def _batches(found: Headed, sheet: Sheet, taking: Taking) -> Iterator[Sequence[Row]]:
    """Yield some two thousand rows at a time; those of one key that follow each other stay together."""
    batch: list[Row] = []
    for _key, same in groupby(rows_of(found, sheet), taking.key):
        if len(batch) >= BATCH:
            yield batch
            batch = []
        batch += same
    if batch:
        yield batch


def _why(error: ValidationError | IntegrityError) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return _("Somebody changed the same at this moment. Take the file in again.")

"""What acts write: gathered while each is decided, and written together, for one act as for thousands.

Nothing is in the database before `write`, so an act that is refused halfway leaves nothing behind, whatever the others
in its list do.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Model

from sanling.domain.matters.access import ENDED_WITH_MATTER
from sanling.domain.matters.models import Assignment, Clock, Entry, Matter, Stage
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.bulk import insert_many, update_many
from sanling.foundation.database.prepared import run
from sanling.foundation.delivery.outbox import NewOutboxRow, in_bulk, put_many

TOPIC = "matters.entry"
# Matters that something became of without an act: where they lie, or what is known of what was.
RECOUNTED = "matters.recounted"


@dataclass(frozen=True, eq=False)
class Statement:
    """Sets columns of those rows of matters that are ``so``, before any row is inserted."""

    model: type[Model]
    so: Mapping[str, str | None]
    sets: tuple[str, ...]

    @cached_property
    def sql(self) -> str:
        """The same in SQL; takes the values, and last an array of matters' keys."""
        table = self.model._meta.db_table  # noqa: SLF001 -- Django's documented name
        assigned = ", ".join(f"{column} = %s" for column in self.sets)
        so = (
            f"{column} IS NULL" if value is None else f"{column} = '{value}'"
            for column, value in self.so.items()
        )
        return f"UPDATE {table} SET {assigned} WHERE {' AND '.join(so)} AND matter_id = ANY(%s)"  # noqa: S608 -- our own names


_MAIN = {"kind": Assignment.Kind.MAIN.value, "ended_at": None}
SIGN = Statement(Assignment, {**_MAIN, "signed_at": None}, ("signed_at",))
RELEASE = Statement(Assignment, _MAIN, ("ended_at", "ended_how"))
END_ALL = Statement(Assignment, {"ended_at": None}, ("ended_at", "ended_how"))
# Whoever had a matter when it ended.
END_HINDSIGHT = Statement(Assignment, {"kind": "main", "ended_how": ENDED_WITH_MATTER}, ("ended_how",))
END_STAGE = Statement(Stage, {"ended_at": None}, ("ended_at",))
# In this order.
_STATEMENTS = (SIGN, RELEASE, END_ALL, END_HINDSIGHT, END_STAGE)
# Each before what names it.
_ORDER = (Matter, Stage, Assignment, Clock, Entry)
_PARTICIPATE = """
    INSERT INTO matters_participation (matter_id, unit_id, registered_at)
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[]) ON CONFLICT DO NOTHING
"""


@dataclass
class Change:
    """What one act writes. Rows may name others that are new too, which then have no key yet."""

    new: list[Model] = field(default_factory=list)
    gone: list[Model] = field(default_factory=list)
    done_by: list[tuple[Entry, Actor]] = field(default_factory=list)
    taking_part: list[tuple[Matter, int]] = field(default_factory=list)
    statements: list[tuple[Statement, tuple[Hashable, ...], int]] = field(default_factory=list)
    _changed: dict[Model, set[str]] = field(default_factory=dict)

    def add(self, *rows: Model) -> None:
        """Insert rows."""
        self.new += rows

    def set(self, row: Model, **values: Any) -> None:
        """Change a row, in memory at once."""
        for name, value in values.items():
            setattr(row, name, value)
        self.mark(row, values)

    def mark(self, row: Model, names: Iterable[str]) -> None:
        """Write what was changed in a row, by the names of attributes."""
        if row.pk is not None:
            self._changed.setdefault(row, set()).update(names)

    def run(self, statement: Statement, matter: Matter, *values: Hashable) -> None:
        """Run one of the statements above on a matter's rows."""
        self.statements.append((statement, values, matter.pk))

    def enter(self, entry: Entry, actor: Actor) -> None:
        """Insert an entry, with its audit row and its message."""
        self.new.append(entry)
        self.done_by.append((entry, actor))


@dataclass(frozen=True)
class Batch:
    """What is done together is told together; a ``large`` one goes in the lanes of bulk, and delays nobody."""

    key: UUID
    large: bool = False


def write(changes: Sequence[Change], batch: Batch | None = None, *, tell: bool = True) -> None:
    """Write what acts on different matters change, in the caller's transaction.

    ``tell`` is false of what happened elsewhere long ago: nobody gets a message of it, and the trail has no rows of it.
    """
    if batch is not None:
        _mark(changes, batch)
    _run_statements(changes)
    _insert(row for change in changes for row in change.new)
    part = [pair for change in changes for pair in change.taking_part]
    if part:
        keys = [matter.pk for matter, _unit in part]
        run(_PARTICIPATE, [keys, [unit for _m, unit in part], [matter.registered_at for matter, _u in part]])
    _update(changes)
    for change in changes:
        for row in change.gone:
            row.delete()
    if tell:
        _tell(
            [done for change in changes for done in change.done_by], large=batch is not None and batch.large
        )


def _mark(changes: Sequence[Change], batch: Batch) -> None:
    marked = (Entry, Clock) if batch.large else (Entry,)
    for change in changes:
        for row in change.new:
            if isinstance(row, marked):
                row.batch = batch.key


def _run_statements(changes: Sequence[Change]) -> None:
    matters: dict[tuple[Statement, tuple[Hashable, ...]], list[int]] = defaultdict(list)
    for change in changes:
        for statement, values, matter in change.statements:
            matters[statement, values].append(matter)
    for statement, values in sorted(matters, key=lambda called: _STATEMENTS.index(called[0])):
        run(statement.sql, [*values, matters[statement, values]])


def _insert(rows: Iterable[Model]) -> None:
    by_model: dict[type[Model], list[Model]] = {model: [] for model in _ORDER}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, found in by_model.items():
        for row in found:
            name_keys(row)
        insert_many(model, found)


def name_keys(row: Model) -> None:
    """Let a row name by their keys the rows that had none when it was made."""
    for name, named in list(row._state.fields_cache.items()):  # noqa: SLF001 -- Django's documented name
        if named is not None:
            vars(row)[f"{name}_id"] = named.pk


def _update(changes: Sequence[Change]) -> None:
    rows: dict[tuple[type[Model], tuple[str, ...]], list[Model]] = defaultdict(list)
    for change in changes:
        for row, names in change._changed.items():  # noqa: SLF001 -- its own module
            rows[type(row), tuple(sorted(names))].append(row)
    for (_model, changed), found in rows.items():
        update_many(found, changed)


def _tell(done: Sequence[tuple[Entry, Actor]], *, large: bool) -> None:
    topic = in_bulk(TOPIC) if large else TOPIC
    put_many(NewOutboxRow(topic, str(entry.matter_id), {"entry": entry.pk}) for entry, _actor in done)
    record_many(
        NewAuditRow(
            actor=actor,
            act=f"matters.{entry.code}",
            subject=f"matter:{entry.matter_id}",
            city=entry.matter.division_id[:4],
            detail={
                "entry": entry.pk,
                "from": entry.from_state,
                "to": entry.to_state,
                "version": entry.version,
            },
        )
        for entry, actor in done
    )

"""The floor: the same rows written by psycopg alone, one transaction an act, into tables of the same shape.

Lives that the server has just written are read back and sorted by act: rows of one act bear its instant. Then they
are written again, without any rule, into copies of the tables, by as many connections as the server has threads.
"""

import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

SCHEMA = "bench_floor"
PROCESSES, THREADS = 3, 2
# Rows that belong to a matter, and the column that tells by which act they came.
BORN = {
    "matters_stage": "begun_at",
    "matters_clock": "started_at",
    "matters_assignment": "begun_at",
    "matters_participation": "registered_at",
    "matters_entry": "at",
}
ENDED = {"matters_stage": "ended_at", "matters_clock": "stopped_at", "matters_assignment": "ended_at"}
OTHERS = (
    "matters_matter",
    "matters_party",
    "matters_rating",
    "matters_sequence",
    "audit_auditrow",
    "audit_auditpending",
    "delivery_outbox",
    "delivery_idempotencykey",
)
GENERATED = {"id", "city", "county", "township", "village"}
JSON = {"params", "steps"}

Row = dict[str, Any]


@dataclass
class Act:
    """What one act wrote: new rows by table, and which rows of earlier acts it ended."""

    at: datetime
    born: list[tuple[str, Row]] = field(default_factory=list)
    ended: list[tuple[str, int]] = field(default_factory=list)


@dataclass
class Life:
    """A matter's acts in order, with its own row and its party."""

    matter: Row
    acts: list[Act]
    party: Row | None
    rating: Row | None


def floor(url: str, numbers: Sequence[str], *, seconds: float) -> float:
    """Return how many of such lives a second psycopg writes."""
    with psycopg.connect(url, autocommit=True, row_factory=dict_row) as connection:
        read = [_life(connection, number) for number in numbers]
        _copies(connection)
    try:
        context = get_context("spawn")
        with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
            begin = time.perf_counter()
            done = sum(pool.map(_write_for, [url] * PROCESSES, [read] * PROCESSES, [seconds] * PROCESSES))
            took = time.perf_counter() - begin
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(SCHEMA)))
    return done / min(took, seconds)


def _life(connection: psycopg.Connection[Row], number: str) -> Life:
    def rows(table: str, column: str, key: object) -> list[Row]:
        query = sql.SQL("SELECT * FROM {} WHERE {} = %s ORDER BY id")
        return connection.execute(
            query.format(sql.Identifier(table), sql.Identifier(column)), [key]
        ).fetchall()

    matter = rows("matters_matter", "number", number)[0]
    acts = [
        Act(entry["at"], [("matters_entry", entry)])
        for entry in rows("matters_entry", "matter_id", matter["id"])
    ]
    by_instant = {act.at: act for act in acts}
    for table, column in BORN.items():
        for row in rows(table, "matter_id", matter["id"]) if table != "matters_entry" else []:
            if row[column] in by_instant:
                by_instant[row[column]].born.append((table, row))
            if table in ENDED and row[ENDED[table]] in by_instant:
                by_instant[row[ENDED[table]]].ended.append((table, row["id"]))
    parties = rows("matters_party", "matter_id", matter["id"])
    ratings = rows("matters_rating", "matter_id", matter["id"])
    return Life(matter, acts, next(iter(parties), None), next(iter(ratings), None))


def _copies(connection: psycopg.Connection[Row]) -> None:
    schema = sql.Identifier(SCHEMA)
    connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema))
    connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
    for table in (*BORN, *OTHERS):
        query = sql.SQL("CREATE TABLE {}.{} (LIKE public.{} INCLUDING ALL)")
        connection.execute(query.format(schema, sql.Identifier(table), sql.Identifier(table)))


def _write_for(url: str, read: Sequence[Life], seconds: float) -> int:
    """Write lives from several threads until the time is over."""
    end = time.perf_counter() + seconds

    def work(_nth: int) -> int:
        done = 0
        with psycopg.connect(url, options=f"-c search_path={SCHEMA}", prepare_threshold=2) as connection:
            connection.commit()
            while time.perf_counter() < end:
                Writer(connection).write(read[done % len(read)])
                done += 1
        return done

    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(work, range(THREADS)))


@dataclass
class Writer:
    """Writes one life, giving its rows ids of their own."""

    connection: psycopg.Connection[Any]
    ids: dict[tuple[str, int], int] = field(default_factory=dict)
    matter_id: int = 0

    def write(self, life: Life) -> None:
        """Write all acts, each in a transaction."""
        for nth, act in enumerate(life.acts):
            with self.connection.transaction():
                key = os.urandom(16).hex()
                self._execute(
                    "INSERT INTO delivery_idempotencykey (scope, key, fingerprint, created_at)"
                    " VALUES ('bench', %s, %s, now())",
                    [key, key],
                )
                if nth == 0:
                    self._register(life)
                else:
                    self._touch(life)
                entry = self._rest(act)
                if nth == len(life.acts) - 1 and life.rating:
                    self._insert("matters_rating", life.rating | {"entry_id": entry})
                self._execute(
                    "UPDATE delivery_idempotencykey SET result = %s WHERE scope = 'bench' AND key = %s",
                    [Jsonb("x" * 200), key],
                )

    def _register(self, life: Life) -> None:
        self._execute(
            "INSERT INTO matters_sequence (city, day, last) VALUES ('4101', current_date, 1)"
            " ON CONFLICT (city, day) DO UPDATE SET last = matters_sequence.last + 1",
            [],
        )
        fresh = {"number": os.urandom(10).hex(), "link_digest": os.urandom(32), "shown_digest": None}
        self.matter_id = self._insert("matters_matter", life.matter | fresh)
        if life.party:
            index = {"phone_index": os.urandom(32)} if life.party.get("phone_index") else {}
            self._insert("matters_party", life.party | index)

    def _touch(self, life: Life) -> None:
        self._execute("SELECT * FROM matters_matter WHERE id = %s FOR UPDATE", [self.matter_id])
        self._execute(
            "UPDATE matters_matter SET state = %s, version = version + 1, due_at = %s, assignee_id = %s WHERE id = %s",
            [life.matter["state"], life.matter["due_at"], life.matter["assignee_id"], self.matter_id],
        )

    def _rest(self, act: Act) -> int:
        for table, old in act.ended:
            query = sql.SQL("UPDATE {} SET {} = now() WHERE id = %s")
            self._execute(
                query.format(sql.Identifier(table), sql.Identifier(ENDED[table])),
                [self.ids.get((table, old), 0)],
            )
        entry = 0
        for table, row in act.born:
            new = self._insert(table, row)
            if "id" in row:
                self.ids[table, row["id"]] = new
            entry = new if table == "matters_entry" else entry
        self._execute(
            "INSERT INTO delivery_outbox (topic, key, payload, at) VALUES ('matters.entry', %s, %s, now())",
            [str(self.matter_id), Jsonb({"entry": entry})],
        )
        audit = self._execute(
            "INSERT INTO audit_auditrow (at, city, actor_kind, actor_key, act, subject, detail)"
            " VALUES (now(), '4101', 'post', 'post:12', 'matters.accept', %s, %s) RETURNING id",
            [f"matter:{self.matter_id}", Jsonb({"entry": entry, "from": "waiting", "to": "accepted"})],
        )
        self._execute("INSERT INTO audit_auditpending (row_id) VALUES (%s)", [audit])
        return entry

    def _insert(self, table: str, row: Mapping[str, Any]) -> int:
        """Insert a row as this life's and return its new id."""
        skipped = GENERATED if table == "matters_matter" else {"id"}
        values = {name: value for name, value in row.items() if name not in skipped}
        if "matter_id" in values:
            values["matter_id"] = self.matter_id
        query = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join([sql.Placeholder()] * len(values)),
        )
        return self._execute(query, [Jsonb(v) if n in JSON else v for n, v in values.items()])

    def _execute(self, query: Any, values: Sequence[Any]) -> int:
        cursor = self.connection.execute(query, values)
        found = cursor.fetchone() if cursor.description else None
        return found[0] if found else 0


if __name__ == "__main__":
    # Reached as a program only to try it: URL, then numbers.
    sys.stdout.write(json.dumps(floor(sys.argv[1], sys.argv[2:], seconds=5)) + "\n")

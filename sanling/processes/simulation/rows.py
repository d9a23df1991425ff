"""Writes invented matters with all that surrounds them by COPY, a batch at a time.

Ids are taken from the tables' own sequences, so that matters which are registered meanwhile get others.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

from sanling.processes.simulation import tables
from sanling.processes.simulation.history import History
from sanling.processes.simulation.invent import Invented

TABLES: Mapping[str, str] = {
    "matters_matter": "id number division_path definition_id kind category category_version state open outcome title"
    " text place lon lat channel scanned_code scale headcount confidentiality concealed unit_id assignee_id"
    " registered_by_id registered_at resolved_at ended_at due_at warn_at paused version link_digest search",
    "matters_party": "matter_id unit_id description role headcount closed_session no_publication"
    " name phone citizen_number address phone_index citizen_number_index",
    "matters_participation": "unit_id matter_id registered_at",
    "matters_stage": "id matter_id state unit_id begun_at ended_at",
    "matters_assignment": "id matter_id kind unit_id post_id begun_at signed_at ended_at ended_how",
    "matters_entry": "id matter_id at unit_id division_path code params audience actor_kind actor_key post_id"
    " from_state to_state version",
    "matters_attachment": "entry_id file_id name evidence audience",
    "matters_clock": "id matter_id stage_id assignment_id code allowance started_at warn_at due_at provisional"
    " warned_at late_at paused_at stopped_at ended_how",
    "matters_clockpause": "clock_id begun_at ended_at",
    "matters_clockchange": "clock_id entry_id was_due_at due_at",
    "matters_rating": "matter_id entry_id result steps comment",
    "matters_relation": "matter_id other_id kind entry_id",
}


def write(matters: Sequence[Invented], setting: tables.Setting) -> int:
    """Write matters in the caller's transaction and return the number of rows."""
    with connection.cursor() as cursor:
        ids = _ids(cursor, matters)
        both = list(zip(matters, ids, strict=True))
        by_matter = {id(one): own.matter for one, own in both}
        sources: dict[str, Iterable[tables.Row]] = {
            "matters_matter": (tables.matter_row(one, own, setting) for one, own in both),
            "matters_party": (row for one, own in both for row in tables.party_rows(one, own)),
            "matters_participation": (
                (unit, own.matter, one.history.registered_at)
                for one, own in both
                for unit in one.history.participants
            ),
            "matters_stage": (row for one, own in both for row in tables.stage_rows(one.history, own)),
            "matters_assignment": (
                row for one, own in both for row in tables.assignment_rows(one.history, own)
            ),
            "matters_entry": (row for one, own in both for row in tables.entry_rows(one, own, by_matter)),
            "matters_attachment": (
                row for one, own in both for row in tables.attachment_rows(one.history, own, setting)
            ),
            "matters_clock": (row for one, own in both for row in tables.clock_rows(one.history, own)),
            "matters_clockpause": (row for one, own in both for row in tables.pause_rows(one.history, own)),
            "matters_clockchange": (row for one, own in both for row in tables.change_rows(one.history, own)),
            "matters_rating": (row for one, own in both for row in tables.rating_rows(one.history, own)),
            "matters_relation": (
                row for one, own in both for row in tables.relation_rows(one, own, by_matter)
            ),
        }
        return sum(_copy(cursor, table, rows) for table, rows in sources.items())


def _copy(cursor: CursorWrapper, table: str, rows: Iterable[tables.Row]) -> int:
    columns = ", ".join(TABLES[table].split())
    count = 0
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for count, row in enumerate(rows, 1):  # noqa: B007 -- the last number is the count
            copy.write_row(row)
    return count


def _reserve(cursor: CursorWrapper, table: str, count: int) -> list[int]:
    """Take ids; two processes that take them at once get them interleaved."""
    cursor.execute(
        "SELECT array_agg(nextval(ids)) FROM generate_series(1, %s),"
        " (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS ids) AS named",
        [count, table],
    )
    (taken,) = cursor.fetchone()
    return taken or []


def _ids(cursor: CursorWrapper, matters: Sequence[Invented]) -> list[tables.Ids]:
    lists: tuple[tuple[str, Callable[[History], int]], ...] = (
        ("stage", lambda history: len(history.stages)),
        ("assignment", lambda history: len(history.assignments)),
        ("entry", lambda history: len(history.entries)),
        ("clock", lambda history: len(history.clocks)),
    )
    own = _reserve(cursor, "matters_matter", len(matters))
    cut: list[Iterator[Sequence[int]]] = []
    for name, length in lists:
        lengths = [length(one.history) for one in matters]
        cut.append(_slices(_reserve(cursor, f"matters_{name}", sum(lengths)), lengths))
    return [tables.Ids(matter, *parts) for matter, *parts in zip(own, *cut, strict=True)]


def _slices(ids: Sequence[int], lengths: Sequence[int]) -> Iterator[Sequence[int]]:
    begin = 0
    for length in lengths:
        yield ids[begin : begin + length]
        begin += length

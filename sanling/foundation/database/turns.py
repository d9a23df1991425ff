"""Turns: what two transactions may not do at once, where there is no row yet that one of them could lock."""

from django.db import connection

# Room 3 of PostgreSQL's two-number advisory locks is this one; the second number is the hash of what is done.
_ROOM = 3


def take_turn(what: str) -> None:
    """Wait until no other transaction is at this, and let others wait until the end of this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_ROOM, what])

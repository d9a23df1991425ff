"""The path's index."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_paths_have_one_index_in_byte_order_and_no_pattern_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'territory%'")
        indexes = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT column_name, collation_name FROM information_schema.columns"
            " WHERE table_name LIKE 'territory%' AND column_name IN"
            " ('path', 'parent_path', 'division_id', 'official_code', 'code')"
        )
        collations = {row[1] for row in cursor.fetchall()}
    assert not [index for index in indexes if "pattern_ops" in index]
    assert collations == {"C"}


def test_a_prefix_is_answered_from_the_primary_key() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT * FROM territory_division WHERE path LIKE '410105%'")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "territory_division_pkey" in plan
    assert "'410105'" in plan

"""Facts of a flow as they follow from its rows, one by one."""

from typing import Any

from django.db import connection

from sanling.domain.indicators.flows import FactsSql


def facts_as_rows(found: FactsSql) -> list[dict[str, Any]]:
    """Return facts with what is the same of all facts of their row."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({found.rows}) AS row_ JOIN ({found.facts}) AS fact USING (source)",
            dict(found.params),
        )
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

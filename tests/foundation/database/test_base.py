"""A connection that the server has ended is never given to a request."""

from typing import Any

import psycopg
import pytest
from django.db import connection

from sanling.foundation.database.base import refuse_ended


def test_a_living_connection_passes_without_a_question(
    transactional_db: None,
) -> None:
    with psycopg.connect(**_address()) as living:
        refuse_ended(living)
        assert living.info.transaction_status == psycopg.pq.TransactionStatus.IDLE


def test_an_ended_connection_is_refused(transactional_db: None) -> None:
    with psycopg.connect(**_address(), autocommit=True) as ended:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [ended.info.backend_pid])
        with pytest.raises(psycopg.OperationalError):
            refuse_ended(ended)
    with pytest.raises(psycopg.OperationalError):
        refuse_ended(ended)


def _address() -> dict[str, Any]:
    given = connection.get_connection_params()
    return {name: given[name] for name in ("dbname", "host", "port", "user") if given.get(name)}

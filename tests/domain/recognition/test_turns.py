"""Whoever judges a city's month is alone at it until the transaction ends."""

from datetime import date

import pytest
from django.db import connection, transaction

from sanling.domain.recognition.turns import take_month

LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"


def held() -> int:
    with connection.cursor() as cursor:
        cursor.execute(LOCKS)
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_month_is_taken_until_the_end() -> None:
    with transaction.atomic():
        take_month("4101", date(2026, 7, 1))
        take_month("4101", date(2026, 7, 1))
        assert held() == 1
        take_month("4101", date(2026, 8, 1))
        assert held() == 2
    assert held() == 0

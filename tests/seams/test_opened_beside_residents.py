"""While thousands of matters are opened, a resident who registers waits for none of their locks."""

from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection

from sanling.domain.matters.actions.open_matters import open_matters
from sanling.domain.matters.changes import Batch
from sanling.domain.matters.models import Matter
from tests.domain.matters.helpers import registered
from tests.seams.test_what_no_resident_brings import TIMETABLE, openings

# Each is opened in one transaction, which takes longer than a resident may wait.
LOTS, IN_A_LOT = 2, 3000


@pytest.mark.django_db(transaction=True)
def test_a_resident_waits_a_second_for_no_lock_while_thousands_open(published: None) -> None:
    def open_all() -> None:
        try:
            for _lot in range(LOTS):
                batch = Batch(uuid4(), large=True)
                open_matters(actor=TIMETABLE, openings=openings(IN_A_LOT), batch=batch)
        finally:
            connection.close()

    registered()
    opening = Thread(target=open_all)
    opening.start()
    count = 1
    with connection.cursor() as cursor:
        cursor.execute("set lock_timeout = '1s'")
        while opening.is_alive():
            registered()
            count += 1
            opening.join(timeout=0.05)
        cursor.execute("reset lock_timeout")
    assert count > LOTS
    assert Matter.objects.filter(family="square").count() == LOTS * IN_A_LOT
    assert Matter.objects.count() == LOTS * IN_A_LOT + count

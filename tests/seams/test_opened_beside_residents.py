"""While thousands of matters are opened, a resident registers within a second."""

from threading import Thread
from time import monotonic
from uuid import uuid4

import pytest
from django.db import connection

from sanling.domain.matters.actions.open_matters import open_matters
from sanling.domain.matters.changes import Batch
from sanling.domain.matters.models import Matter
from tests.domain.matters.helpers import registered
from tests.seams.test_what_no_resident_brings import TIMETABLE, openings

THOUSANDS = 4


@pytest.mark.django_db(transaction=True)
def test_a_resident_registers_within_a_second_while_thousands_open(published: None) -> None:
    def open_all() -> None:
        try:
            for _thousand in range(THOUSANDS):
                open_matters(actor=TIMETABLE, openings=openings(1000), batch=Batch(uuid4(), large=True))
        finally:
            connection.close()

    registered()
    opening = Thread(target=open_all)
    opening.start()
    waited = []
    while opening.is_alive():
        begun = monotonic()
        registered()
        waited.append(monotonic() - begun)
        opening.join(timeout=0.05)
    assert len(waited) > THOUSANDS
    assert max(waited) < 1
    assert Matter.objects.filter(family="square").count() == 1000 * THOUSANDS
    assert Matter.objects.count() == 1000 * THOUSANDS + len(waited) + 1

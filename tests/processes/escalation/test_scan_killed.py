"""A worker killed in the middle of a scan has done whole batches; the next one does the rest, and none twice."""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from sanling.domain.matters.models import Clock, Entry
from sanling.domain.matters.scan import BATCH, scan
from sanling.foundation import clock
from tests.domain.matters.helpers import registered

SCAN = "import django; django.setup(); from sanling.domain.matters.scan import scan; scan()"


def address() -> str:
    """Return the address of the database that this test runs on."""
    at = connection.settings_dict
    host = at["HOST"] or "localhost"
    query = f"?host={host}" if host.startswith("/") else ""
    login = at["USER"] + (f":{at['PASSWORD']}" if at["PASSWORD"] else "")
    where = "" if query else f"{host}:{at['PORT'] or 5432}"
    return f"postgresql://{login}@{where}/{at['NAME']}{query}"


@pytest.mark.django_db(transaction=True)
def test_a_killed_scan_skips_no_clock_and_takes_none_twice(workflows: None) -> None:
    matter = registered().matter
    Clock.objects.all().delete()
    begun = clock.now() - timedelta(days=1)
    Clock.objects.bulk_create(
        Clock(matter=matter, code="pass_on", allowance="1 h", started_at=begun, due_at=begun)
        for _nth in range(4 * BATCH)
    )
    environment = {
        **os.environ,
        "DATABASE_URL": address(),
        "DJANGO_SETTINGS_MODULE": "sanling.settings",
    }
    worker = subprocess.Popen([sys.executable, "-c", SCAN], env=environment)
    taken = Clock.objects.filter(late_at__isnull=False)
    until = time.monotonic() + 60
    while not taken.exists() and worker.poll() is None and time.monotonic() < until:
        pass
    worker.kill()
    worker.wait()

    assert taken.exists()
    scan()

    entries = Entry.objects.filter(code="clock_late").values_list("params__clock", flat=True)
    counted = Counter(entries)
    assert set(counted) == set(Clock.objects.values_list("pk", flat=True))
    assert set(counted.values()) == {1}

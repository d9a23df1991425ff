"""Who takes a figure away as a file is recorded."""

import pytest

from sanling.foundation.audit.models import AuditRow
from sanling.processes.figures.actions.download_book import download_book
from sanling.processes.figures.book import Table
from sanling.processes.figures.breakdown import breakdown
from sanling.processes.figures.indicators import Asked, figures_of
from sanling.processes.figures.periods import read_period
from tests.city import CITY
from tests.processes.figures.bulletins.helpers import Cast

pytestmark = pytest.mark.django_db


def test_it_is_recorded(cast: Cast) -> None:
    viewer, month = cast["city_leader"].viewer, read_period("2026-10")
    asked = Asked(CITY, month)
    told = breakdown(viewer, asked, figures_of(CITY)["registered"], month.last)
    table = Table("合计", [], told.total, trend=False)
    made = download_book(actor=viewer, asked=asked, told=told, table=table, heading=[])
    assert made.startswith(b"PK")
    entry = AuditRow.objects.get(act="figures.download")
    assert entry.subject == "figure:registered"
    assert entry.detail["period"] == "2026-10"

"""The report is handed out as a file, and who took which is recorded."""

from datetime import date

import pytest

from sanling.domain.mediation.actions.download_report import download_report
from sanling.domain.mediation.reporting import Asked
from sanling.foundation.audit.models import AuditRow
from tests.city import CITY
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_recorded_with_its_place_and_days(cast: Cast) -> None:
    asked = Asked(CITY, date(2026, 1, 1), date(2026, 12, 31))
    made = download_report(actor=cast["county_leader"].viewer, asked=asked, heading=[])
    assert made.startswith(b"PK")
    row = AuditRow.objects.get(act="mediation.download_report")
    assert row.detail == {"place": CITY, "first": "2026-01-01", "last": "2026-12-31"}

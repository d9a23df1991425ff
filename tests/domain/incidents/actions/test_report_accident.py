"""That a level was told is recorded once, by the lead department, and not for an instant that can't be."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from sanling.domain.incidents.actions.report_accident import report_accident
from sanling.domain.incidents.models import ReportClock
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from tests.domain.incidents.helpers import accident, record

pytestmark = pytest.mark.django_db


def test_a_level_is_told_once_and_the_next_is_due_two_hours_later(cast: dict[str, Player]) -> None:
    now = clock.now()
    (made,) = record(accident(happened_at=now - timedelta(hours=1), happened_on=None))
    officer, at = cast["safety_officer"].viewer, now - timedelta(minutes=30)
    report_accident(actor=officer, accident=made, level="county", at=at)
    assert ReportClock.objects.get(reached="city").due_at == at + timedelta(hours=2)
    assert AuditRow.objects.get(act="incident.report").detail["level"] == "county"
    for level, told in (
        ("county", at),
        ("state", at),
        ("city", now + timedelta(hours=1)),
        ("city", now - timedelta(hours=2)),
    ):
        with pytest.raises(ValidationError):
            report_accident(actor=officer, accident=made, level=level, at=told)
    with pytest.raises(PermissionDenied):
        report_accident(actor=cast["village_secretary"].viewer, accident=made, level="city", at=now)

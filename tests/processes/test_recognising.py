"""A year is ordered by the city's office and opened by a job."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Recognition
from sanling.foundation.audit.models import AuditRow
from sanling.processes.recognising import open_year_job, order_year
from tests.city import CITY, TEST, City
from tests.domain.recognition.yearly import YEAR, Cast, company

pytestmark = pytest.mark.django_db


def test_the_job_opens_what_was_ordered(cast: Cast, city: City) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    publish_workflows(actor=TEST, profile=city.profile)
    company()
    order_year(actor=cast["city_peace_officer"].viewer, year=YEAR)
    assert AuditRow.objects.filter(act="recognition.open").exists()
    open_year_job(city=CITY, year=YEAR)
    assert Recognition.objects.count() == 1


def test_nobody_else_orders_one(cast: Cast) -> None:
    for role in ("peace_officer", "intake_officer", "auditor"):
        with pytest.raises(PermissionDenied):
            order_year(actor=cast[role].viewer, year=YEAR)

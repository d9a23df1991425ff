"""A year is ordered by the city's office and opened by a job; what a month lacks is asked for on some days."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.recognition.actions.confirm_month import confirm_month
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Recognition
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.processes.recognising import open_year_job, order_year, remind_of_month
from tests.city import CITY, COUNTY, TEST, City
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


# The third and fourth working days of November 2026, the first of which is a Sunday.
THIRD, FOURTH, OCTOBER = date(2026, 11, 4), date(2026, 11, 5), date(2026, 10, 1)


def told(cast: Cast) -> dict[str, dict[str, object]]:
    notices = dict(Notice.objects.filter(code="month.lacking").values_list("recipient", "params"))
    posts = {f"post:{player.post.pk}": who for who, player in cast.items()}
    return {posts[recipient]: params for recipient, params in notices.items() if recipient in posts}


def test_who_confirms_or_oversees_is_told_what_a_month_lacks_on_the_citys_days(
    cast: Cast, city: City
) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    company()
    evaluate(city=CITY, month=OCTOBER)
    assert remind_of_month(FOURTH) == 0
    assert remind_of_month(THIRD) > 0
    found = told(cast)
    assert found["petition_officer"] == {"month": "2026-10", "lists": 0, "zeros": 1}
    assert found["department_clerk"] == {"month": "2026-10", "lists": 1, "zeros": 0}
    assert found["peace_officer"] == {"month": "2026-10", "lists": 1, "zeros": 3}
    assert found.keys().isdisjoint({"village_secretary", "liaison", "township_leader", "mediator", "auditor"})
    # Of another county, or of another sector there, nothing is lacking.
    assert found.keys().isdisjoint({"sibling_county_peace_officer", "sibling_department_clerk"})


def test_who_has_confirmed_is_told_nothing(cast: Cast, city: City) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    company()
    evaluate(city=CITY, month=OCTOBER)
    confirm_month(actor=cast["petition_officer"].viewer, zero="petitions", month=OCTOBER, division=COUNTY)
    remind_of_month(THIRD)
    found = told(cast)
    assert "petition_officer" not in found
    assert found["peace_officer"]["zeros"] == 2

"""A link goes to who has the duty when it is sent, and to nobody where the link is over."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.recognition.models import Recognition
from sanling.domain.recognition.reaching import sent_to
from sanling.domain.subjects.models import Charge
from sanling.foundation.days import today
from tests.domain.recognition.yearly import Cast

pytestmark = pytest.mark.django_db
PHONE = "+8615412345678"


def of(matter: Matter) -> Entry:
    return Entry(matter=matter, code="send_link", params={"to": "lead"})


def test_it_goes_to_the_phone_of_the_duty_that_lasts(recognition: Matter) -> None:
    assert sent_to(of(recognition)) == ""
    subject = recognition.recognition.subject
    Charge.objects.create(subject=subject, duty="lead", name="旧", begins_on=today(), ends_on=today())
    Charge.objects.create(subject=subject, duty="lead", name="李", phone=PHONE, begins_on=today())
    with CaptureQueriesContext(connection) as seen:
        assert sent_to(of(recognition)) == PHONE
    assert len(seen) == 2


def test_a_post_in_charge_has_an_account_and_needs_no_link(recognition: Matter, cast: Cast) -> None:
    post = cast["liaison"].post
    Charge.objects.create(subject=recognition.recognition.subject, duty="lead", post=post, begins_on=today())
    assert sent_to(of(recognition)) == ""


def test_a_link_that_is_over_goes_nowhere(recognition: Matter) -> None:
    subject = recognition.recognition.subject
    Charge.objects.create(subject=subject, duty="lead", name="李", phone=PHONE, begins_on=today())
    Recognition.objects.update(link_over=True)
    assert sent_to(of(recognition)) == ""

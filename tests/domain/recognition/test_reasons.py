"""Why a zero was broken is told by its rule, and by the facts that each may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.reasons import months_told
from sanling.domain.subjects.models import Subject
from tests.city import CITY, TEST, VILLAGE, City
from tests.domain.incidents.helpers import accident, record, visit
from tests.domain.recognition.random_city import FIRST
from tests.domain.subjects.helpers import put, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject(city: City) -> Subject:
    publish_standard(actor=TEST, profile=city.profile)
    (made,) = put(said(VILLAGE, "community", name="通信花园社区"), on=FIRST)
    record(*(visit(answers_id=made.subject.pk) for _nth in range(3)), accident(answers_id=made.subject.pk))
    evaluate(city=CITY, month=FIRST)
    return made.subject


def test_the_peace_office_reads_each_fact(cast: dict[str, Player], subject: Subject) -> None:
    (month,) = months_told(cast["peace_officer"].viewer, subject)
    assert month.colour is not None
    assert month.colour.code == "orange"
    assert {reason.rule.code: (len(reason.facts), reason.others) for reason in month.reasons} == {
        "casualties": (1, False),
        "skip_level_visit": (3, False),
    }


def test_the_rated_village_reads_the_rule_and_not_how_many_petitioned(
    cast: dict[str, Player], subject: Subject
) -> None:
    (month,) = months_told(cast["village_secretary"].viewer, subject)
    assert {reason.rule.code: (len(reason.facts), reason.others) for reason in month.reasons} == {
        "casualties": (1, False),
        "skip_level_visit": (0, True),
    }


def test_who_does_not_see_the_subject_is_told_nothing(cast: dict[str, Player], subject: Subject) -> None:
    assert months_told(cast["sibling_county_peace_officer"].viewer, subject) == []


def test_more_months_take_no_more_statements(cast: dict[str, Player], subject: Subject) -> None:
    viewer = cast["peace_officer"].viewer
    with CaptureQueriesContext(connection) as few:
        months_told(viewer, subject)
    evaluate(city=CITY, month=FIRST.replace(month=8))
    record(accident(answers_id=subject.pk, happened_on=FIRST.replace(month=8)))
    evaluate(city=CITY, month=FIRST.replace(month=8))
    with CaptureQueriesContext(connection) as many:
        assert len(months_told(viewer, subject)) == 2
    assert len(many) <= len(few)

"""A notice is read as its reader may read it now: what went out of sight is told without number and title."""

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from sanling.domain.people.cast import Player
from sanling.foundation.delivery.models import Notice
from sanling.foundation.delivery.notices import notify
from sanling.processes.notices.reading import readable
from sanling.processes.reactions import react
from tests.domain.matters.helpers import act, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


def test_what_may_be_opened_is_told_with_its_address_and_what_may_not_without(cast: Cast) -> None:
    stays, goes = registered(title="楼道垃圾").matter, registered(title="电梯坏了").matter
    react()
    officer = cast["intake_officer"].viewer
    act(officer, goes, "relocate", {"division": "410104003001"})
    with translation.override("en"):
        told = readable(officer, list(Notice.objects.filter(recipient=officer.key).order_by("pk")))
    assert [(notice.text, notice.url) for notice in told] == [
        (f"{stays.number} came in: 楼道垃圾", f"/desk/matters/{stays.number}/"),
        ("This was about a matter that is no longer yours to see.", ""),
    ]


def test_a_notice_about_no_matter_is_told_as_it_is(cast: Cast) -> None:
    officer = cast["intake_officer"].viewer
    notify([officer.key], "exports.done", {"rows": 3}, url="/desk/exports/")
    (told,) = readable(officer, list(Notice.objects.all()))
    assert told.url == "/desk/exports/"
    assert "3" in told.text


def test_many_are_judged_with_one_query(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _nth in range(4):
        registered()
    react()
    officer = cast["intake_officer"].viewer
    notices = list(Notice.objects.filter(recipient=officer.key))
    assert len(notices) == 4
    with django_assert_num_queries(1):
        readable(officer, notices)

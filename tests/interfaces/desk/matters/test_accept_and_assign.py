"""What waits for acceptance is accepted and assigned by one form on its page; both acts stand in the matter."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from tests.domain.matters.helpers import act, registered
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.matters.sending import form, url

pytestmark = pytest.mark.django_db


def done(matter: Matter) -> list[str]:
    matter.refresh_from_db()
    return list(matter.entries.order_by("pk").values_list("code", flat=True))


@pytest.mark.parametrize(
    ("kind", "accept"), [("dispute", "accept"), ("request", "accept"), ("petition", "accept_claim")]
)
def test_whoever_accepts_may_name_who_deals_with_it(
    kind: str, accept: str, desk: SignIn, cast: dict[str, Player]
) -> None:
    matter, post = registered(kind=kind).matter, cast["mediator"].post
    browser = desk("intake_officer")
    assert 'name="_charged' in browser.get(url(matter), {"act": accept}).content.decode()
    answer = browser.post(url(matter), form(matter, accept, _charged=str(post.pk)), follow=True)
    assert "、指派" in answer.content.decode()
    assert done(matter) == ["register", accept, "assign"]
    assert matter.assignee_id == post.pk
    assert AuditRow.objects.filter(act__in=[f"matters.{accept}", "matters.assign"]).count() == 2


def test_without_a_name_it_is_accepted_alone(desk: SignIn) -> None:
    matter = registered().matter
    desk("intake_officer").post(url(matter), form(matter, "accept", _charged=""))
    assert done(matter) == ["register", "accept"]


def test_whoever_assigns_what_waits_has_accepted_it_too(desk: SignIn, cast: dict[str, Player]) -> None:
    matter, post = registered().matter, cast["mediator"].post
    answer = desk("intake_officer").post(
        url(matter), form(matter, "assign", mediator=str(post.pk)), follow=True
    )
    assert done(matter) == ["register", "accept", "assign"]
    assert "已办：受理、指派" in answer.content.decode()


def test_what_is_accepted_offers_no_second_name(desk: SignIn, cast: dict[str, Player]) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "accept")
    assert 'name="_charged' not in desk("intake_officer").get(url(matter)).content.decode()


def test_who_can_not_be_charged_is_told_beside_the_name_and_nothing_is_accepted(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    matter, stranger = registered().matter, cast["sibling_township_intake"].post
    answer = desk("intake_officer").post(url(matter), form(matter, "accept", _charged=str(stranger.pk)))
    assert answer.status_code == 422
    assert set(answer.context["page"].open_act.form.errors) == {"_charged"}
    assert done(matter) == ["register"]


def test_sent_twice_both_are_done_once(desk: SignIn, cast: dict[str, Player]) -> None:
    matter, post = registered().matter, cast["mediator"].post
    sent = form(matter, "accept", _charged=str(post.pk))
    for _nth in range(2):
        assert (
            "已办：受理、指派" in desk("intake_officer").post(url(matter), sent, follow=True).content.decode()
        )
    assert done(matter) == ["register", "accept", "assign"]


def test_names_are_offered_for_the_act_that_follows(desk: SignIn) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    offers = browser.get(f"{url(matter)}offers/accept/_charged/", {"q": ""})
    assert offers.status_code == 200
    assert offers.json()
    for wrong in ("accept/remark", "accept/_act", "route/_charged", "no_such/_charged"):
        assert browser.get(f"{url(matter)}offers/{wrong}/", {"q": "a"}).status_code == 404


def test_the_page_of_what_waits_takes_at_most_twenty_queries(desk: SignIn) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    browser.get(url(matter))
    with CaptureQueriesContext(connection) as queries:
        browser.get(url(matter))
    assert len(queries) <= 20

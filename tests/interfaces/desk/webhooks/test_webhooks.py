"""Whoever leads a unit, or administers its tokens, sees its webhooks on the desk and stops them; nobody else does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.people.actions.issue_token import revoke_token
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.processes.reactions import react
from sanling.processes.webhooks.models import Delivery, Subscription
from sanling.processes.webhooks.send import send_due
from tests.city import TEST
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn
from tests.processes.webhooks.conftest import subscribed_by

pytestmark = pytest.mark.django_db
URL = "https://1.1.1.1/hook/s3cret?key=abc"
PAGE = "/desk/webhooks/"


@pytest.fixture
def webhook(cast: dict[str, Player], workflows: None) -> Subscription:
    """Return a webhook of the township's centre."""
    return subscribed_by(cast["centre_director"], URL, events=["register"]).subscription


def told(at: str, **changes: object) -> None:
    """Have a delivery of a fresh matter become what changes say."""
    registered()
    react()
    Delivery.objects.filter(pk=Delivery.objects.latest("pk").pk).update(**changes)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("centre_director", 200),
        ("administrator", 200),
        ("intake_officer", 403),
        ("auditor", 403),
        ("security_administrator", 403),
    ],
)
def test_the_page_is_for_who_leads_a_unit_or_administers_its_tokens(
    desk: SignIn, webhook: Subscription, who: str, status: int
) -> None:
    page = desk(who).get(PAGE)
    assert page.status_code == status
    if status == 200:
        assert [row.subscription.pk for row in page.context["shown"].rows] == [webhook.pk]
        html = page.content.decode()
        assert "register" in html
        assert "test" in html


def test_a_leader_sees_the_webhooks_of_no_other_unit(desk: SignIn, webhook: Subscription) -> None:
    browser = desk("county_centre_director")
    assert browser.get(PAGE).context["shown"].rows == []
    assert browser.post(f"{PAGE}{webhook.pk}/end/").status_code == 404
    assert Subscription.objects.filter(ended_at=None).exists()


def test_the_leader_reads_the_whole_address_and_the_administrator_no_key_in_it(
    desk: SignIn, webhook: Subscription
) -> None:
    assert "https://1.1.1.1/hook/s3cret?key=abc" in desk("centre_director").get(PAGE).content.decode()
    page = desk("administrator").get(PAGE).content.decode()
    assert "https://1.1.1.1/…" in page
    assert "s3cret" not in page
    assert "key=abc" not in page


def test_the_page_says_what_arrived_last_and_how_many_wait(desk: SignIn, webhook: Subscription) -> None:
    browser = desk("centre_director")
    assert "近 30 天没有推送" in browser.get(PAGE).content.decode()
    now = clock.now()
    told("arrived", delivered_at=now)
    told("waits")
    (row,) = browser.get(PAGE).context["shown"].rows
    assert (row.subscription.last_arrived_at, row.subscription.waiting) == (now, 1)
    assert "已送达" in browser.get(PAGE).content.decode()
    Delivery.objects.filter(delivered_at=None).update(attempts=2, last_error="1.1.1.1 answered 503")
    Subscription.objects.update(failures=2, tried_at=now)
    html = browser.get(PAGE).content.decode()
    assert "连续 2 次未送达" in html
    assert "1.1.1.1 answered 503" in html


@pytest.mark.parametrize("who", ["centre_director", "administrator"])
def test_it_is_stopped_at_once_with_all_that_waits_and_recorded(
    desk: SignIn, cast: dict[str, Player], webhook: Subscription, who: str
) -> None:
    told("waits")
    browser = desk(who)
    assert "停止" in browser.get(PAGE).content.decode()
    assert browser.post(f"{PAGE}{webhook.pk}/end/").status_code == 302
    assert browser.get(PAGE).context["shown"].rows == []
    assert not Delivery.objects.exists()
    assert send_due() == 0
    row = AuditRow.objects.get(act="webhook.unsubscribe")
    assert (row.actor_key, row.subject) == (cast[who].viewer.key, f"webhook:{webhook.pk}")
    assert browser.post(f"{PAGE}{webhook.pk}/end/").status_code == 404


@pytest.mark.parametrize("who", ["centre_director", "administrator"])
def test_one_from_before_tokens_were_noted_is_shown_as_such_and_can_be_stopped(
    desk: SignIn, webhook: Subscription, who: str
) -> None:
    Subscription.objects.update(token=None)
    browser = desk(who)
    assert "未经令牌建立" in browser.get(PAGE).content.decode()
    assert browser.post(f"{PAGE}{webhook.pk}/end/").status_code == 302
    assert not Subscription.objects.filter(ended_at=None).exists()


def test_what_ended_with_its_token_is_listed_no_more(desk: SignIn, webhook: Subscription) -> None:
    assert webhook.token is not None
    revoke_token(actor=TEST, token_id=webhook.token.pk)
    assert desk("centre_director").get(PAGE).context["shown"].rows == []


def test_ways_lead_there_for_whom_it_is(desk: SignIn, webhook: Subscription) -> None:
    for who, there in (("centre_director", True), ("administrator", True), ("intake_officer", False)):
        assert (PAGE in desk(who).get("/desk/units/").content.decode()) is there, who


def test_as_many_statements_however_many_webhooks(
    desk: SignIn, cast: dict[str, Player], webhook: Subscription
) -> None:
    browser, counts = desk("administrator"), []
    browser.get(PAGE)
    for more in (0, 6):
        for n in range(more):
            subscribed_by(cast["centre_director"], f"https://1.1.1.1/{n}")
        with CaptureQueriesContext(connection) as asked:
            browser.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1]

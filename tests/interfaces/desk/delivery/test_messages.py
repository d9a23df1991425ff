"""Administrators see what each message says, and what was given up, masked; the picked ones are sent again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.models import AuditRow
from sanling.processes.notices.models import Outgoing
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn
from tests.messages import Gateway

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
PHONE = "+8613812340099"


@pytest.fixture
def matter(cast: Cast, workflows: None) -> Matter:
    User.objects.filter(pk=cast["mediator"].user.pk).update(phone=PHONE)
    return registered().matter


def given_up(matter: Matter, player: Player, city: str = "4101") -> Outgoing:
    now = clock.now()
    entry = Entry.objects.filter(matter=matter).latest("pk")
    return Outgoing.objects.create(
        city=city,
        matter=matter,
        post=player.post,
        entry_id=entry.pk,
        event="matter.assigned",
        channel="sms",
        created_at=now,
        due_at=now,
        attempts=6,
        failed_at=now,
        last_error="gateway.test answered 500",
    )


def test_what_was_given_up_is_listed_with_its_reason_and_neither_number_nor_phone(
    desk: SignIn, cast: Cast, matter: Matter
) -> None:
    row = given_up(matter, cast["mediator"])
    page = desk("administrator").get("/desk/messages/").content.decode()
    assert "gateway.test answered 500" in page
    assert "138****0099" in page
    assert not [told for told in (PHONE, PHONE[3:], matter.number, matter.title) if told in page]
    assert f'value="{row.pk}"' in page


def test_whose_account_has_lost_its_address_is_said_to_have_none(
    desk: SignIn, cast: Cast, matter: Matter
) -> None:
    given_up(matter, cast["mediator"])
    User.objects.filter(pk=cast["mediator"].user.pk).update(phone=None)
    assert (
        f"{cast['mediator'].post.unit.name} · 没有联系方式"
        in desk("administrator").get("/desk/messages/").content.decode()
    )


def test_the_picked_ones_are_sent_again_once_and_it_is_recorded(
    desk: SignIn, cast: Cast, matter: Matter
) -> None:
    browser = desk("administrator")
    picked, left = given_up(matter, cast["mediator"]), given_up(matter, cast["mediator"])
    for _twice in range(2):
        assert browser.post("/desk/messages/again/", {"pick": [picked.pk, "x", 10**30]}).status_code == 302
    picked.refresh_from_db()
    left.refresh_from_db()
    assert (picked.failed_at, picked.attempts, picked.last_error) == (None, 0, "")
    assert left.failed_at is not None
    assert [row.detail for row in AuditRow.objects.filter(act="messages.send_again")] == [{"messages": 1}]


def test_another_citys_are_neither_shown_nor_sent(desk: SignIn, cast: Cast, matter: Matter) -> None:
    row = given_up(matter, cast["mediator"], city="4110")
    browser = desk("administrator")
    assert "gateway.test" not in browser.get("/desk/messages/").content.decode()
    browser.post("/desk/messages/again/", {"pick": [row.pk]})
    row.refresh_from_db()
    assert row.failed_at is not None


def test_the_list_asks_as_much_for_many_as_for_one(desk: SignIn, cast: Cast, matter: Matter) -> None:
    browser = desk("administrator")
    given_up(matter, cast["mediator"])
    browser.get("/desk/messages/")
    counts = []
    for _again in range(2):
        with CaptureQueriesContext(connection) as asked:
            browser.get("/desk/messages/")
        counts.append(len(asked))
        for player in list(cast.values())[:10]:
            given_up(matter, player)
    assert counts[0] == counts[1]


def test_each_text_is_shown_filled_with_an_example_in_both_languages(desk: SignIn) -> None:
    browser = desk("administrator")
    page = browser.get("/desk/messages/texts/").content.decode()
    assert "ZZ-261122-00001-8 已分派给您，请登录办理。" in page
    assert "21:00 – 08:00" in page
    assert "有 4 件事项待您查看" in page
    assert "有结果了：正在办理" not in page
    english = browser.get("/desk/messages/texts/", headers={"Accept-Language": "en"}).content.decode()
    assert "{number}" not in page + english


def test_who_is_told_outside_may_have_it_bundled(desk: SignIn, cast: Cast, gateway: Gateway) -> None:
    browser = desk("mediator")
    assert 'name="bundled"' in browser.get("/desk/notices/").content.decode()
    browser.post("/desk/notices/bundle/", {"bundled": "on"})
    assert User.objects.get(pk=cast["mediator"].user.pk).bundled
    browser.post("/desk/notices/bundle/")
    assert not User.objects.get(pk=cast["mediator"].user.pk).bundled


def test_nobody_is_asked_where_nothing_goes_out(desk: SignIn) -> None:
    assert 'name="bundled"' not in desk("mediator").get("/desk/notices/").content.decode()

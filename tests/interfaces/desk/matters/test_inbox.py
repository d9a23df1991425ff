"""The inbox shows what waits, by urgency, at a cost that does not grow."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.interfaces.desk.matters import inbox
from tests.city import SIBLING_TOWNSHIP
from tests.domain.matters.helpers import act, registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def counts(html: str) -> list[str]:
    heaps = html.rpartition('<ul class="tabs">')[2]
    return [part.split("<")[0] for part in heaps.split('class="count">')[1:]]


def test_a_new_report_is_unassigned_at_its_townships_centre(desk: SignIn) -> None:
    matter = registered().matter
    page = desk("intake_officer").get("/desk/").content.decode()
    assert matter.number in page
    assert counts(page) == ["0", "1", "0", "0", "0", "0"]
    assert matter.number not in desk("sibling_township_intake").get("/desk/").content.decode()


def test_what_is_assigned_is_mine_then_nearly_late_then_late(desk: SignIn, cast: dict[str, Player]) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    browser = desk("mediator")
    assert counts(browser.get("/desk/").content.decode())[0] == "1"
    matter.refresh_from_db()
    assert matter.warn_at
    assert matter.due_at
    with clock.turned(to=matter.warn_at + timedelta(minutes=1)):
        assert counts(browser.get("/desk/").content.decode())[2:4] == ["1", "0"]
    with clock.turned(to=matter.due_at + timedelta(minutes=1)):
        assert counts(browser.get("/desk/").content.decode())[2:4] == ["0", "1"]
        watched = desk("county_centre_director").get("/desk/?tab=watched").content.decode()
        assert matter.number in watched
        assert matter.number not in desk("sibling_county_intake").get("/desk/?tab=watched").content.decode()


def test_departments_called_in_find_the_matter(desk: SignIn, cast: dict[str, Player]) -> None:
    matter = registered(division=SIBLING_TOWNSHIP).matter
    act(cast["sibling_township_intake"].viewer, matter, "escalate", {"reason": "需要区级部门"})
    act(cast["county_intake_officer"].viewer, matter, "accept")
    assert counts(desk("county_intake_officer").get("/desk/").content.decode())[1] == "1"


def test_unchanged_counts_cost_no_body_and_changed_ones_are_sent(desk: SignIn) -> None:
    browser = desk("intake_officer")
    first = browser.get("/desk/inbox/tabs/?tab=mine")
    again = browser.get("/desk/inbox/tabs/?tab=mine", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    registered()
    changed = browser.get("/desk/inbox/tabs/?tab=mine", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_a_page_takes_at_most_fifteen_queries_at_any_size(desk: SignIn, cast: dict[str, Player]) -> None:
    browser = desk("intake_officer")
    first = registered().matter
    browser.get("/desk/")
    with CaptureQueriesContext(connection) as few:
        browser.get("/desk/")
    for _number in range(12):
        registered()
    act(cast["intake_officer"].viewer, first, "assign", {"mediator": cast["mediator"].post.pk})
    with CaptureQueriesContext(connection) as more:
        browser.get("/desk/?tab=unassigned")
    assert len(few) <= 15
    assert len(more) <= 15


@pytest.mark.parametrize(
    ("sooner", "opened"), [("mine", "mine"), ("waiting", "unassigned"), ("paused", "mine")]
)
def test_the_inbox_opens_where_a_deadline_is_nearest_at_one_query_more(
    desk: SignIn, cast: dict[str, Player], sooner: str, opened: str
) -> None:
    mine, waiting = (registered().matter for _number in range(2))
    hour, day = clock.now() + timedelta(hours=1), clock.now() + timedelta(days=1)
    Matter.objects.filter(pk=mine.pk).update(
        assignee=cast["intake_officer"].post, due_at=hour if sooner == "mine" else day
    )
    Matter.objects.filter(pk=waiting.pk).update(
        due_at=day if sooner == "mine" else hour, paused=sooner == "paused"
    )
    browser = desk("intake_officer")
    browser.get("/desk/")
    with CaptureQueriesContext(connection) as asked:
        browser.get(f"/desk/?tab={opened}")
    with CaptureQueriesContext(connection) as unasked:
        page = browser.get("/desk/")
    assert page.context["tab"] == opened
    assert len(unasked) == len(asked) + 1 <= 15
    assert browser.get("/desk/?tab=late").context["tab"] == "late"


def test_pages_follow_one_another_without_gap_or_repetition(
    desk: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = {registered().matter.number for _number in range(7)}
    monkeypatch.setattr("sanling.interfaces.desk.matters.inbox.PAGE", 3)
    browser = desk("intake_officer")
    url, seen = "/desk/?tab=unassigned", []
    while url:
        context = browser.get(url).context
        seen += [row.matter.number for row in context["shown"].rows]
        url = f"/desk/{context['shown'].page.older_url}" if context["shown"].page.older_url else ""
    assert sorted(seen) == sorted(numbers)
    back = browser.get(f"/desk/{context['page'].newer_url}").context
    assert [row.matter.number for row in back["rows"]] == seen[3:6]


def test_an_address_that_only_takes_forms_says_so_instead_of_showing_nothing(desk: SignIn) -> None:
    opened = desk("intake_officer").get("/desk/matters/export/")
    assert (opened.status_code, opened["Allow"]) == (405, "POST")
    assert "这一页不能直接打开" in opened.content.decode()


def asked_again(page: Any) -> str:
    return f"/desk/inbox/tabs/{page.context['asked_again']}"


def test_what_comes_to_the_heap_on_the_page_is_told_beside_it_and_its_count_stays(desk: SignIn) -> None:
    registered()
    browser = desk("intake_officer")
    page = browser.get("/desk/?tab=unassigned")
    quiet = browser.get(asked_again(page))
    assert (quiet.context["news"], counts(quiet.content.decode())[1]) == ("", "1")
    for _number in range(2):
        registered()
    told = browser.get(asked_again(page))
    assert (told.context["news"], counts(told.content.decode())[1]) == ("有 2 件新到，点此显示", "1")
    # Asked again, it says the same, and costs nothing.
    again = "/desk/inbox/tabs/" + told.context["asked_again"]
    same = browser.get(again, headers={"If-None-Match": told.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    shown = browser.get(told.context["news_url"])
    assert counts(shown.content.decode())[1] == "3"


def test_what_a_colleague_took_meanwhile_is_told_and_no_longer_counted(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    gone, _stays = registered().matter, registered().matter
    browser = desk("intake_officer")
    page = browser.get("/desk/?tab=unassigned")
    act(cast["intake_officer"].viewer, gone, "assign", {"mediator": cast["mediator"].post.pk})
    told = browser.get(asked_again(page))
    assert (told.context["news"], counts(told.content.decode())[1]) == ("有 1 件已不在此列，点此刷新", "1")


def test_an_empty_heap_tells_its_first_and_a_heap_beyond_counting_nothing(
    desk: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = desk("intake_officer")
    empty = browser.get("/desk/?tab=unassigned")
    registered()
    assert browser.get(asked_again(empty)).context["news"] == "有 1 件新到，点此显示"
    monkeypatch.setattr(inbox, "CAP", 0)
    assert browser.get(asked_again(browser.get("/desk/?tab=unassigned"))).context["news"] == ""


@pytest.mark.parametrize("known", ["x", ".", ".1.x.9", "." + "9" * 400, ".1" * 500, "-1"])
def test_nonsense_about_what_the_page_shows_does_no_harm(known: str, desk: SignIn) -> None:
    assert desk("intake_officer").get("/desk/inbox/tabs/", {"tab": "mine", "known": known}).status_code == 200


def test_where_nothing_waits_the_inbox_opens_at_what_is_late_before_what_is_nearly_so(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    late, soon = registered().matter, registered().matter
    for matter in (late, soon):
        act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    hour = timedelta(hours=1)
    Matter.objects.filter(pk=late.pk).update(due_at=clock.now() - hour, warn_at=clock.now() - hour)
    Matter.objects.filter(pk=soon.pk).update(due_at=clock.now() + hour, warn_at=clock.now() - hour)
    assert desk("intake_officer").get("/desk/").context["tab"] == "late"
    Matter.objects.filter(pk=late.pk).delete()
    assert desk("intake_officer").get("/desk/").context["tab"] == "soon"

"""The inbox shows what waits, by urgency, at a cost that does not grow."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.interfaces.desk.matters import batch, inbox
from tests.city import SIBLING_TOWNSHIP
from tests.domain.matters.helpers import act, registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def counts(html: str) -> list[str]:
    return [part.split("<")[0] for part in html.split('class="count">')[1:]]


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


def test_several_are_accepted_at_once_and_each_says_how_it_went(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    first, second, third = (registered().matter for _number in range(3))
    act(cast["intake_officer"].viewer, third, "accept")
    picks = [f"{first.pk}:{first.version}", f"{second.pk}:{second.version}", f"{third.pk}:1", "999999:1", "x"]
    order = {"act": "accept", "key": "k", "pick": picks}
    browser = desk("intake_officer")
    answer: Any = browser.post("/desk/inbox/batch/", order, follow=True)
    assert answer.status_code == 200
    assert [(row.number, row.pick.done) for row in answer.context["shown"].rows] == [
        (third.number, False),
        (first.number, True),
        (second.number, True),
    ]
    ordered = answer.context["batch"]
    assert (ordered.done, ordered.unseen, ordered.total, ordered.finished) == (2, 1, 4, True)
    again: Any = browser.post("/desk/inbox/batch/", order, follow=True)
    assert again.context["batch"] == ordered
    assert set(Matter.objects.values_list("state", flat=True)) == {"accepted"}


def test_other_matters_ticked_in_a_page_one_came_back_to_are_a_batch_of_their_own(desk: SignIn) -> None:
    first, second = (registered().matter for _number in range(2))
    browser = desk("intake_officer")
    order = {"act": "accept", "key": "k", "pick": f"{first.pk}:1"}
    browser.post("/desk/inbox/batch/", order, follow=True)
    answer: Any = browser.post("/desk/inbox/batch/", {**order, "pick": f"{second.pk}:1"}, follow=True)
    assert [(row.number, row.pick.done) for row in answer.context["shown"].rows] == [(second.number, True)]
    second.refresh_from_db()
    assert second.state == "accepted"


def test_another_list_in_a_page_one_came_back_to_is_a_batch_of_its_own(desk: SignIn) -> None:
    lamps, pipes = (
        registered(text="楼道里的路灯坏了很久").matter,
        registered(text="门口的水管漏水很久").matter,
    )
    browser = desk("intake_officer")
    order = {"act": "accept", "key": "k", "whole": "1", "sure": "1"}
    for words, meant in {"路灯": lamps, "水管": pipes}.items():
        done: Any = browser.post("/desk/inbox/batch/", {**order, "query": f"words={words}"}, follow=True)
        assert [(row.number, row.pick.done) for row in done.context["shown"].rows] == [(meant.number, True)]


def test_a_list_asked_about_again_is_acted_on_again(desk: SignIn) -> None:
    browser = desk("intake_officer")
    order = {"act": "accept", "key": "k", "tab": "unassigned", "whole": "1"}
    batches = []
    for _nth in range(2):
        registered()
        asked: Any = browser.post("/desk/inbox/batch/", order)
        sure = {**order, "sure": "1", "key": asked.context["form"]["key"].value()}
        for _sent in range(2):
            done: Any = browser.post("/desk/inbox/batch/", sure, follow=True)
        batches.append((done.context["batch"].pk, done.context["batch"].done))
    assert len(set(batches)) == 2
    assert {done for _pk, done in batches} == {1}


def test_another_act_in_a_page_one_came_back_to_is_done(desk: SignIn, cast: dict[str, Player]) -> None:
    matter, mediator = registered().matter, cast["mediator"].post
    browser = desk("intake_officer")
    order = {"act": "accept", "key": "k", "pick": f"{matter.pk}:1"}
    browser.post("/desk/inbox/batch/", order, follow=True)
    other = {**order, "act": "assign", "post": f"{mediator.name} 调解员", "pick": f"{matter.pk}:2"}
    answer: Any = browser.post("/desk/inbox/batch/", other, follow=True)
    assert [row.pick.done for row in answer.context["shown"].rows] == [True]


def test_several_are_assigned_to_one_post(desk: SignIn, cast: dict[str, Player]) -> None:
    matters = [registered().matter for _number in range(2)]
    mediator = cast["mediator"].post
    form = {
        "act": "assign",
        "key": "k",
        "post": f"{mediator.name} 调解员",
        "pick": [f"{matter.pk}:{matter.version}" for matter in matters],
    }
    answer: Any = desk("intake_officer").post("/desk/inbox/batch/", form, follow=True)
    assert all(row.pick.done for row in answer.context["shown"].rows)
    assert set(Matter.objects.values_list("assignee", flat=True)) == {mediator.pk}


def test_a_whole_tab_is_asked_about_once_more_and_then_done(
    desk: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PAGE", 3)
    matters = [registered().matter for _number in range(5)]
    browser = desk("intake_officer")
    page: Any = browser.get("/desk/?tab=unassigned")
    assert 'name="whole"' in page.content.decode()
    assert 'name="tab" value="unassigned"' in page.content.decode()
    order = {"act": "accept", "key": "k", "tab": "unassigned", "whole": "1", "pick": f"{matters[0].pk}:1"}
    asked = browser.post("/desk/inbox/batch/", order)
    assert asked.status_code == 200
    assert any("5" in str(message) for message in asked.context["messages"])
    assert not Matter.objects.exclude(version=1).exists()
    done: Any = browser.post("/desk/inbox/batch/", {**order, "sure": "1"}, follow=True)
    assert (done.context["batch"].done, done.context["batch"].total) == (5, 5)


def test_all_that_the_ledger_shows_is_acted_on_and_nothing_else(desk: SignIn) -> None:
    meant, other = registered(text="楼道里的路灯坏了很久没有人修").matter, registered().matter
    order = {"act": "accept", "key": "k", "query": "words=路灯", "whole": "1", "sure": "1"}
    done: Any = desk("intake_officer").post("/desk/inbox/batch/", order, follow=True)
    assert [row.number for row in done.context["shown"].rows] == [meant.number]
    other.refresh_from_db()
    assert other.version == 1
    wrong = {**order, "query": "kind=no_such"}
    assert desk("intake_officer").post("/desk/inbox/batch/", wrong).status_code == 422


def test_more_than_a_batch_may_have_is_refused(desk: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "MOST", 1)
    for _nth in range(2):
        registered()
    order = {"act": "accept", "key": "k", "tab": "unassigned", "whole": "1", "sure": "1"}
    assert desk("intake_officer").post("/desk/inbox/batch/", order).status_code == 422
    assert not Matter.objects.exclude(version=1).exists()


def test_a_batch_without_picks_or_person_says_so_and_changes_nothing(desk: SignIn) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    assert browser.post("/desk/inbox/batch/", {"act": "accept", "key": "k"}).status_code == 422
    no_tab = {"act": "accept", "key": "k", "tab": "", "whole": "1", "sure": "1"}
    assert browser.post("/desk/inbox/batch/", no_tab).status_code == 422
    form = {"act": "assign", "key": "k", "post": "nobody", "pick": f"{matter.pk}:1"}
    assert browser.post("/desk/inbox/batch/", form).status_code == 422
    matter.refresh_from_db()
    assert matter.version == 1


def test_another_language_on_the_page_of_what_a_batch_did_leads_to_the_inbox(desk: SignIn) -> None:
    browser = desk("intake_officer")
    assert 'name="next" value="/desk/inbox/batch/"' in browser.post("/desk/inbox/batch/", {}).content.decode()
    led = browser.post("/i18n/setlang/", {"language": "en", "next": "/desk/inbox/batch/"}, follow=True)
    assert (led.status_code, led.request["PATH_INFO"]) == (200, "/desk/")


def test_an_address_that_only_takes_forms_says_so_instead_of_showing_nothing(desk: SignIn) -> None:
    opened = desk("intake_officer").get("/desk/matters/export/")
    assert (opened.status_code, opened["Allow"]) == (405, "POST")
    assert "这一页不能直接打开" in opened.content.decode()

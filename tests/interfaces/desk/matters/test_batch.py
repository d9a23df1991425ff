"""What is ticked in a list is acted on at once, and only what can be done with it is offered."""

from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.interfaces.desk.matters import batch, inbox
from sanling.processes.batches.models import Batch
from tests.domain.matters.helpers import act, registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


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
    for gone in ("kind=no_such", "family=gone"):
        wrong = {**order, "query": gone}
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


def offered(page: Any) -> list[str]:
    return [code for code, _name in page.context["bar"].acts]


def test_the_bar_offers_what_can_be_done_with_the_rows_and_each_row_says_with_which(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    waiting, accepted = registered().matter, registered().matter
    act(cast["intake_officer"].viewer, accepted, "accept")
    page: Any = desk("intake_officer").get("/desk/?tab=unassigned")
    assert offered(page) == ["accept", "assign", "route", "tag"]
    html = page.content.decode()
    assert f'value="{waiting.pk}:1" data-pick="accept assign route tag"' in html
    assert f'value="{accepted.pk}:2" data-pick="assign route tag"' in html


def test_rows_that_offer_nothing_have_no_box_and_where_none_does_there_is_no_bar(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    page: Any = desk("mediator").get("/desk/?tab=mine")
    assert offered(page) == ["sign_for", "tag"]
    act(cast["mediator"].viewer, matter, "sign_for")
    assert offered(desk("mediator").get("/desk/?tab=mine")) == ["tag"]
    page = desk("village_secretary").get("/desk/matters/")
    assert matter.number in page.content.decode()
    assert page.context["bar"].acts == []
    assert 'name="pick"' not in page.content.decode()


def test_leaders_supervise_all_that_is_late_beneath_them_with_one_form(desk: SignIn) -> None:
    matters = [registered().matter for _number in range(3)]
    Matter.objects.update(due_at=clock.now() - timedelta(hours=1))
    browser = desk("county_leader")
    page: Any = browser.get("/desk/?tab=watched")
    assert offered(page) == ["supervise", "tag"]
    order = {"act": "supervise", "key": "k", "pick": [f"{matter.pk}:1" for matter in matters]}
    asked: Any = browser.post("/desk/inbox/batch/", order)
    assert (asked.status_code, not asked.context["form"].errors) == (200, True)
    assert {"note", "answer_within"} <= set(asked.context["form"].fields)
    assert "post" not in asked.context["form"].fields
    sure = {**order, "sure": "1"}
    refused: Any = browser.post("/desk/inbox/batch/", sure)
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"note"})
    sure |= {"note": "请三日内答复", "answer_within": "3"}
    done: Any = browser.post("/desk/inbox/batch/", sure, follow=True)
    assert (done.context["batch"].done, done.context["batch"].total) == (3, 3)


def test_what_can_be_done_with_none_of_those_picked_is_not_begun(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    matters = [registered().matter for _number in range(2)]
    for matter in matters:
        act(cast["intake_officer"].viewer, matter, "accept")
    picks = [f"{matter.pk}:{matter.version}" for matter in matters]
    browser = desk("intake_officer")
    for verb in ("accept", "supervise"):
        answer: Any = browser.post("/desk/inbox/batch/", {"act": verb, "key": "k", "pick": picks})
        assert answer.status_code == 422
        assert "现在都不能这样办" in answer.content.decode()
    assert not Batch.objects.exists()


def test_an_act_asks_for_what_it_needs_and_says_with_how_many_it_can_be_done(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    first, second = (registered().matter for _number in range(2))
    act(cast["intake_officer"].viewer, second, "assign", {"mediator": cast["mediator"].post.pk})
    order = {"act": "route", "key": "k", "pick": [f"{first.pk}:1", f"{second.pk}:3"]}
    asked: Any = desk("intake_officer").post("/desk/inbox/batch/", order)
    assert asked.status_code == 200
    told = [str(message) for message in asked.context["messages"]]
    assert told == ["将办理 2 件事项。", "其中 1 件可以办；其余的会逐件说明为什么不能办。"]


def test_a_list_that_goes_on_offers_what_its_post_may_ever_do(
    desk: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PAGE", 2)
    for _number in range(3):
        registered()
    page: Any = desk("intake_officer").get("/desk/?tab=unassigned")
    assert offered(page) == ["accept", "assign", "route", "sign_for", "tag"]
    assert page.context["bar"].goes_on


def test_petitions_are_accepted_at_once_as_what_is_said_and_other_matters_as_they_are(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    petitions = [registered(kind="petition", category="other").matter for _nth in range(2)]
    dispute, browser = registered().matter, desk("intake_officer")
    picks = [f"{matter.pk}:{matter.version}" for matter in (*petitions, dispute)]
    order = {"act": "accept", "key": "k", "pick": picks}
    asked = browser.post("/desk/inbox/batch/", order)
    assert asked.status_code == 200
    page = asked.content.decode()
    assert "受理（建议意见）" in page
    assert "受理（申诉求决，第六类）" in page
    assert browser.post("/desk/inbox/batch/", {**order, "sure": "1"}).status_code == 422
    done: Any = browser.post(
        "/desk/inbox/batch/", {**order, "sure": "1", "action": "accept_suggestion"}, follow=True
    )
    assert done.context["batch"].done == 3
    for matter, state in (
        (petitions[0], "considering"),
        (petitions[1], "considering"),
        (dispute, "accepted"),
    ):
        matter.refresh_from_db()
        assert matter.state == state

"""A matter's page knows the list by which one came, leads to the next of it, and back after an act."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from tests.domain.matters.helpers import PHONE, act, registered
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.matters.sending import form, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(workflows: None) -> list[Matter]:
    """Return three matters that wait, the first due first."""
    matters = [registered().matter for _number in range(3)]
    for nth, matter in enumerate(matters):
        Matter.objects.filter(pk=matter.pk).update(due_at=clock.now() + timedelta(hours=nth + 1))
    return matters


def rows(page: Any) -> list[str]:
    return [row.url for row in page.context["shown"].rows]


def next_of(page: Any) -> str:
    return str(page.context["onward"].next_url.partition("?")[0])


def test_each_row_leads_to_its_matter_and_that_to_the_next_row(desk: SignIn, three: list[Matter]) -> None:
    browser = desk("intake_officer")
    first, second, _third = rows(browser.get("/desk/?tab=unassigned"))
    assert first.startswith(f"{url(three[0])}?heap=unassigned&at=")
    page = browser.get(first)
    assert next_of(page) == url(three[1])
    assert three[1].title in page.content.decode()
    assert page.context["onward"].next_url == second
    # Behind the last of a heap comes its first.
    assert next_of(browser.get(rows(browser.get("/desk/?tab=unassigned"))[2])) == url(three[0])


def test_after_an_act_the_next_of_the_same_heap_is_offered(
    desk: SignIn, cast: dict[str, Player], three: list[Matter]
) -> None:
    browser = desk("intake_officer")
    middle = rows(browser.get("/desk/?tab=unassigned"))[1]
    sent = form(three[1], "assign", mediator=str(cast["mediator"].post.pk))
    done: Any = browser.post(middle, sent, follow=True)
    assert done.redirect_chain[0][0].startswith(f"{url(three[1])}?heap=unassigned&at=")
    assert done.context["onward"].done
    assert next_of(done) == url(three[2])
    assert not browser.get(done.context["onward"].next_url).context["onward"].done


def test_what_an_act_takes_out_of_sight_leads_back_to_its_heap(desk: SignIn, cast: dict[str, Player]) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    browser = desk("mediator")
    sent = form(matter, "return", reason="不在我处")
    done: Any = browser.post(f"{url(matter)}?heap=mine", sent, follow=True)
    led = done.redirect_chain[0][0]
    assert led in ("/desk/?tab=mine", f"{url(matter)}?heap=mine&done=1#main")


def test_in_the_ledger_the_next_is_that_of_the_same_filters_and_order(
    desk: SignIn, three: list[Matter]
) -> None:
    other = registered(kind="request").matter
    browser = desk("intake_officer")
    page: Any = browser.get("/desk/matters/?kind=dispute&sort=due&col=title")
    links = [row[3] for row in page.context["shown"].rows]
    assert [link.partition("?")[0] for link in links] == [url(matter) for matter in three]
    assert next_of(browser.get(links[0])) == url(three[1])
    last = browser.get(links[2]).context["onward"]
    assert (last.next_url, last.back) == ("", "/desk/matters/?kind=dispute&sort=due")
    assert other.number not in str(links)


def test_a_ledger_in_which_a_phone_was_sought_is_not_sought_again(desk: SignIn, three: list[Matter]) -> None:
    browser = desk("intake_officer")
    page: Any = browser.get("/desk/matters/", {"phone": PHONE})
    assert {row[3].partition("?")[2] for row in page.context["shown"].rows} == {""}
    assert browser.get(url(three[0]), {"list": f"phone={PHONE}"}).context["onward"] is None


@pytest.mark.parametrize(
    "query",
    [
        "heap=no_such",
        "heap=mine&family=%00",
        "heap=mine&family=no_such&at=x",
        "heap=mine&at=nan_1",
        "list=%00&at=1e999_2",
        "list=kind%3Dno_such",
        "heap=mine&sort=%00",
        "list=" + "x" * 3000,
    ],
)
def test_nonsense_about_the_way_shows_the_matter_all_the_same(
    query: str, desk: SignIn, three: list[Matter]
) -> None:
    answer = desk("intake_officer").get(f"{url(three[0])}?{query}")
    assert answer.status_code in (200, 400)


def test_the_way_takes_three_statements_more_however_long_the_heap(desk: SignIn, three: list[Matter]) -> None:
    browser = desk("intake_officer")
    plain, with_way = url(three[0]), rows(browser.get("/desk/?tab=unassigned"))[0]
    browser.get(plain)
    counted = []
    for address in (plain, with_way):
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        counted.append(len(queries))
    assert counted[1] - counted[0] <= 3


@pytest.mark.parametrize(
    ("way", "marked"), [("", "/desk/"), ("?heap=mine", "/desk/"), ("?list=", "/desk/matters/")]
)
def test_the_navigation_marks_the_list_by_which_one_came(
    desk: SignIn, cast: dict[str, Player], three: list[Matter], way: str, marked: str
) -> None:
    page = desk("intake_officer").get(f"/desk/matters/{three[0].number}/{way}")
    assert [item.url for item in page.context["nav"] if item.current] == [marked]

"""The board of a community says what is open there and who is there for it, and nothing personal."""

from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.interfaces.board import kept
from tests.city import VILLAGE
from tests.interfaces.doors import signed_in

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


def board(browser: Client, **query: str) -> str:
    answer = browser.get("/board/community/part/", query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_it_says_what_is_open_and_who_is_there(counted: list[Matter], cast: Cast) -> None:
    Matter.objects.update(confidentiality=0, concealed=False)
    Unit.objects.filter(division__in=(VILLAGE, VILLAGE[:9])).update(phone="0371-60000001")
    browser = signed_in(cast["village_secretary"])
    told = board(browser)
    assert "信息板" in told
    assert "0371 6000 0001" in told
    assert "12345" in told
    assert browser.get("/board/community/").status_code == 200


def test_nothing_personal_stands_there(counted: list[Matter], cast: Cast) -> None:
    Matter.objects.update(confidentiality=0, concealed=False, title="张三家的事", text="张三说的话")
    told = board(signed_in(cast["village_secretary"]))
    assert "张三" not in told
    assert "ZZ-" not in told
    for player in cast.values():
        assert player.post.name not in told


def test_unchanged_it_costs_no_body(
    counted: list[Matter],
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    # Both ask within a second, however busy the machine is.
    monkeypatch.setattr(kept, "monotonic", lambda: 100.0)
    browser = signed_in(cast["village_secretary"])
    first = browser.get("/board/community/part/")
    with django_assert_max_num_queries(6):
        again = browser.get("/board/community/part/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_another_community_cannot_be_asked_for(cast: Cast) -> None:
    browser = signed_in(cast["village_secretary"])
    for place in ("410104001001", "4102", "x"):
        for page in ("", "part/"):
            assert browser.get(f"/board/community/{page}", {"place": place}).status_code == 404

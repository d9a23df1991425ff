"""A wall shows how a place stands, renews itself without a body while nothing happened, and says nothing personal."""

import re
from collections.abc import Callable
from datetime import date

import pytest
import shapely
from django.test import Client
from django.utils.safestring import SafeString
from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.people.cast import Player
from sanling.domain.territory.models import Boundary
from sanling.interfaces.board import kept, wall
from sanling.interfaces.board.kept import Kept, Newest, Shelf
from sanling.processes.figures.indicators import Asked
from sanling.processes.figures.periods import read_period
from sanling.processes.figures.rebuilding import rebuild_city
from tests.city import CITY, COUNTY, SIBLING_COUNTY, VILLAGE
from tests.interfaces.doors import signed_in

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


def part(browser: Client, **query: str) -> str:
    """Return what the wall shows now."""
    answer = browser.get("/board/part/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_wall_says_how_the_place_stands(counted: list[Matter], cast: Cast) -> None:
    browser = signed_in(cast["city_leader"])
    assert "没有此地的边界" in part(browser, period="2026")
    squares = (
        (COUNTY, shapely.box(113.6, 34.7, 113.7, 34.8)),
        (SIBLING_COUNTY, shapely.box(113.5, 34.7, 113.6, 34.8)),
    )
    for path, square in squares:
        Boundary.objects.create(division_id=path, wkb=square.wkb, source="test", valid_from=date(2023, 1, 1))
    told = part(browser, period="2025")
    assert "登记件数" in told
    assert len(re.findall(r'<path class="area-[0-5]" d="M', told)) == 2
    assert re.search(r'<a href="/board/\?place=410105&amp;period=2025"', told)


def test_a_wall_is_made_with_few_statements(
    counted: list[Matter],
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    browser = signed_in(cast["city_leader"])
    part(browser)
    monkeypatch.setattr(kept, "SHELF", Shelf())
    monkeypatch.setattr(kept, "NEWEST", Newest())
    with django_assert_num_queries(22):
        part(browser)


def test_whoever_asks_while_a_screen_is_made_is_shown_what_there_was(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer, asked = cast["city_leader"].viewer, Asked(CITY, read_period("2026"))
    instants = iter([100.0, 100.0, 102.0, 102.5, 103.0, 103.5])
    monkeypatch.setattr(kept, "monotonic", lambda: next(instants))

    def ask(make: Callable[[], object]) -> str:
        return kept.renewed("board/base.html", viewer, asked, make).etag

    first = ask(lambda: "as it was")
    met: list[str] = []

    def made() -> str:
        met.append(ask(lambda: pytest.fail("It is made twice.")))
        return "anew"

    ask(made)
    assert met == [first]


def test_nothing_new_costs_no_body_and_no_statement_of_its_own(
    counted: list[Matter],
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    # Both ask within a second, however busy the machine is.
    monkeypatch.setattr(kept, "monotonic", lambda: 100.0)
    browser = signed_in(cast["city_leader"])
    first = browser.get("/board/part/")
    with django_assert_max_num_queries(6):
        again = browser.get("/board/part/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_of_what_is_confidential_or_concealed_there_are_numbers_alone(
    counted: list[Matter], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(cast["city_leader"])
    Matter.objects.update(confidentiality=1)
    told = part(browser)
    assert "/desk/matters/ZZ-" not in told
    assert "暂无。" in told
    Matter.objects.update(confidentiality=0, concealed=True)
    monkeypatch.setattr(kept, "SHELF", Shelf())
    assert "/desk/matters/ZZ-" not in part(browser)


def test_what_happens_is_told_without_names_and_words(counted: list[Matter], cast: Cast) -> None:
    Matter.objects.update(confidentiality=0, concealed=False, title="张三家的事", text="张三说的话")
    told = part(signed_in(cast["city_leader"]))
    assert Entry.objects.exists()
    assert "张三" not in told


def test_each_has_a_wall_of_its_own_places(cast: Cast) -> None:
    leader = signed_in(cast["county_leader"])
    assert leader.get("/board/", {"place": COUNTY}).status_code == 200
    for place in ("410104", "4102", "41", VILLAGE + "001", f"{COUNTY}999"):
        assert leader.get("/board/", {"place": place}).status_code == 404
        assert leader.get("/board/part/", {"place": place}).status_code == 404
    assert leader.get("/board/", {"figure": "castle"}).status_code == 404


def test_places_take_turns(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = signed_in(cast["county_leader"])
    shown = set()
    for turn in range(3):
        monkeypatch.setattr(wall, "monotonic", lambda turn=turn: 1000.0 * wall.TURN + turn * wall.TURN)
        found = re.search(r"<h1>([^·]+) ·", part(browser, place=COUNTY, turns="1"))
        assert found
        shown.add(found[1])
    assert len(shown) == 3


def test_a_shelf_holds_so_many_screens() -> None:
    shelf = Shelf(most=2)
    kept = Kept(SafeString(), "", (0, 0), 0.0, 0.0, 0.0)
    for key in ("a", "b", "c"):
        shelf.put(key, kept)
    assert [key for key in ("a", "b", "c") if shelf.get(key)] == ["b", "c"]


def test_numbers_of_few_petitions_are_not_on_the_wall(
    counted: list[Matter], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(cast["city_leader"])
    Matter.objects.update(kind="dispute", confidentiality=0, concealed=False)
    rebuild_city(CITY)
    assert "很少" not in part(browser, period="2026")
    matter = Matter.objects.earliest("pk")
    Matter.objects.filter(pk=matter.pk).update(kind="petition")
    rebuild_city(CITY)
    monkeypatch.setattr(kept, "SHELF", Shelf())
    told = part(browser, period="2026")
    assert "很少" in told
    assert not re.search(r"信访</a><span>", told)

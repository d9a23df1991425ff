"""A leader's first page says how the place stands, and each of its numbers opens into as many rows."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from sanling.domain.people.cast import Player
from sanling.foundation.days import today
from sanling.processes.reactions import react
from tests.city import CITY, COUNTY, VILLAGE
from tests.domain.mediation.confirmed import confirmed
from tests.interfaces.doors import signed_in
from tests.processes.figures.conftest import inventor, staffed
from tests.processes.figures.test_queries import counted

__all__ = ["counted", "inventor", "staffed"]

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
LINK = re.compile(r'<a href="(/desk/figures/rows/[^"]+)">([0-9]+)</a>')


@pytest.fixture(autouse=True)
def open_door(settings: Settings) -> None:
    """Let browsers in without TLS."""
    settings.SECURE_SSL_REDIRECT = False


def page(browser: Client, address: str, **query: str) -> str:
    """Return a page that is there."""
    answer = browser.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(browser: Client, address: str) -> int:
    """Return how many rows a page of rows says that there are."""
    found = re.search(r"<p>共 ([0-9]+) 条</p>", page(browser, unescape(address)))
    assert found, address
    return int(found[1])


def test_every_number_opens_into_as_many_rows(counted: object, cast: Cast) -> None:
    for who in ("city_leader", "county_leader", "village_secretary", "mediator"):
        browser = signed_in(cast[who])
        links = LINK.findall(page(browser, "/desk/overview/", period="2026"))
        assert links
        for address, number in links[:: max(len(links) // 8, 1)]:
            assert rows(browser, address) == int(number), (who, address)


def test_every_part_of_a_figure_opens_into_as_many_rows(counted: object, cast: Cast) -> None:
    browser = signed_in(cast["county_leader"])
    for by in ("place", "kind", "channel", "unit", "month", "day"):
        for figure in ("settlement", "open"):
            links = LINK.findall(page(browser, "/desk/figures/", figure=figure, period="2026-Q3", by=by))
            for address, number in links[:: max(len(links) // 3, 1)]:
                assert rows(browser, address) == int(number), (by, address)


def test_every_step_incident_and_decision_opens_into_as_many_rows(counted: object, cast: Cast) -> None:
    browser = signed_in(cast["city_peace_officer"])
    for figure, asked in (
        ("step_time", {"kind": "dispute", "by": "category"}),
        ("step_time", {"by": "place"}),
        ("at_step", {"kind": "hazard", "by": "category"}),
        ("at_step", {"by": "month"}),
        ("accidents", {"by": "category"}),
        ("petitions", {"by": "channel"}),
    ):
        links = LINK.findall(page(browser, "/desk/figures/", figure=figure, period="2026", **asked))
        for address, number in links[:: max(len(links) // 4, 1)]:
            assert rows(browser, address) == int(number), (figure, asked, address)


def test_persons_are_told_with_the_petitions_that_they_came_with(counted: object, cast: Cast) -> None:
    browser = signed_in(cast["petition_officer"])
    query = {"figure": "petition_persons", "measure": "persons", "period": "2026"}
    assert "<p>合计 6 · 共 3 条</p>" in page(browser, "/desk/figures/rows/", **query)


def test_only_what_there_is_is_offered_to_break_a_figure_down_by(cast: Cast) -> None:
    browser = signed_in(cast["city_peace_officer"])

    def offered(figure: str) -> set[str]:
        told = page(browser, "/desk/figures/", figure=figure)
        choice = re.search(r'<select[^>]* name="by">(.*?)</select>', told, re.DOTALL)
        assert choice
        return set(re.findall('value="([a-z]+)"', choice[1]))

    assert offered("accidents") == {"place", "category", "month", "day"}
    assert offered("petitions") == {"place", "category", "channel", "month", "day"}
    assert offered("titles_decided") == {"place", "unit", "month", "day"}
    assert "层级或类别" in page(browser, "/desk/figures/", figure="accidents", by="category")
    assert browser.get("/desk/figures/", {"figure": "accidents", "by": "unit"}).status_code == 404


def test_what_is_to_fall_stands_beside_the_same_part_of_the_year_before(counted: object, cast: Cast) -> None:
    browser = signed_in(cast["city_leader"])
    assert "/desk/overview/sections/" in page(browser, "/desk/overview/")
    told = page(browser, "/desk/overview/sections/")
    assert "三下降" in told
    links = LINK.findall(told)
    assert links
    for address, number in links:
        assert rows(browser, address) == int(number), address
    year = today().year
    assert f"{year - 1}-01-01 至 {today().replace(year=year - 1)}" in told


def test_the_overview_asks_as_much_of_one_place_as_of_many(
    counted: object, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(cast["city_leader"])
    page(browser, "/desk/overview/")
    with django_assert_max_num_queries(12):
        page(browser, "/desk/overview/", period="2026-Q3")


def test_what_is_late_is_told_with_whom(counted: object, cast: Cast) -> None:
    browser = signed_in(cast["city_leader"])
    told = page(browser, "/desk/overview/late/")
    counts = [int(found) for found in re.findall(r'data-label="已超时">([0-9]+)<', told)]
    addresses = re.findall(r'<a href="(/desk/matters/[^"]+unit_key[^"]+)"', told)
    assert counts
    assert counts == sorted(counts, reverse=True)
    listed = page(browser, unescape(addresses[0]))
    assert len(re.findall(r'<a href="/desk/matters/ZZ-[^"]+"', listed)) >= counts[0]


@pytest.mark.parametrize("page_of", ["overview", "figures", "figures/rows", "overview/late"])
def test_another_place_cannot_be_asked_for(cast: Cast, page_of: str) -> None:
    browser = signed_in(cast["county_leader"])
    query = {"measure": "registered"}
    assert browser.get(f"/desk/{page_of}/", {**query, "place": COUNTY}).status_code == 200
    for place in ("410104", "4102", "41", "x", VILLAGE + "001", "４１０１", f"{COUNTY}999"):
        assert browser.get(f"/desk/{page_of}/", {**query, "place": place}).status_code == 404


@pytest.mark.parametrize(
    "query",
    [{"figure": "castle"}, {"by": "castle"}, {"period": "2026-13"}, {"kind": "castle"}, {"unit": "0"}],
)
def test_what_there_is_not_is_absent(cast: Cast, query: dict[str, str]) -> None:
    browser = signed_in(cast["city_leader"])
    assert browser.get("/desk/figures/", query).status_code == 404


def test_a_figure_is_told_with_its_definition_and_both_numbers(counted: object, cast: Cast) -> None:
    told = page(signed_in(cast["city_leader"]), "/desk/figures/", figure="settlement", period="2026")
    assert "期内化解件数 ÷ 期内受理件数" in told
    assert LINK.search(told)
    assert CITY in told


@pytest.mark.usefixtures("workflows")
def test_mediation_is_told_by_kind_of_body_and_each_part_opens_into_as_many_rows(cast: Cast) -> None:
    confirmed(cast)
    react()
    browser = signed_in(cast["county_leader"])
    month = f"{today():%Y-%m}"
    for figure in ("mediation_success", "performance", "confirmation_rate", "agreements"):
        told = page(browser, "/desk/figures/", figure=figure, by="category", period=month)
        assert "调解组织类型" in told
        assert "村（社区）人民调解委员会" in told
        links = LINK.findall(told)
        assert links, figure
        for address, number in links:
            assert rows(browser, address) == int(number), (figure, address)
    assert "人民调解" in page(browser, "/desk/overview/sections/")
